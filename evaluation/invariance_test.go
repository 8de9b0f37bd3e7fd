package evaluation

import (
	"html"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"candor/score"
	"candor/text"
)

// everyNth puts more behind every nth word.
func everyNth(s string, n int, more string) string {
	words := strings.Fields(s)
	for i := range words {
		if i%n == n-1 {
			words[i] += more
		}
	}
	return strings.Join(words, " ")
}

// notMeaning is what is not meaning, with how many labels in a hundred it may change.
var notMeaning = []struct {
	name string
	most float64
	of   func(string) string
}{
	{"thanks before", 2, func(s string) string { return "Thank you. " + s }},
	{"thanks behind", 2, func(s string) string { return s + " Thank you." }},
	{"next question", 2, func(s string) string { return s + " Next question, please." }},
	{"put back", 2, func(s string) string { return s + " Does that answer your question?" }},
	{"notes", 1, func(s string) string { return everyNth(s, 25, " [ph]") }},
	{"uh", 4, func(s string) string { return everyNth(s, 10, " uh,") }},
	{"you know", 4, func(s string) string { return everyNth(s, 15, ", you know,") }},
	{"lower case", 3, strings.ToLower},
	{"twice", 4, func(s string) string { return s + " " + s }},
	{"entities", 0.5, func(s string) string {
		return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&#39;", "’", "&rsquo;", "—", "&mdash;").Replace(html.UnescapeString(s))
	}},
	{"no-break spaces", 0.5, func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
	{"lost apostrophes", 0.5, strings.NewReplacer("'", "", "’", "").Replace},
	{"curly apostrophes", 0.5, strings.NewReplacer("'", "’").Replace},
}

// drawn are 300 answers of 20 words or more, the same each time.
func drawn(t *testing.T, file string) []Answer {
	in, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer in.Close()
	var labelled Labelled
	if err := labelled.Read(in, file, SentimentFields); err != nil {
		t.Fatal(err)
	}
	var answers []Answer
	for _, i := range rand.New(rand.NewPCG(1, 0)).Perm(len(labelled.Answers)) {
		if a := labelled.Answers[i]; len(strings.Fields(a.Text)) >= 20 {
			if answers = append(answers, a); len(answers) == 300 {
				break
			}
		}
	}
	return answers
}

// TestNotMeaning: what is not meaning changes next to no label.
func TestNotMeaning(t *testing.T) {
	label := func(a *Answer, s string) score.Label {
		return score.Default().Score(score.Input{Answer: text.New(s), Question: text.New(a.Question)}).Label
	}
	for _, file := range []string{"../../shared/data/answers/modern.jsonl", "../../shared/data/answers/train.jsonl"} {
		answers := drawn(t, file)
		for _, change := range notMeaning {
			changed := 0
			for i := range answers {
				a := &answers[i]
				if label(a, change.of(a.Text)) != label(a, a.Text) {
					changed++
				}
			}
			share := 100 * float64(changed) / float64(len(answers))
			t.Logf("%s: %s: %.1f %% of the labels", file, change.name, share)
			if share > change.most {
				t.Errorf("%s: %s changes %.1f %% of the labels, want at most %g", file, change.name, share, change.most)
			}
		}
	}
}

// TestExplainedByWords: of what is said to have moved scores, at least four fifths
// belong to words.
func TestExplainedByWords(t *testing.T) {
	scorer := score.Finance()
	words, all := 0.0, 0.0
	for _, a := range drawn(t, "../../shared/data/answers/modern.jsonl") {
		contributions, _ := scorer.Explain(score.Input{Answer: text.New(a.Text), Question: text.New(a.Question)})
		for _, c := range contributions {
			size := max(c.Weight, -c.Weight)
			all += size
			if c.End > c.Start {
				words += size
			}
		}
	}
	t.Logf("%.1f %% of the contributions have words", 100*words/all)
	if words < 0.8*all {
		t.Errorf("%.1f %% of the contributions have words, want 80", 100*words/all)
	}
}
