package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"candor/stats"
	"candor/topic"
)

// ProfileVersion is written into profiles; others are not read.
const ProfileVersion = 3

// Profile holds what calls usually look like: the numbers of their answers,
// without any text. It keeps one line of numbers an answer, so that profiles of
// shards add up exactly to the profile of the whole, quantiles included.
type Profile struct {
	Answers
}

// The form of a call on disk. Before the calls stand "version", "metrics" (the names
// of the terms, in order) and "summaries".
type (
	profileCall struct {
		Call
		Answers []profileAnswer `json:"answers"`
	}
	profileAnswer struct {
		Speaker   string        `json:"speaker"`
		Role      string        `json:"role"`
		Topics    []topic.Topic `json:"topics"`
		Section   string        `json:"section"`
		Asker     string        `json:"asker,omitempty"`
		AskerFirm string        `json:"firm,omitempty"`
		Terms     [][2]float64  `json:"terms"` // numerator and denominator of each metric
		// Units are the exchange and the part of one that the answer is of, where it is
		// judged: the number among those of the call, and the numerators of directness.
		Units [numUnits][]float64 `json:"units"`
	}
)

// ProfileSummary sums up one metric of one group. Value is that of the metric:
// the mean, or for a rate total over total. Mean, variance and quantiles are of
// the answers' own values. Undefined ones are null.
type ProfileSummary struct {
	By        string             `json:"by"` // name of a dimension
	Group     string             `json:"group"`
	Metric    string             `json:"metric"`
	Calls     int                `json:"calls"`
	N         int                `json:"n"`
	Value     *float64           `json:"value"`
	Mean      *float64           `json:"mean"`
	Variance  *float64           `json:"variance"`
	Quantiles map[string]float64 `json:"quantiles"`
}

// profileDimensions are those that a profile sums up.
var profileDimensions = []*Dimension{BySpeaker, ByTopic, ByCompany}

// Same says whether two calls are one, wherever they were read from.
func (c Call) Same(other Call) bool {
	c.Source, other.Source = "", ""
	return c == other
}

// Merge adds the calls of other profiles. A call that is in two is an error.
func (p *Profile) Merge(others ...*Profile) error {
	for _, other := range others {
		for _, c := range other.Calls {
			if slices.ContainsFunc(p.Calls, c.Same) {
				return fmt.Errorf("call %s is in two profiles", c.ID)
			}
		}
		p.Append(&other.Answers)
	}
	return nil
}

// sorted gives the indices of the calls, in order of company, date, period and id.
func (p *Profile) sorted() []int {
	order := make([]int, len(p.Calls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &p.Calls[i], &p.Calls[j]
		return cmp.Or(cmp.Compare(a.Company, b.Company), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Period, b.Period), cmp.Compare(a.ID, b.ID))
	})
	return order
}

func summaryOf(by *Dimension, g *Group, m *Metric) ProfileSummary {
	sample := g.Sample(m)
	values := sample.Values()
	s := ProfileSummary{By: by.Name, Group: g.Key, Metric: m.Name, Calls: g.Calls(), N: len(values), Quantiles: map[string]float64{}}
	s.Value = pointer(sample.Value())
	slices.Sort(values)
	moments := stats.Moments(values)
	s.Mean, s.Variance = pointer(moments.Mean), pointer(moments.Variance)
	for _, q := range []float64{0.05, 0.25, 0.5, 0.75, 0.95} {
		if v := stats.Quantile(values, q); v.Defined {
			s.Quantiles[fmt.Sprint(q)] = v.Value
		}
	}
	return s
}

func pointer(v stats.Value) *float64 {
	if !v.Defined {
		return nil
	}
	return &v.Value
}
