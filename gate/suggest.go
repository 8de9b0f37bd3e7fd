package gate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"candor/analysis"
	"candor/hedge"
)

// advice says what to do about whole answers, by what is measured of them. Of an
// evasion the lexicon's words for its kind come first. Nobody is asked for better
// news.
var advice = map[*analysis.Metric]string{
	analysis.MeanSentiment:          aboutTone,
	analysis.ShareNegative:          aboutTone,
	analysis.NetTone:                aboutTone,
	analysis.ShareNegativeSentences: aboutTone,
	analysis.MeanDirectness:         AnswerFirst,
	analysis.ShareDirect:            AnswerFirst,
	analysis.SharePartial:           "answer the part of the question that is left open, or say that you leave it open",
	analysis.ShareEvaded:            AnswerFirst,
	analysis.MeanSpecificity:        "name the figure, the period, the product or the customer that it stands on",
	analysis.WordsPerAnswer:         "say the answer in the first sentence, then what it rests on, and leave out what was not asked",
}

// AnswerFirst is what to do about an evasion of which no kind is known.
const AnswerFirst = "answer what was asked in the first sentence: yes, no, the number, or that it is not disclosed and why"

const aboutTone = "keep the bad news; say what caused it, and what is done about it by when"

// suggest makes the suggestion for each cue: the configuration's for the cue, its
// kind or its category, else the lexicon's.
func (c *Config) suggest(known Known) {
	c.suggestions = map[string]string{}
	maps.Copy(c.suggestions, known.Suggestions)
	maps.Copy(c.suggestions, c.Suggestions)
	for i := range known.Cues {
		cue := &known.Cues[i]
		c.suggestions[cue.ID] = cmp.Or(c.Suggestions[cue.ID], c.Suggestions[string(cue.Kind)], c.Suggestions[string(cue.Category)], cue.Suggest)
	}
}

// Suggestion says what to do about a cue, by its id, or about cues of a category or
// a kind of deflection; "" where nothing is known.
func (c *Config) Suggestion(of string) string { return c.suggestions[of] }

// suggestion says what to do about a site.
func (c *Config) suggestion(r *Rule, s *Site) string {
	if s.Cue != "" {
		return cmp.Or(c.suggestions[s.Cue], r.Suggest)
	}
	metric := analysis.MetricNamed(r.Metric)
	fallback := advice[metric]
	if fallback == AnswerFirst {
		fallback = cmp.Or(c.suggestions[string(s.kind)], fallback)
	}
	return cmp.Or(r.Suggest, fallback)
}

// help says what to do about what the rule finds: a line for each cue or category
// that it forbids or counts.
func (c *Config) help(r *Rule) []string {
	var lines []string
	add := func(name string) {
		if text := c.suggestions[name]; text != "" {
			lines = append(lines, name+": "+text)
		}
	}
	for _, cue := range r.Forbid {
		add(cue)
	}
	metric := analysis.MetricNamed(r.Metric)
	counts := func(category string) bool {
		return slices.Contains(r.ForbidCategories, category) || metric != nil && r.Max != nil && metric.Counts(category, "")
	}
	for _, category := range hedge.Categories {
		if counts(string(category)) {
			add(string(category))
		}
	}
	if counts(analysis.DeflectionCategory) || metric != nil && advice[metric] == AnswerFirst {
		for _, kind := range hedge.Kinds {
			add(string(kind))
		}
	}
	if text := cmp.Or(r.Suggest, advice[metric]); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// suggestions checks what the configuration's are for.
func (c *checker) suggestions(suggestions map[string]string, known Known) {
	names := append(cueCategories(), known.cueIDs()...)
	for _, kind := range hedge.Kinds {
		names = append(names, string(kind))
	}
	for _, name := range slices.Sorted(maps.Keys(suggestions)) {
		c.oneOf(fmt.Sprintf("suggestions.%s", name), "cue, category or kind ", name, names)
	}
}
