package topic_test

import (
	"fmt"
	"strings"

	"candor/text"
	"candor/topic"
)

func ExampleTaxonomy_Assign() {
	question := text.New("Where did gross margin land?")
	answer := text.New("Gross margin was forty percent, on better mix and pricing.")
	fmt.Println(topic.Default().Assign(question, answer)[0].Name)
	// Output: pricing-margin
}

func ExampleLoad() {
	taxonomy, err := topic.Load(strings.NewReader(`
topics:
- name: mining
  covers: ore, mines, grades
  terms:
    ore grade: 8
forms:
  ore: [ores]
`), "ours.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(taxonomy.Assign(nil, text.New("The ore grade is up."))[0].Name)
	// Output: mining
}
