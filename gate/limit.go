package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"candor/analysis"
	"candor/norms"
)

// Limit is what a metric may not be beyond: a plain number in its unit, or a
// percentile of the norms.
type Limit struct {
	Amount     float64 // 95 for "p95"
	Percentile bool
}

func (l Limit) String() string {
	if l.Percentile {
		return "p" + plain(l.Amount)
	}
	return plain(l.Amount)
}

func parseLimit(n ast.Node) (Limit, error) {
	value := strings.TrimSpace(n.GetToken().Value)
	digits, percentile := strings.CutPrefix(value, "p")
	amount, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.IsNaN(amount) || math.IsInf(amount, 0) {
		return Limit{}, fmt.Errorf("%q is neither a number nor a percentile of the norms as in p95", value)
	}
	if percentile && !(amount > 0 && amount < 100) {
		return Limit{}, fmt.Errorf("%s is no percentile: want more than p0 and less than p100", value)
	}
	return Limit{amount, percentile}, nil
}

// UnmarshalYAML reads a number, or a percentile such as p95.
func (l *Limit) UnmarshalYAML(n ast.Node) (err error) {
	*l, err = parseLimit(n)
	return err
}

// NeedsNorms says whether a rule compares with the norms.
func (c *Config) NeedsNorms() bool {
	for i := range c.Rules {
		for _, l := range []*Limit{c.Rules[i].Max, c.Rules[i].Min} {
			if l != nil && l.Percentile {
				return true
			}
		}
	}
	return false
}

// bound gives the number that a limit stands for: of a percentile that of groups as
// large. note says why there is none.
func (e *evaluation) bound(l *Limit, check *Check, open *openCheck, m *analysis.Metric) (bound float64, note string) {
	if !l.Percentile {
		return l.Amount, ""
	}
	stratum, ok := stratumOf(check.rule, open)
	if !ok {
		return 0, "the norms tell nothing of what the rule measures here"
	}
	if e.Norms == nil {
		return 0, "there are no norms to compare with"
	}
	d, ok := e.Norms.Distribution(stratum, m)
	if !ok {
		return 0, "the norms tell nothing of " + m.Name + " by these models and lexicons"
	}
	return d.Quantile(l.Amount / 100), ""
}

// stratumOf gives what the norms hold a group against. The answers of a call by one
// office are held against those of that office.
func stratumOf(r *Rule, open *openCheck) (norms.Stratum, bool) {
	if r.Scope == ScopeAnswer {
		record := open.group.Records()[0]
		s := norms.OfAnswer(record)
		return s, s.Size > 0
	}
	by := dimensionOf[r.Scope]
	if r.Where != nil && len(r.Where.Roles) == 1 && by == analysis.ByCall {
		by = analysis.ByRole
	}
	return norms.Locate(&open.group, by)
}
