package analysis

import (
	"math"

	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/stats"
)

// Metric is a number over a set of records: Per times the sum of numerators
// over the sum of denominators. Means are such ratios too, with denominator 1.
type Metric struct {
	Name string // as in flags, JSON, CSV and rules
	Unit string // "per 100 words"; "" for a plain number
	Per  float64
	// Low and High bound what the metric can be; High is +Inf where nothing does.
	Low, High float64
	// Better is 1 where more is better news, -1 where less is, 0 where neither.
	Better int
	// Terms gives a record's part; ok is false for a record that does not
	// count (a sentiment that was not scored).
	Terms func(*Record) (numerator, denominator float64, ok bool)
}

// Rate says whether the metric counts events (hedges per words), rather than
// being a mean of scores over answers.
func (m *Metric) Rate() bool { return m.Per != 1 || m.Name == "deflections_per_answer" }

// Metrics lists all metrics in the order in which they are shown.
var Metrics = makeMetrics()

// MetricNamed finds a metric; nil when there is none of that name.
func MetricNamed(name string) *Metric {
	for i := range Metrics {
		if Metrics[i].Name == name {
			return &Metrics[i]
		}
	}
	return nil
}

// Sample gives the records' terms to the statistics, one unit a record; a
// record that does not count has 0 for both.
func (m *Metric) Sample(records []*Record) stats.Sample {
	s := stats.Sample{Numerators: make([]float64, len(records)), Denominators: make([]float64, len(records)), Per: m.Per}
	for i, r := range records {
		if numerator, denominator, ok := m.Terms(r); ok {
			s.Numerators[i], s.Denominators[i] = numerator, denominator
		}
	}
	return s
}

func makeMetrics() []Metric {
	share := func(label score.Label) func(*Record) (float64, float64, bool) {
		return func(r *Record) (float64, float64, bool) {
			return indicator(r.Sentiment.Label == label), 1, r.Sentiment.Score != nil
		}
	}
	perWords := func(count func(*Record) float64) func(*Record) (float64, float64, bool) {
		return func(r *Record) (float64, float64, bool) { return count(r), float64(r.Words), r.Words > 0 }
	}
	answered := func(label directness.Label) func(*Record) (float64, float64, bool) {
		return func(r *Record) (float64, float64, bool) {
			return indicator(r.Directness.Label == label), 1, r.Directness.Label != ""
		}
	}
	inf := math.Inf(1)
	metrics := []Metric{
		{Name: "sentiment", Per: 1, Low: -1, High: 1, Better: 1, Terms: func(r *Record) (float64, float64, bool) {
			if r.Sentiment.Score == nil {
				return 0, 0, false
			}
			return *r.Sentiment.Score, 1, true
		}},
		{Name: "share_negative", Per: 1, High: 1, Better: -1, Terms: share(score.Negative)},
		{Name: "share_positive", Per: 1, High: 1, Better: 1, Terms: share(score.Positive)},
		{Name: "hedges_per_100_words", Unit: "per 100 words", Per: 100, High: 100, Better: -1,
			Terms: perWords(func(r *Record) float64 { return float64(len(r.Hedges)) })},
	}
	for _, category := range hedge.Categories {
		metrics = append(metrics, Metric{Name: "hedges_per_100_words." + string(category), Unit: "per 100 words", Per: 100, High: 100, Better: -1,
			Terms: perWords(func(r *Record) float64 {
				n := 0.0
				for _, h := range r.Hedges {
					n += indicator(h.Category == category)
				}
				return n
			})})
	}
	return append(metrics,
		Metric{Name: "hedge_strength", Unit: "per 100 words", Per: 100, High: 100, Better: -1,
			Terms: perWords(func(r *Record) float64 { return r.Strength * float64(r.Words) / 100 })},
		Metric{Name: "deflections_per_answer", Unit: "per answer", Per: 1, High: inf, Better: -1,
			Terms: func(r *Record) (float64, float64, bool) { return float64(len(r.Deflections)), 1, true }},
		Metric{Name: "directness", Per: 1, High: 1, Better: 1, Terms: func(r *Record) (float64, float64, bool) {
			if r.Directness.Label == "" {
				return 0, 0, false
			}
			return *r.Directness.Score, 1, true
		}},
		Metric{Name: "share_direct", Per: 1, High: 1, Better: 1, Terms: answered(directness.Direct)},
		Metric{Name: "share_partial", Per: 1, High: 1, Terms: answered(directness.Partial)},
		Metric{Name: "share_evaded", Per: 1, High: 1, Better: -1, Terms: answered(directness.Evaded)},
		Metric{Name: "specificity", Per: 1, High: 1, Better: 1, Terms: func(r *Record) (float64, float64, bool) { return r.Specificity, 1, true }},
		Metric{Name: "words_per_answer", Unit: "words", Per: 1, High: inf, Terms: func(r *Record) (float64, float64, bool) { return float64(r.Words), 1, true }})
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
