package gate

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/hedge"
	"candor/stats"
)

// starterRule is a rule of a first configuration. Its limit is what the user's own
// calls just keep.
type starterRule struct {
	id         string
	metric     *analysis.Metric
	scope      Scope
	minAnswers int
	minWords   int
	why        string
}

var starterRules = []starterRule{
	{"hedging", analysis.HedgeRate, ScopeCall, 0, 0, "How much a call hedges."},
	{"tone", analysis.MeanSentiment, ScopeCall, 0, 0, "How positive the answers of a call are, on average."},
	{"negative-answers", analysis.ShareNegative, ScopeCall, 0, 0, "The share of answers that are negative."},
	{"deflections", analysis.DeflectionRate, ScopeCall, 0, 0, "How often an answer is withheld."},
	{"evasion", analysis.ShareEvaded, ScopeCall, 10, 0, "The share of questions that are evaded."},
	{"vague", analysis.MeanSpecificity, ScopeCall, 0, 0, "How concrete the answers are."},
	{"hedging-speaker", analysis.HedgeRate, ScopeSpeaker, 5, 0, "How much one speaker hedges, given some answers to judge by."},
	{"hedging-answer", analysis.HedgeStrength, ScopeAnswer, 0, 40, "Single answers that hedge far more than others."},
}

// Starter writes a first configuration that its subjects pass: each limit is the
// farthest that one of them goes, as a warning, with the numbers behind it in
// comments. Subjects without answers add nothing; a metric that none has is left
// out.
func Starter(subjects []*Subject) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# Rules of "candor gate", a first set made by "candor init" from %s.
# docs/gate.md tells what every key means.
#
# Each limit is the farthest that one of these goes, so that they pass and what goes
# farther is told of. All are warnings, which fail nothing: make those errors
# (severity: error) that you want to hold, at limits of your own, but not those of
# tone: a gate that asks for good news gets spin.
version: 1

# What is checked when "candor gate" is given no files.
files:
`, Measured(subjects))
	for _, glob := range starterGlobs(subjects) {
		fmt.Fprintf(&b, "  - %s\n", quoted(glob))
	}
	b.WriteString("\nrules:\n")
	for _, r := range starterRules {
		r.write(&b, subjects)
	}
	writeStarterCues(&b, subjects)
	b.WriteString(`
  # A change against earlier calls, once "candor gate --update-baseline" has
  # written their scores:
  #
  # - id: more-hedged
  #   metric: hedges_per_100_words
  #   scope: speaker
  #   max_increase: 20%
  #   significant: true
`)
	return []byte(b.String())
}

// starterGlobs gives for each folder and extension of the subjects a glob.
func starterGlobs(subjects []*Subject) []string {
	var globs []string
	for _, s := range subjects {
		globs = append(globs, path.Join(path.Dir(s.Source.Path), "*"+path.Ext(s.Source.Path)))
	}
	slices.Sort(globs)
	return slices.Compact(globs)
}

// quoted writes a YAML string.
func quoted(s string) string { return strconv.Quote(s) }

func (r *starterRule) write(b *strings.Builder, subjects []*Subject) {
	values := r.values(subjects)
	if len(values) == 0 {
		return
	}
	slices.Sort(values)
	key, limit := "max", math.Ceil(100*values[len(values)-1]-1e-9)/100+0 // never stricter than what was seen, and no -0
	if r.metric.Better > 0 {
		key, limit = "min", math.Floor(100*values[0]+1e-9)/100+0
	}
	if key == "max" && limit >= r.metric.High || key == "min" && limit <= r.metric.Low {
		return // it could not fail
	}
	fmt.Fprintf(b, "\n  # %s\n  # %s: lowest %.2f, median %.2f, highest %.2f.\n", r.why, plural(len(values), string(r.scope)),
		values[0], stats.Median(values).Value, values[len(values)-1])
	fmt.Fprintf(b, "  - id: %s\n    metric: %s\n    scope: %s\n    %s: %s\n", r.id, r.metric.Name, r.scope, key, plain(limit))
	if r.minAnswers > 0 {
		fmt.Fprintf(b, "    min_answers: %d\n", r.minAnswers)
	}
	if r.minWords > 0 {
		fmt.Fprintf(b, "    where: {min_words: %d}\n", r.minWords)
	}
	fmt.Fprintf(b, "    severity: %s\n", Warning)
}

// values gives the metric of each group of the rule's scope.
func (r *starterRule) values(subjects []*Subject) []float64 {
	var values []float64
	rule := Rule{ID: r.id, Metric: r.metric.Name, Scope: r.scope, Where: &Where{MinWords: r.minWords}}
	for _, s := range subjects {
		for _, group := range groups(s, &rule) {
			sample := group.Sample(r.metric)
			if v := sample.Value(); v.Defined && sample.N() >= r.minAnswers {
				values = append(values, v.Value)
			}
		}
	}
	return values
}

// writeStarterCues suggests, as a comment, to forbid the disclaimers that occur.
func writeStarterCues(b *strings.Builder, subjects []*Subject) {
	counts := map[string]int{}
	for _, s := range subjects {
		for _, record := range analysis.Counted(s.Records, "") {
			for _, h := range record.Hedges {
				if h.Category == hedge.Disclaimer {
					counts[h.Cue]++
				}
			}
		}
	}
	if len(counts) == 0 {
		return
	}
	var cues []string
	for cue := range counts {
		cues = append(cues, cue)
	}
	slices.SortFunc(cues, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	b.WriteString("\n  # Cues that must not occur at all. The disclaimers of these calls are:\n  #\n  # - id: no-disclaimers\n  #   forbid:\n")
	for _, cue := range cues {
		times := "once"
		if counts[cue] > 1 {
			times = fmt.Sprintf("%d times", counts[cue])
		}
		fmt.Fprintf(b, "  #     - %s # %s\n", cue, times)
	}
}
