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
	"candor/norms"
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
// comments, and how many ordinary ones would fail, by norms that are known (nil for
// none). Subjects without answers add nothing; a metric that none has is left out.
func Starter(subjects []*Subject, known *norms.Norms) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# Rules of "candor gate", a first set made by "candor init" from %s.
# docs/gate.md tells what every key means.
#
# Each limit is the farthest that one of these goes, so that they pass and what goes
# farther is told of. All are warnings, which fail nothing: make those errors
# (severity: error) that you want to hold, at limits of your own, but not those of
# tone: a gate that asks for good news gets spin.%s
version: 1

# What is checked when "candor gate" is given no files.
files:
`, Measured(subjects), basis(known))
	for _, glob := range starterGlobs(subjects) {
		fmt.Fprintf(&b, "  - %s\n", quoted(glob))
	}
	b.WriteString("\nrules:\n")
	for _, r := range starterRules {
		r.write(&b, subjects, known)
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

// basis says in comments what ordinary calls are.
func basis(known *norms.Norms) string {
	if known == nil || known.Calls() == 0 {
		return ""
	}
	return "\n#\n# Ordinary calls, of which those are looked at in which as much is said, are\n# " + oneLine(known.Basis()) + "."
}

func (r *starterRule) write(b *strings.Builder, subjects []*Subject, known *norms.Norms) {
	values := r.values(subjects)
	if len(values) == 0 {
		return
	}
	slices.SortStableFunc(values, func(x, y starterValue) int { return cmp.Compare(x.value, y.value) })
	lowest, highest := values[0].value, values[len(values)-1].value
	key, limit := "max", math.Ceil(100*highest-1e-9)/100+0 // never stricter than what was seen, and no -0
	if r.metric.Better > 0 {
		key, limit = "min", math.Floor(100*lowest+1e-9)/100+0
	}
	if key == "max" && limit >= r.metric.High || key == "min" && limit <= r.metric.Low {
		return // it could not fail
	}
	fmt.Fprintf(b, "\n  # %s\n  # %s: lowest %.2f, median %.2f, highest %.2f.\n", r.why, plural(len(values), string(r.scope)),
		lowest, stats.Median(plainValues(values)).Value, highest)
	if share, ok := r.ordinary(values, limit, known); ok {
		fmt.Fprintf(b, "  # Of ordinary %ss %s would fail it.\n", r.scope, inHundred(share))
	}
	fmt.Fprintf(b, "  - id: %s\n    metric: %s\n    scope: %s\n    %s: %s\n", r.id, r.metric.Name, r.scope, key, plain(limit))
	if r.minAnswers > 0 {
		fmt.Fprintf(b, "    min_answers: %d\n", r.minAnswers)
	}
	if r.minWords > 0 {
		fmt.Fprintf(b, "    where: {min_words: %d}\n", r.minWords)
	}
	fmt.Fprintf(b, "    severity: %s\n", Warning)
}

// starterValue is the metric of a group, and what it is held against.
type starterValue struct {
	value   float64
	stratum norms.Stratum
	located bool
}

func plainValues(values []starterValue) []float64 {
	out := make([]float64, len(values))
	for i := range values {
		out[i] = values[i].value
	}
	return out
}

// values gives the metric of each group of the rule's scope.
func (r *starterRule) values(subjects []*Subject) []starterValue {
	var values []starterValue
	rule := Rule{ID: r.id, Metric: r.metric.Name, Scope: r.scope, Where: &Where{MinWords: r.minWords}}
	for _, s := range subjects {
		for _, group := range groups(s, &rule) {
			sample := group.Sample(r.metric)
			if v := sample.Value(); v.Defined && sample.N() >= r.minAnswers {
				at := starterValue{value: v.Value}
				at.stratum, at.located = stratumOf(&rule, &openCheck{subject: s, group: group})
				values = append(values, at)
			}
		}
	}
	return values
}

// ordinary gives the share of ordinary groups that go beyond a limit: for each group
// of those in which as much is said, on average. It is not ok where the norms tell
// nothing of them.
func (r *starterRule) ordinary(values []starterValue, limit float64, known *norms.Norms) (share float64, ok bool) {
	n := 0
	for i := range values {
		if known == nil || !values[i].located {
			continue
		}
		side := 1.0
		if r.metric.Better > 0 {
			side = -1
		}
		usual, told := known.Usual(values[i].stratum, r.metric, limit+side*1e-9) // who is at it passes
		if told {
			n++
			share += (1+side)/2 - side*usual.Percentile
		}
	}
	return share / float64(max(n, 1)), n > 0
}

// inHundred says a share in words: "about 3 in 100".
func inHundred(share float64) string {
	switch {
	case share < 0.005:
		return "fewer than 1 in 100"
	case share > 0.995:
		return "nearly all"
	}
	return fmt.Sprintf("about %.0f in 100", 100*share)
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
