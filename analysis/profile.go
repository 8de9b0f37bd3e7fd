package analysis

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"candor/stats"
	"candor/topic"
)

// ProfileVersion is written into profiles; others are not read.
const ProfileVersion = 2

// Profile holds what calls usually look like: the numbers of their answers,
// without any text. It keeps one line of numbers an answer, so that profiles of
// shards add up exactly to the profile of the whole, quantiles included.
type Profile struct {
	Observations
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
	}
)

// ProfileSummary sums up one metric of one group. Value is that of the metric:
// the mean, or for a rate total over total. Mean, variance and quantiles are of
// the answers' own values. Undefined ones are null.
type ProfileSummary struct {
	By        Dimension          `json:"by"`
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
var profileDimensions = []Dimension{"speaker", "topic", "company"}

// same says whether two calls are one, wherever they were read from.
func (c Call) same(other Call) bool {
	c.Source, other.Source = "", ""
	return c == other
}

// Merge adds the calls of other profiles. A call that is in two is an error.
func (p *Profile) Merge(others ...*Profile) error {
	for _, other := range others {
		for _, c := range other.Calls {
			if slices.ContainsFunc(p.Calls, c.same) {
				return fmt.Errorf("call %s is in two profiles", c.ID)
			}
		}
		p.Append(&other.Observations)
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
	file := profileFile{Version: ProfileVersion}
	for i := range Metrics {
		file.Metrics = append(file.Metrics, Metrics[i].Name)
	}
	at := map[int]int{}
	for _, c := range p.sorted() {
		at[c] = len(file.Calls)
		file.Calls = append(file.Calls, profileCall{Call: p.Calls[c], Answers: []profileAnswer{}})
	}
	for i := range p.All {
		o := &p.All[i]
		a := profileAnswer{Speaker: o.names[0], Role: o.names[1], Section: o.names[3], Asker: o.names[4], AskerFirm: o.names[5]}
		for _, t := range o.topics {
			a.Topics = append(a.Topics, topic.Topic{Name: t.Key, Weight: t.Weight})
		}
		for _, t := range o.terms {
			a.Terms = append(a.Terms, [2]float64{t.numerator, t.denominator})
		}
		call := &file.Calls[at[o.Call]]
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

// Summaries sums up each metric per speaker, topic and company.
func (p *Profile) Summaries() []ProfileSummary { return p.summaries(p.sorted()) }

func (p *Profile) summaries(order []int) []ProfileSummary {
	byCall := make([]side, len(p.Calls))
	for i := range p.All {
		byCall[p.All[i].Call] = append(byCall[p.All[i].Call], unit{i, 1})
	}
	all := Column{}
	for _, c := range order {
		all.side = append(all.side, byCall[c]...)
	}
	var out []ProfileSummary
	for _, by := range profileDimensions {
		for _, g := range p.groups([]Column{all}, by) {
			for m := range Metrics {
				out = append(out, p.summary(g, m))
			}
		}
	}
	return out
}

func (p *Profile) summary(g groupOf, m int) ProfileSummary {
	sample := p.sample(g.sides[0], m, false)
	values := sample.Values()
	s := ProfileSummary{By: g.by, Group: g.key, Metric: Metrics[m].Name, Calls: p.calls(g.sides[0]), N: len(values), Quantiles: map[string]float64{}}
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
		return nil, fmt.Errorf("%s: profile version %d; this candor reads version %d", name, file.Version, ProfileVersion)
	}
	for i := range Metrics {
		if i >= len(file.Metrics) || file.Metrics[i] != Metrics[i].Name {
			return nil, fmt.Errorf("%s: its metrics are not those of this candor; make the profile anew", name)
		}
	}
	p := &Profile{}
	for _, c := range file.Calls {
		call := p.call(c.Call)
		for _, a := range c.Answers {
			if len(a.Terms) != len(Metrics) {
				return nil, fmt.Errorf("%s: call %s: an answer with %d terms for %d metrics", name, c.ID, len(a.Terms), len(Metrics))
			}
			o := Observation{Call: call, names: []string{p.intern(a.Speaker), p.intern(a.Role), "", p.intern(a.Section), p.intern(a.Asker), p.intern(a.AskerFirm)}}
			for _, t := range a.Topics {
				o.topics = append(o.topics, Weighted{p.intern(t.Name), t.Weight})
			}
			if len(o.topics) == 0 {
				return nil, fmt.Errorf("%s: call %s: an answer without topics", name, c.ID)
			}
			o.names[2] = o.topics[0].Key
			for _, t := range a.Terms {
				o.terms = append(o.terms, term{t[0], t[1]})
			}
			p.All = append(p.All, o)
		}
	}
	return p, nil
}

// Compare compares calls with the profile, which loses the calls that are among
// them; same names these. The profile's calls count as the earlier ones.
func (p *Profile) Compare(calls *Observations, options CompareOptions) (c *Comparison, same []string, err error) {
	var both Observations
	both.Append(calls)
	fresh := len(both.Calls)
	both.append(&p.Observations, func(call Call) bool {
		again := slices.ContainsFunc(calls.Calls, call.same)
		if again && !slices.Contains(same, call.ID) {
			same = append(same, call.ID)
		}
		return !again
	})
	both.Unite(options.Aliases)
	label := func(o *Observation) string {
		if o.Call < fresh {
			return "calls"
		}
		return "baseline"
	}
	columns := Columns(&both, label)
	slices.SortFunc(columns, func(a, b Column) int { return cmp.Compare(a.Label, b.Label) })
	if len(columns) < 2 {
		return nil, same, errors.New("the baseline holds no call but those to compare")
	}
	c, err = Compare(&both, columns, options)
	if err == nil {
		c.Baseline = true
		c.Standings = both.againstCalls(columns, options)
		c.correct()
	}
	return c, same, err
}

// againstCalls says where the second column stands among the calls of the first.
func (o *Observations) againstCalls(columns []Column, options CompareOptions) []StandingRow {
	var rows []StandingRow
	for _, by := range append([]Dimension{"call"}, options.By...) {
		for _, g := range o.groups(columns, by) {
			if len(g.sides[1]) == 0 {
				continue
			}
			byCall := o.splitByCall(g.sides[0])
			for _, m := range options.Metrics {
				latest, baseline := o.sample(g.sides[1], m, false), o.sample(g.sides[0], m, false)
				row := StandingRow{By: by, Group: g.key, Metric: &Metrics[m], Latest: latest.Value(), Previous: baseline.Value(), N: [2]int{baseline.N(), latest.N()}}
				var earlier []float64
				for _, s := range byCall {
					if v := o.sample(s, m, false).Value(); v.Defined {
						earlier = append(earlier, v.Value)
					}
				}
				if row.Latest.Defined {
					row.Standing = stats.Stand(row.Latest.Value, earlier)
				}
				if c := stats.Compare(baseline, latest, options.Stats); row.Latest.Defined {
					row.Move, row.Interval, row.P = c.Change, c.Interval, c.P
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

func (o *Observations) splitByCall(s side) []side {
	var sides []side
	at := map[int]int{}
	for _, u := range s {
		k, ok := at[o.All[u.index].Call]
		if !ok {
			k = len(sides)
			at[o.All[u.index].Call] = k
			sides = append(sides, nil)
		}
		sides[k] = append(sides[k], u)
	}
	return sides
}
