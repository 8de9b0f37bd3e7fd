package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"candor/analysis"
	"candor/hedge"
)

// config checks what single values do not show.
func (c *checker) config(config *Config, known Known) {
	if _, ok := c.places["version"]; !ok {
		c.fail("", "version: 1", "the file names no version of its format")
	} else if config.Version != 1 {
		c.fail("version", "", "version %d of the format is not known; want 1", config.Version)
	}
	c.oneOf("fail_on", "", string(config.FailOn), failOns)
	if config.MaxWarnings != nil && *config.MaxWarnings < 0 {
		c.fail("max_warnings", "", "max_warnings is below 0")
	}
	c.globs("files", config.Files)
	c.globs("drafts", config.Drafts)
	for metric, tolerance := range config.Tolerance {
		at := "tolerance." + metric
		if c.oneOf(at, "metric ", metric, analysis.MetricNames()) && !(tolerance >= 0) {
			c.fail(at, "", "a tolerance cannot be below 0")
		}
	}
	c.suggestions(config.Suggestions, known)
	ids := map[string]bool{}
	for i := range config.Rules {
		r := &config.Rules[i]
		r.index = i
		at := fmt.Sprintf("rules[%d]", i)
		c.rule(r, at, known)
		if ids[r.ID] {
			c.fail(at+".id", "", "there is a rule %q already", r.ID)
		}
		ids[r.ID] = true
	}
	// Of map order nothing must be seen.
	slices.SortStableFunc(c.errs, func(a, b error) int {
		x, y := a.(*ConfigError), b.(*ConfigError)
		return slices.Compare([]int{x.Line, x.Column}, []int{y.Line, y.Column})
	})
}

func (c *checker) rule(r *Rule, at string, known Known) {
	if !validID(r.ID) {
		if _, ok := c.places[at+".id"]; ok {
			c.fail(at+".id", "", "a rule's id is made of letters, digits, . _ and -, not %q", r.ID)
		} else {
			c.fail(at, "", "the rule has no id")
		}
	}
	c.oneOf(at+".scope", "scope ", string(r.Scope), scopes)
	c.oneOf(at+".severity", "severity ", string(r.Severity), severities)
	c.globs(at+".files", r.Files)
	if r.MinAnswers < 0 {
		c.fail(at+".min_answers", "", "min_answers is below 0")
	}
	if r.Where != nil {
		c.names(at+".where.topics", "topic", r.Where.Topics, known.Topics)
		c.names(at+".where.sections", "section", r.Where.Sections, sections)
	}
	switch _, limited := c.limited(r, at); {
	case r.Metric != "" && r.forbids():
		c.fail(at, "", "rule %q has both a metric and a list of what is forbidden; make it two rules", r.ID)
	case r.forbids():
		c.forbidden(r, at, known)
		if limited || r.Significant {
			c.fail(at, "", "rule %q forbids cues, so it takes no limits", r.ID)
		}
	case r.Metric == "":
		c.fail(at, "", "rule %q has neither a metric nor forbid or forbid_categories", r.ID)
	case !limited:
		c.fail(at, "", "rule %q has no limit: give it max, min, max_increase or max_decrease", r.ID)
	default:
		c.limits(r, at)
	}
}

func (c *checker) limited(r *Rule, at string) (place, bool) {
	for _, key := range []string{"max", "min", "max_increase", "max_decrease"} {
		if p, ok := c.places[at+"."+key]; ok {
			return p, true
		}
	}
	return place{}, false
}

func (c *checker) limits(r *Rule, at string) {
	if !c.oneOf(at+".metric", "metric ", r.Metric, analysis.MetricNames()) {
		return
	}
	metric := analysis.MetricNamed(r.Metric)
	if r.Max != nil && !r.Max.Percentile && r.Max.Amount < metric.Low {
		c.fail(at+".max", "", "%s is never below %g, so nothing can pass max %s", r.Metric, metric.Low, r.Max)
	}
	if r.Min != nil && !r.Min.Percentile && r.Min.Amount > metric.High {
		c.fail(at+".min", "", "%s is never above %g, so nothing can pass min %s", r.Metric, metric.High, r.Min)
	}
	if r.Max != nil && r.Min != nil && r.Max.Percentile == r.Min.Percentile && r.Min.Amount > r.Max.Amount {
		c.fail(at+".min", "", "min %s is above max %s, so nothing can pass", r.Min, r.Max)
	}
	if r.Significant && !r.compares() {
		c.fail(at+".significant", "", "significant needs max_increase or max_decrease")
	}
	if r.Significant && r.Scope == ScopeAnswer {
		c.fail(at+".significant", "", "one answer alone cannot differ significantly; take another scope")
	}
	for key, change := range map[string]*Change{"max_increase": r.MaxIncrease, "max_decrease": r.MaxDecrease} {
		if change != nil && change.Percent && metric.Low < 0 {
			c.fail(at+"."+key, "", "%s can be 0 or negative, so a share of it says nothing: give a plain number", r.Metric)
		}
	}
}

func (c *checker) forbidden(r *Rule, at string, known Known) {
	for i, cue := range r.Forbid {
		path := fmt.Sprintf("%s.forbid[%d]", at, i)
		if slices.Contains(cueCategories(), cue) {
			c.fail(path, "forbid_categories", "%q is a category, no cue", cue)
		} else {
			c.oneOf(path, "cue ", cue, known.cueIDs())
		}
	}
	c.names(at+".forbid_categories", "category", r.ForbidCategories, cueCategories())
}

// oneOf reports a name that is not among known; "" stands for a default.
func (c *checker) oneOf(at, what, value string, known []string) bool {
	if value == "" || slices.Contains(known, value) {
		return true
	}
	near := nearest(value, known)
	if near == "" && len(known) <= 20 {
		c.fail(at, "", "unknown %s%q; want one of %s", what, value, strings.Join(known, ", "))
	} else {
		c.fail(at, near, "unknown %s%q", what, value)
	}
	return false
}

func (c *checker) names(at, what string, values, known []string) {
	for i, value := range values {
		c.oneOf(fmt.Sprintf("%s[%d]", at, i), what+" ", value, known)
	}
}

func (c *checker) globs(at string, patterns []string) {
	for i, pattern := range patterns {
		if !doublestar.ValidatePattern(pattern) {
			c.fail(fmt.Sprintf("%s[%d]", at, i), "", "%q is no valid glob", pattern)
		}
	}
}

func validID(id string) bool {
	for i, r := range id {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if !letter && (i == 0 || !strings.ContainsRune("._-", r)) {
			return false
		}
	}
	return id != ""
}

func cueCategories() []string {
	var names []string
	for _, category := range hedge.Categories {
		names = append(names, string(category))
	}
	return append(names, analysis.DeflectionCategory)
}

// nearest gives the known name that needs the fewest edits to become name, if
// they are at most a third of its letters; else "".
func nearest(name string, known []string) string {
	best, fewest := "", len(name)/3+1
	for _, candidate := range known {
		if d := editDistance(strings.ToLower(name), strings.ToLower(candidate)); d < fewest {
			best, fewest = candidate, d
		}
	}
	if best == "" { // a short form, "hedges" for "hedges_per_100_words"
		for _, candidate := range known {
			if len(name) > 2 && strings.HasPrefix(candidate, name) {
				return candidate
			}
		}
	}
	return best
}

// editDistance counts insertions, deletions and replacements of bytes, after
// Levenshtein (1966).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
