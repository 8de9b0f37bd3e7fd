package gate

import (
	"fmt"
	"strings"
	"testing"

	"candor/analysis"
	"candor/directness"
	"candor/score"
)

// causes writes the sites of all findings: line, and what they give.
func causes(v *Verdict) string {
	var out []string
	for _, f := range v.Findings {
		for _, site := range f.Sites {
			out = append(out, fmt.Sprintf("%d %.3f", site.Line, site.Gives))
		}
	}
	return strings.Join(out, ", ")
}

// TestCauses: only what made a figure break its limit is named, with how much.
func TestCauses(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer, plainAnswer, plainAnswer))
	for i, value := range []float64{0.5, -0.7, 0.1, -0.3} {
		s.Records[i].Sentiment.Score = &value
		s.Records[i].Sentiment.Label = map[bool]score.Label{true: score.Negative, false: score.Positive}[value < 0]
	}
	for rule, want := range map[string]string{
		// Two of four are negative: without one of them it is 1/3, 0.167 less.
		"{id: a, metric: share_negative, max: 0.2}": "19 0.167, 35 0.167",
		"{id: a, metric: share_positive, min: 0.6}": "19 0.167, 35 0.167",
		// The mean is -0.1. Without -0.7 it is 0.1, without -0.3 -1/30; 0.1 and 0.5 are above the limit.
		"{id: a, metric: sentiment, min: 0}": "19 0.200, 35 0.067",
		// 2 hedges in 46 words: without one 1 in 46, 2.174 less.
		"{id: a, metric: hedges_per_100_words, max: 1}": "19 2.174, 19 2.174",
		// One answer alone gives what is over the limit of all.
		"{id: a, metric: share_negative, scope: answer, max: 0.5}": "19 0.500, 35 0.500",
		"{id: a, metric: sentiment, scope: answer, min: 0.3}":      "19 1.000, 27 0.200, 35 0.600",
	} {
		if got := causes(evaluate(t, "  - "+rule+"\n", s)); got != want {
			t.Errorf("%s: causes are %s, want %s", rule, got, want)
		}
	}
}

// TestCausesOfExchanges: of an evaded exchange the turns that evade are causes, and
// nobody is whose colleague answered.
func TestCausesOfExchanges(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, plainAnswer, plainAnswer, plainAnswer)) // in lines 11, 19, 27, 35
	judge := func(turn int, score float64, label directness.Label, kind directness.Kind, exchange *analysis.Exchange) {
		s.Records[turn].Directness = analysis.Directness{Score: &score, Label: label, Kind: kind, Exchange: exchange}
	}
	better, best := 0.2, 0.9
	evaded := &analysis.Exchange{ID: "q1#1", Answers: 2, Score: &better, Label: directness.Evaded}
	told := &analysis.Exchange{ID: "q1#3", Answers: 2, Score: &best, Label: directness.Direct}
	judge(0, 0.1, directness.Evaded, directness.Declines, evaded)
	judge(1, 0.2, directness.Evaded, directness.Defers, evaded)
	judge(2, 0.05, directness.Evaded, directness.DoesNotKnow, told)
	judge(3, 0.9, directness.Direct, "", told)
	for rule, want := range map[string]string{
		// One of two exchanges is evaded; without it none of one: 0.5, of each turn half.
		"{id: a, metric: share_evaded, max: 0.2}": "11 0.250, 19 0.250",
		"{id: a, metric: share_direct, min: 0.6}": "11 0.250, 19 0.250",
		// The mean of 0.2 and 0.9 is 0.55; without the evaded one 0.9.
		"{id: a, metric: directness, min: 0.6}": "11 0.175, 19 0.175",
		// Answer by answer each is its own: three evade, and 0.9 answers.
		"{id: a, metric: directness, scope: answer, min: 0.6}": "11 0.500, 19 0.400, 27 0.550",
	} {
		if got := causes(evaluate(t, "  - "+rule+"\n", s)); got != want {
			t.Errorf("%s: causes are %s, want %s", rule, got, want)
		}
	}
	config, err := Parse(".candor.yaml", []byte("version: 1\nrules: [{id: a, metric: share_evaded, max: 0.2}]\n"), KnownTo(analysis.Default()))
	if err != nil {
		t.Fatal(err)
	}
	v, err := (&Gate{Config: config}).Evaluate([]*Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	sites := v.Findings[0].Sites
	if first, second := sites[0].Suggestion, sites[1].Suggestion; !strings.Contains(first, "not disclosed") || !strings.Contains(second, "name the day") {
		t.Errorf("suggested is %q for what is declined and %q for what is deferred", first, second)
	}
}

// TestInnocentEdit: who edits a sentence of an answer that is not among the causes
// is accused of nothing.
func TestInnocentEdit(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer, plainAnswer, plainAnswer)) // in lines 11, 19, 27, 35
	for i, value := range []float64{0.5, -0.7, 0.1, -0.3} {
		s.Records[i].Sentiment.Score = &value
		s.Records[i].Sentiment.Label = map[bool]score.Label{true: score.Negative, false: score.Positive}[value < 0]
	}
	const rules = `  - {id: tone, metric: sentiment, min: 0}
  - {id: negative, metric: share_negative, max: 0.2}
  - {id: hedging, metric: hedges_per_100_words, max: 1}
`
	edited := func(line int) *Verdict {
		changes := &Changes{added: map[string]map[int]bool{"q1.md": {line: true}}}
		v, err := (&Gate{Config: parse(t, rules), Changes: changes}).Evaluate([]*Subject{s})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, innocent := range []int{11, 27} { // 0.5 and 0.1 are above the limit, and nothing hedges
		if v := edited(innocent); len(v.Findings) != 0 || v.Hidden != 3 {
			t.Errorf("an edit of line %d is accused: %q, %d hidden", innocent, lines(v), v.Hidden)
		}
	}
	// Without the answer in line 35 one of three were negative, and the mean -1/30 in place of -0.1.
	if got := causes(edited(35)); got != "35 0.167, 35 0.067" {
		t.Errorf("an edit of line 35 is accused of %s", got)
	}
}

func TestSuggestions(t *testing.T) {
	s := read(t, "q1.md", answered("I think we might ship about forty units.", "We don't break that out.", plainAnswer))
	const rules = `version: 1
suggestions:
  might: say when
  approximator: count them
  declines: tell them
rules:
  - {id: cues, forbid: [might, i-think, about], suggest: not shown of cues}
  - {id: withheld, forbid_categories: [deflection]}
  - {id: vague, metric: specificity, scope: answer, min: 1, suggest: give a number}
  - {id: tone, metric: sentiment, min: 1}
`
	config, err := Parse(".candor.yaml", []byte(rules), KnownTo(analysis.Default()))
	if err != nil {
		t.Fatal(err)
	}
	v, err := (&Gate{Config: config}).Evaluate([]*Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range v.Findings {
		for _, site := range f.Sites {
			got[f.Rule+" "+site.Cue] = site.Suggestion
		}
	}
	for of, want := range map[string]string{
		"cues might":         "say when",                                                                // the cue's own
		"cues about":         "count them",                                                              // its category's
		"cues i-think":       "drop 'I think' where you know it; where you don't, say what it rests on", // the lexicon's
		"withheld wont-give": "tell them",                                                               // its kind's
		"vague ":             "give a number",
		"tone ":              aboutTone,
	} {
		if got[of] != want {
			t.Errorf("of %s the suggestion is %q, want %q", of, got[of], want)
		}
	}
}
