package evaluation

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"candor/hedge"
)

// changes are what must not change the number of hedges, or double it.
var changes = []struct {
	name   string
	times  int // as many hedges as before
	most   float64
	change func(string) string
}{
	{"uh", 1, 0.04, func(s string) string { return insert(s, "uh") }},
	{"uh between commas", 1, 0.04, func(s string) string { return insertBetween(s, ", uh,") }},
	{"you know", 1, 0.04, func(s string) string { return insert(s, "you know") }},
	{"[ph]", 1, 0.04, func(s string) string { return insert(s, "[ph]") }},
	{"capitals", 1, 0.04, strings.ToUpper},
	{"lower case", 1, 0.04, strings.ToLower},
	{"twice", 2, 0.04, func(s string) string { return s + "\n\n" + s }},
}

// insert puts filler between two words, at a place that the text's hash chooses.
func insert(s, filler string) string { return insertBetween(s, " "+filler) }

func insertBetween(s, filler string) string {
	var spaces []int
	for i := range len(s) {
		if s[i] == ' ' {
			spaces = append(spaces, i)
		}
	}
	if len(spaces) == 0 {
		return s
	}
	h := fnv.New32a()
	h.Write([]byte(s))
	at := spaces[int(h.Sum32())%len(spaces)]
	return s[:at] + filler + s[at:]
}

// TestRobust holds how many answers have another number of hedges after a
// change that changes nothing.
func TestRobust(t *testing.T) {
	answers := answersToChange(t)
	d := hedge.Default()
	for _, c := range changes {
		changed := 0
		for _, s := range answers {
			if n := len(d.Find(s).Hedges); len(d.Find(c.change(s)).Hedges) != c.times*n {
				changed++
				if testing.Verbose() && changed <= 5 {
					t.Logf("%s: %q", c.name, c.change(s))
				}
			}
		}
		share := float64(changed) / float64(len(answers))
		t.Logf("%s: %.1f %% of %d answers change", c.name, 100*share, len(answers))
		if share > c.most {
			t.Errorf("%s changes the hedges of %.3f of the answers, more than %.2f", c.name, share, c.most)
		}
	}
}

// answersToChange are real answers where they are at hand, else the annotated
// sentences of this project.
func answersToChange(t *testing.T) []string {
	name := "../../shared/data/answers/modern.jsonl"
	f, err := os.Open(name)
	if err != nil {
		name = "../testdata/gold/hedges.jsonl"
		if f, err = os.Open(name); err != nil {
			t.Fatal(err)
		}
	}
	defer f.Close()
	var answers []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() && len(answers) < 1000 {
		var a struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a.Text != "" {
			answers = append(answers, a.Text)
		}
	}
	return answers
}
