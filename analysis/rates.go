package analysis

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"

	"candor/stats"
)

// Rates are a scorer's known errors: answers counted by the readers' label and
// the scorer's.
type Rates struct {
	Model   string          `json:"model"`   // version of the scorer
	Of      string          `json:"of"`      // what was labelled, and how
	Answers int             `json:"answers"` // labelled
	Counts  stats.Confusion `json:"counts"`  // negative, neutral, positive; the readers' label is the row
}

//go:embed rates.json
var defaultRates []byte

// DefaultRates are those of the built-in model, made by
// candor eval sentiment --rates; docs/statistics.md says how.
func DefaultRates() *Rates {
	r := new(Rates)
	if err := json.Unmarshal(defaultRates, r); err != nil {
		panic(err) // it is ours, and tested
	}
	return r
}

// ReadRates reads what candor eval sentiment --rates wrote. name is the file's,
// for errors.
func ReadRates(in io.Reader, name string) (*Rates, error) {
	r := new(Rates)
	if err := json.NewDecoder(in).Decode(r); err != nil {
		return nil, fmt.Errorf("%s: no error rates: %w", name, err)
	}
	if len(r.Counts) != 3 {
		return nil, fmt.Errorf("%s: no error rates: want counts of three labels", name)
	}
	for _, row := range r.Counts {
		sum := 0.0
		for _, n := range row {
			sum += n
		}
		if len(row) != 3 || sum <= 0 {
			return nil, fmt.Errorf("%s: no error rates: want three counts for each label", name)
		}
	}
	return r, nil
}

// adjustedClass gives the row of Counts of a metric.
var adjustedClass = map[*Metric]int{ShareNegative: 0, SharePositive: 2}

// AdjustedMetrics are those that Rates can correct.
var AdjustedMetrics = []*Metric{ShareNegative, SharePositive}

// Adjusted estimates one of AdjustedMetrics with the errors of the scorer undone;
// see stats.Confusion.Adjusted. From six calls on the calls are the units.
func (r *Rates) Adjusted(g *Group, m *Metric, level float64) stats.Estimate {
	return r.Counts.Adjusted(adjustedClass[m], said(g, g.Calls() >= stats.MinUnits), level)
}

// AdjustedChange estimates the change of one of them between two groups.
func (r *Rates) AdjustedChange(from, to *Group, m *Metric, level float64) stats.Estimate {
	perCall := min(from.Calls(), to.Calls()) >= stats.MinUnits
	return r.Counts.AdjustedChange(adjustedClass[m], said(from, perCall), said(to, perCall), level)
}

// said gives the shares of answers by what the scorer said of them.
func said(g *Group, perCall bool) []stats.Sample {
	sample := g.Sample
	if perCall {
		sample = g.CallSample
	}
	negative, positive := sample(ShareNegative), sample(SharePositive)
	neutral := stats.Sample{Numerators: make([]float64, len(negative.Numerators)), Denominators: negative.Denominators}
	for i, n := range negative.Numerators {
		neutral.Numerators[i] = negative.Denominators[i] - n - positive.Numerators[i]
	}
	return []stats.Sample{negative, neutral, positive}
}
