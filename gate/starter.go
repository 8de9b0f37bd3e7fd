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

// starterRule is a rule of a first configuration. Its limit is a percentile of
// what the user's own calls have.
type starterRule struct {
	id         string
	metric     *analysis.Metric
	scope      Scope
	severity   Severity
	minAnswers int
	why        string
}

var starterRules = []starterRule{
	{"hedging", analysis.HedgeRate, ScopeCall, Error, 0, "How much a call hedges."},
	{"tone", analysis.MeanSentiment, ScopeCall, Error, 0, "How positive the answers of a call are, on average."},
	{"negative-answers", analysis.ShareNegative, ScopeCall, Warning, 0, "The share of answers that are negative."},
	{"deflections", analysis.DeflectionRate, ScopeCall, Error, 0, "How often an answer is withheld."},
	{"evasion", analysis.ShareEvaded, ScopeCall, Warning, 10, "The share of questions that are evaded."},
	{"vague", analysis.MeanSpecificity, ScopeCall, Warning, 0, "How concrete the answers are."},
	{"hedging-speaker", analysis.HedgeRate, ScopeSpeaker, Warning, 5, "How much one speaker hedges, given some answers to judge by."},
	{"hedging-answer", analysis.HedgeStrength, ScopeAnswer, Warning, 0, "Single answers that hedge far more than others."},
}

// starterPercentile is where the limits of a first configuration lie.
const starterPercentile = 0.9

// Starter writes a first configuration: limits at the 90th percentile of what
// the subjects have (the 10th where more is better), with the numbers behind
// each in comments. Subjects without answers add nothing; a metric that none
// has is left out.
func Starter(subjects []*Subject) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# Rules of "candor gate", a first set made by "candor init" from %s.
# docs/gate.md tells what every key means.
#
# Each limit is the 90th percentile of what these have (the 10th where more is
# better): one in ten of them is beyond it, and so will be one in ten of those to
# come that are like them. Change the limits to what you want to hold.
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
	key, name, percentile := "max", "90th percentile", starterPercentile
	if r.metric.Better > 0 {
		key, name, percentile = "min", "10th percentile", 1-starterPercentile
	}
	at := stats.Quantile(values, percentile).Value
	limit := math.Ceil(100*at-1e-9)/100 + 0 // never stricter than the percentile, and no -0
	if key == "min" {
		limit = math.Floor(100*at+1e-9)/100 + 0
	}
	if key == "max" && limit >= r.metric.High || key == "min" && limit <= r.metric.Low {
		return // it could not fail
	}
	fmt.Fprintf(b, "\n  # %s\n  # %s: lowest %.2f, median %.2f, %s %.2f, highest %.2f.\n", r.why, plural(len(values), string(r.scope)),
		values[0], stats.Median(values).Value, name, at, values[len(values)-1])
	if len(values) < 10 {
		fmt.Fprintf(b, "  # A percentile of so few says little.\n")
	}
	fmt.Fprintf(b, "  - id: %s\n    metric: %s\n    scope: %s\n    %s: %s\n", r.id, r.metric.Name, r.scope, key, plain(limit))
	if r.minAnswers > 0 {
		fmt.Fprintf(b, "    min_answers: %d\n", r.minAnswers)
	}
	if r.severity != Error {
		fmt.Fprintf(b, "    severity: %s\n", r.severity)
	}
}

// values gives the metric of each group of the rule's scope.
func (r *starterRule) values(subjects []*Subject) []float64 {
	var values []float64
	rule := Rule{ID: r.id, Metric: r.metric.Name, Scope: r.scope}
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
