package analysis

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
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

// The form of a profile on disk.
type (
	profileFile struct {
		Version   int              `json:"version"`
		Metrics   []string         `json:"metrics"` // names of the terms, in order
		Summaries []ProfileSummary `json:"summaries"`
		Calls     []profileCall    `json:"calls"`
	}
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

// Write writes p as JSON. The bytes do not depend on the order in which calls were added.
func (p *Profile) Write(w io.Writer) error {
	file := profileFile{Version: ProfileVersion, Metrics: MetricNames()}
	at := map[int32]int{}
	for _, c := range p.sorted() {
		at[int32(c)] = len(file.Calls)
		file.Calls = append(file.Calls, profileCall{Call: p.Calls[c], Answers: []profileAnswer{}})
	}
	var firsts [numUnits][]int32 // number of each call's first unit, and 1; 0 where there is none yet
	for kind := range firsts {
		firsts[kind] = make([]int32, len(p.Calls))
	}
	for i := range p.Len() {
		a := profileAnswer{Speaker: p.Key(i, BySpeaker), Role: p.Key(i, ByRole), Section: p.Key(i, BySection), Asker: p.Key(i, ByAsker), AskerFirm: p.Key(i, ByFirm)}
		for _, t := range p.valuesOf(i, ByTopic) {
			a.Topics = append(a.Topics, topic.Topic{Name: t.Key, Weight: t.Weight})
		}
		for _, m := range Metrics {
			a.Terms = append(a.Terms, [2]float64{p.sums[m.at].at(i), p.bases[m.Per.at].at(i)})
		}
		for kind := range p.units {
			a.Units[kind] = p.units[kind].termsOf(i, &firsts[kind][p.call[i]])
		}
		call := &file.Calls[at[p.call[i]]]
		call.Answers = append(call.Answers, a)
	}
	file.Summaries = p.summaries(p.sorted())
	b, err := json.Marshal(file)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// summaries sums up each metric per speaker, topic and company.
func (p *Profile) summaries(order []int) []ProfileSummary {
	byCall := make([]Group, len(p.Calls))
	for i, call := range p.call {
		byCall[call].units = append(byCall[call].units, unit{i, 1})
	}
	all := Group{of: &p.Answers}
	for _, c := range order {
		all.units = append(all.units, byCall[c].units...)
	}
	var out []ProfileSummary
	for _, by := range profileDimensions {
		for _, g := range all.By(by) {
			for _, m := range Metrics {
				out = append(out, summaryOf(by, &g, m))
			}
		}
	}
	return out
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

// ReadProfile reads what Write wrote. name is the file's, for errors.
func ReadProfile(r io.Reader, name string) (*Profile, error) {
	var file profileFile
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: not a profile: %w", name, err)
	}
	if file.Version != ProfileVersion {
		return nil, fmt.Errorf("%s: profile version %d; this candor reads version %d: make the profile anew", name, file.Version, ProfileVersion)
	}
	if !slices.Equal(file.Metrics, MetricNames()) {
		return nil, fmt.Errorf("%s: its metrics are not those of this candor; make the profile anew", name)
	}
	p := &Profile{}
	for _, c := range file.Calls {
		p.callOf(c.Call)
		first := p.unitCounts()
		for _, a := range c.Answers {
			if len(a.Terms) != len(Metrics) {
				return nil, fmt.Errorf("%s: call %s: an answer with %d terms for %d metrics", name, c.ID, len(a.Terms), len(Metrics))
			}
			if len(a.Topics) == 0 {
				return nil, fmt.Errorf("%s: call %s: an answer without topics", name, c.ID)
			}
			var topics []Weighted
			for _, t := range a.Topics {
				topics = append(topics, Weighted{t.Name, t.Weight})
			}
			base := make([]float64, len(bases))
			for i, m := range Metrics {
				base[m.Per.at] = a.Terms[i][1]
			}
			for kind := range p.units {
				if err := p.units[kind].addTerms(a.Units[kind], first[kind]); err != nil {
					return nil, fmt.Errorf("%s: call %s: %w", name, c.ID, err)
				}
			}
			names := map[*Dimension]string{BySpeaker: a.Speaker, ByRole: a.Role, ByTopic: topics[0].Key, BySection: a.Section, ByAsker: a.Asker, ByFirm: a.AskerFirm}
			p.add(c.Call, func(d *Dimension) string { return names[d] }, topics, func(m *Metric) float64 { return a.Terms[m.at][0] }, func(b *Base) float64 { return base[b.at] })
		}
	}
	return p, nil
}
