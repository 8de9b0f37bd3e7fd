// Generate writes taxonomy.tsv, the built-in taxonomy in the form that loads
// fast, from taxonomy.yaml.
package main

import (
	"log"
	"os"

	"candor/topic"
)

func main() {
	compact, err := topic.Compact()
	if err == nil {
		err = os.WriteFile("taxonomy.tsv", compact, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
