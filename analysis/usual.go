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

// Known gives what is known of groups such as one of those that by makes, before any
// of it is seen; ok is false where that is nothing. norms.Norms.PriorOf is one.
type Known func(g *Group, by *Dimension, m *Metric) (prior stats.Prior, ok bool)

// NormOf holds answers, of a group that by makes, against the same group's earlier
// calls. What to expect rests on these and on what is known of others, or with nil
// on these alone.
func NormOf(earlier []Group, latest *Group, by *Dimension, m *Metric, known Known) Norm {
	n := Norm{Earlier: ValuesOf(earlier, m)}
	sample := latest.Sample(m)
	n.Usual = stats.UsualOf(sample.Value(), n.Earlier)
	samples := make([]stats.Sample, len(earlier))
	for i := range earlier {
		samples[i] = earlier[i].Sample(m)
	}
	var prior stats.Prior
	ok := false
	if known != nil {
		if prior, ok = known(latest, by, m); ok && prior.Variance > 0 {
			prior = prior.After(samples)
		}
	}
	if !ok || prior.Variance == 0 {
		if own, known := stats.PriorOf(samples); known {
			prior, ok = own, true
		}
	}
	if ok {
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
