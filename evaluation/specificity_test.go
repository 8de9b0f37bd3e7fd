package evaluation

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"candor/stats"
)

func TestSpecificity(t *testing.T) {
	var answers []Answer
	for i := range 40 {
		figures := i % 4
		answers = append(answers, Answer{
			Call: fmt.Sprint(i / 4),
			// The first words tell the texts apart: equal ones are of one fold.
			Text:   string([]byte{'a' + byte(i/4), 'a' + byte(i%4), ' '}) + strings.Repeat("It was 5% in March. ", figures) + strings.Repeat("It was so. ", 6-figures),
			Rating: float64(figures) / 2,
		})
	}
	for _, folds := range []int{0, 5} {
		results, err := Specificity(answers, folds, stats.DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"specificity", "length"} {
			r := results[i]
			if r.Name != name || r.Answers != 40 || r.Rho.Value.Value < 0.9 || !r.Rho.Interval.Defined {
				t.Errorf("%d folds: got %+v, want %s with a high rho", folds, r, name)
			}
		}
	}
}

// The embedded model must be what its command makes of the data it names.
func TestSpecificityModelIsReproducible(t *testing.T) {
	const data = "../../shared/data/subjectiveqa/train.jsonl"
	f, err := os.Open(data)
	if err != nil {
		t.Skip("the training data are not here: ", err)
	}
	defer f.Close()
	var l Labelled
	if err := l.Read(f, data, SpecificityFields); err != nil {
		t.Fatal(err)
	}
	got, err := TrainSpecificity(l.Answers)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../score/specificity.model")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("score/specificity.model is not what training gives now")
	}
}
