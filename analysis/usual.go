package analysis

import "candor/stats"

// Norm is what a metric usually is, and what to expect where a value of its own
// says little.
type Norm struct {
	Usual stats.Usual
	// Expected is the value drawn towards what is usual by how uncertain it is
	// (stats.Prior), Weight in [0, 1] how much of it is the value itself.
	Expected stats.Value
	Weight   float64

	Earlier []float64 // values of the earlier calls
}

// NormOf holds answers against the same group's earlier calls.
func NormOf(earlier []Group, latest *Group, m *Metric) Norm {
	n := Norm{Earlier: ValuesOf(earlier, m)}
	sample := latest.Sample(m)
	n.Usual = stats.UsualOf(sample.Value(), n.Earlier)
	samples := make([]stats.Sample, len(earlier))
	for i := range earlier {
		samples[i] = earlier[i].Sample(m)
	}
	if prior, ok := stats.PriorOf(samples); ok {
		n.Expected, n.Weight = prior.Expected(sample)
	}
	return n
}

// ValuesOf gives a metric of each group that has one.
func ValuesOf(groups []Group, m *Metric) []float64 {
	var values []float64
	for i := range groups {
		if v := groups[i].Sample(m).Value(); v.Defined {
			values = append(values, v.Value)
		}
	}
	return values
}

// CallValues gives a metric of each of the group's calls that has one.
func (g *Group) CallValues(m *Metric) []float64 { return ValuesOf(g.EachCall(), m) }
