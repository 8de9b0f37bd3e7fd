package command_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"candor/analysis"
	"candor/directness"
	"candor/hedge"
	"candor/norms"
	"candor/score"
	"candor/topic"
	"candor/transcript"
)

// fixedNorms are norms of fixed scores, which nothing moves but what the calls in
// testdata/quarters are: of so many variants of them that they tell what is usual.
var fixedNorms = sync.OnceValue(func() *norms.Norms {
	sum := new(norms.Norms)
	analyzer := analysis.Default()
	for _, file := range []string{"q1", "q2", "q3", "q4"} {
		name := "testdata/quarters/brightwater-2023-" + file + ".md"
		data, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		calls, err := transcript.Read(bytes.NewReader(data), name)
		if err != nil {
			panic(err)
		}
		for _, call := range calls {
			records := analyzer.Records(call)
			for variant := range 25 {
				for i := range records {
					r := &records[i]
					index := r.Index
					r.Index = index + 7*variant
					fixed(r)
					r.Index = index
				}
				records[0].Text += " again" // another call
				if err := sum.Merge(norms.Measure(records, "Invented")); err != nil {
					panic(err)
				}
			}
		}
	}
	return sum
})

// fixed gives a record scores that no model, lexicon or taxonomy moves, so that a
// golden file shows how results are drawn and nothing else. They follow from the
// turn's index i and its words.
func fixed(r *analysis.Record) {
	i := r.Index
	r.Sentiment = analysis.Sentiment{Scorer: "fixed"}
	value := float64(i*37%201-100) / 100 // -1.00 to 1.00, spread
	r.Sentiment.Score = &value
	r.Sentiment.Positive, r.Sentiment.Negative = max(value, 0), max(-value, 0)
	r.Sentiment.Neutral = 1 - r.Sentiment.Positive - r.Sentiment.Negative
	switch {
	case value > 0.33:
		r.Sentiment.Label = score.Positive
	case value < -0.33:
		r.Sentiment.Label = score.Negative
	default:
		r.Sentiment.Label = score.Neutral
	}
	r.Specificity = float64(i%10) / 10
	r.NumericShare, r.Complexity = float64(i%5)/100, float64(5+i%7)
	if r.QuestionSentiment != nil {
		asked := float64(i%5-2) / 10
		r.QuestionSentiment = &asked
	}
	r.Hedges, r.Strength = r.Hedges[:0], 0
	for _, cue := range []struct {
		text, cue string
		category  hedge.Category
		weight    float64
	}{{"think", "i-think", hedge.Epistemic, 0.5}, {"about ", "about", hedge.Approximator, 0.25}, {"could", "could", hedge.Modal, 0.5}, {"depends", "depends", hedge.Conditional, 0.5}} {
		if at := strings.Index(r.Text, cue.text); at >= 0 {
			end := at + len(strings.TrimSpace(cue.text))
			r.Hedges = append(r.Hedges, analysis.Hedge{Span: analysis.Span{Start: at, End: end, CharStart: utf8.RuneCountInString(r.Text[:at]), CharEnd: utf8.RuneCountInString(r.Text[:end])}, Line: r.Line, Column: at + 1, Text: r.Text[at:end], Category: cue.category, Cue: cue.cue, Weight: cue.weight})
			r.Strength += 100 * cue.weight / float64(r.Words)
		}
	}
	slices.SortFunc(r.Hedges, func(a, b analysis.Hedge) int { return a.Start - b.Start })
	r.Deflections = r.Deflections[:0]
	r.Topics = []topic.Topic{{Name: []string{"demand", "costs", "guidance"}[i%3], Weight: 0.75}}
	r.Directness.Evidence = nil
	if r.Directness.Score != nil {
		direct := float64(9-i%7) / 10
		r.Directness.Score, r.Directness.Direct, r.Directness.Partial, r.Directness.Evaded = &direct, direct, 0, 1-direct
		r.Directness.Kind = ""
		r.Directness.Label = directness.Direct
		switch i % 7 {
		case 5:
			r.Directness.Label, r.Directness.Kind = directness.Partial, directness.DoesNotKnow
		case 6:
			r.Directness.Label, r.Directness.Kind = directness.Evaded, directness.Declines
		}
	}
	r.Versions = analysis.Versions{Model: "fixed", Lexicon: "fixed", Taxonomy: "fixed", Directness: "fixed"}
}
