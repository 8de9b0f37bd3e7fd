package hedge_test

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/hedge"
	"candor/text"
)

// realAnswers gives answers of real calls where they are, else those of testdata.
func realAnswers(tb testing.TB) []string {
	tb.Helper()
	for _, name := range []string{"../../shared/data/answers/train.jsonl", "../testdata/gold/hedges.jsonl"} {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close()
		var out []string
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() && len(out) < 2000 {
			var a struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				tb.Fatalf("%s: %v", name, err)
			}
			out = append(out, a.Text)
		}
		return out
	}
	tb.Fatal("no answers to run on")
	return nil
}

func size(answers []string) (n int64) {
	for _, a := range answers {
		n += int64(len(a))
	}
	return n
}

// BenchmarkDetector measures the detector with the tokens it needs, beside an
// alternation of the same cues' plain words as a regular expression, and
// reports how many times faster it is.
func BenchmarkDetector(b *testing.B) {
	answers := realAnswers(b)
	bytes := size(answers)
	var detector, alternation float64 // bytes per nanosecond
	b.Run("tokens+cues", func(b *testing.B) {
		d := hedge.Default()
		doc := new(text.Document)
		var r hedge.Result
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			for _, a := range answers {
				doc.Reset(a)
				d.Detect(doc, &r)
			}
		}
		detector = float64(bytes) * float64(b.N) / float64(b.Elapsed().Nanoseconds())
	})
	b.Run("regexp", func(b *testing.B) {
		re := regexp.MustCompile(`(?i)\b(?:` + strings.Join(plainCues(), "|") + `)\b`)
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			for _, a := range answers {
				re.FindAllStringIndex(a, -1)
			}
		}
		alternation = float64(bytes) * float64(b.N) / float64(b.Elapsed().Nanoseconds())
		if detector > 0 {
			b.ReportMetric(detector/alternation, "times-slower")
		}
	})
}

// plainCues gives what the lexicon's own examples mark: the cues as a list of
// words that knows no context.
func plainCues() []string {
	seen := map[string]bool{}
	for _, c := range hedge.BuiltIn().Cues() {
		for _, e := range c.Examples {
			for _, m := range regexp.MustCompile(`\[([^\]]+)\]`).FindAllStringSubmatch(e, -1) {
				seen[regexp.QuoteMeta(strings.ToLower(m[1]))] = true
			}
		}
	}
	var out []string
	for c := range seen {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b string) int { // longest first, as an alternation needs it
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return out
}
