package analysis

import (
	"math"
	"slices"
	"strings"

	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/stats"
)

// Metric is a number over a set of records: Scale times the sum of what is
// counted over the sum of what it is counted per. Means are such ratios too,
// counted per record.
type Metric struct {
	Name  string // as in flags, JSON, CSV and rules
	Title string // in a sentence
	Label string // at the head of a row
	Unit  string // "per 100 words"; "" for a plain number
	Scale float64
	Per   *Base
	Kind  Kind
	// Low and High bound what the metric can be; High is +Inf where nothing does.
	Low, High float64
	// Better is 1 where more is better news, -1 where less is, 0 where neither.
	Better   int
	Decimals int // that a value is shown with
	// MadeBy names what a value depends on beside the text: versions of these
	// must agree where values are compared.
	MadeBy []Maker
	// Part is the metric of which this one shows a part or another side, nil for
	// what stands by itself.
	Part *Metric
	// Compared metrics are those that compare shows unless told otherwise, and
	// Decomposed ones those whose changes it splits by topic and speaker.
	Compared, Decomposed bool

	sum func(*Record) float64 // what is counted; 0 for a record that does not count
	// judged is what is counted of an exchange or of a speaker's part of one, nil for
	// metrics that count turns.
	judged func(*float64, directness.Label) float64
	cues   func(category, cue string) bool // that add to it; nil where it counts no cues
	at     int                             // index in Metrics
}

// Kind says what values of a metric are, from which follows how they are
// estimated and how a difference is expressed.
type Kind int

// The kinds.
const (
	Mean  Kind = iota // of scores or lengths of answers
	Share             // of answers with a property
	Rate              // of events per word or answer
)

// Maker is what makes a record's numbers.
type Maker string

// The makers; Versions has the version of each.
const (
	Model   Maker = "model"
	Judge   Maker = "directness"
	Lexicon Maker = "lexicon"
)

// Version gives the version of one of the makers.
func (v Versions) Version(of Maker) string {
	switch of {
	case Model:
		return v.Model
	case Judge:
		return v.Directness
	}
	return v.Lexicon
}

// Base is what metrics are counted per. A record where it is 0 does not count.
type Base struct {
	of func(*Record) float64
	at int // index in bases
}

var (
	perAnswer = &Base{of: func(*Record) float64 { return 1 }}
	perScored = &Base{of: func(r *Record) float64 { return indicator(r.Sentiment.Score != nil) }}
	perJudged = &Base{of: func(r *Record) float64 { return indicator(r.Directness.Label != "") }}
	perWord   = &Base{of: func(r *Record) float64 { return float64(r.Words) }}
	// perQuestion counts a question once, at the first turn to it.
	perQuestion = &Base{of: func(r *Record) float64 {
		return indicator(r.QuestionSentiment != nil && (r.Directness.Exchange == nil || r.Directness.Exchange.ID == r.ID))
	}}
	perExchange = &Base{of: func(r *Record) float64 { return indicator(r.QuestionSentiment != nil && r.Sentiment.Score != nil) }}
	// PerSentence counts the sentences that say something of the business.
	PerSentence = &Base{of: func(r *Record) float64 {
		return r.countSentences(score.Negative) + r.countSentences(score.Neutral) + r.countSentences(score.Positive)
	}}

	bases = numberedBases(perAnswer, perScored, perJudged, perWord, PerSentence, perQuestion, perExchange)
)

func numberedBases(all ...*Base) []*Base {
	for i, b := range all {
		b.at = i
	}
	return all
}

// The metrics.
var (
	MeanSentiment = &Metric{Name: "sentiment", Per: perScored, Low: -1, High: 1, Better: 1, MadeBy: []Maker{Model}, Compared: true, Decomposed: true,
		sum: func(r *Record) float64 { return valueOf(r.Sentiment.Score) }}
	ShareNegative = labelled("share_negative", score.Negative, -1)
	SharePositive = labelled("share_positive", score.Positive, 1)

	ShareNegativeSentences = sentences("share_negative_sentences", 0, -1, func(r *Record) float64 { return r.countSentences(score.Negative) })
	SharePositiveSentences = sentences("share_positive_sentences", 0, 1, func(r *Record) float64 { return r.countSentences(score.Positive) })
	// NetTone is the share of positive sentences less that of negative ones.
	NetTone = sentences("net_tone", -1, 1, func(r *Record) float64 { return r.countSentences(score.Positive) - r.countSentences(score.Negative) })

	HedgeRate = hedges("hedges_per_100_words", func(category, _ string) bool { return category != DeflectionCategory })
	// ShieldRate and ApproximatorRate tell apart what weakens the commitment from
	// what makes a quantity less exact: "about 55 %" is no evasion.
	ShieldRate       = headline("shields_per_100_words", true)
	ApproximatorRate = headline("approximators_per_100_words", false)
	// CategoryRates are the parts of HedgeRate, in the order of hedge.Categories.
	CategoryRates = hedgeCategories()
	HedgeStrength = &Metric{Name: "hedge_strength", Unit: "per 100 words", Scale: 100, Per: perWord, Kind: Rate, High: 100, Better: -1, MadeBy: []Maker{Lexicon}, Part: HedgeRate,
		sum:  func(r *Record) float64 { return r.Strength * float64(r.Words) / 100 },
		cues: func(category, _ string) bool { return category != DeflectionCategory }}
	DeflectionRate = &Metric{Name: "deflections_per_answer", Part: MeanDirectness, Label: "defl./answer", Unit: "per answer", Per: perAnswer, Kind: Rate, High: math.Inf(1), Better: -1,
		MadeBy: []Maker{Lexicon}, Compared: true, Decomposed: true,
		sum:  func(r *Record) float64 { return float64(len(r.Deflections)) },
		cues: func(category, _ string) bool { return category == DeflectionCategory }}

	MeanDirectness = &Metric{Name: "directness", Compared: true, Per: perJudged, High: 1, Better: 1, MadeBy: []Maker{Judge, Lexicon},
		sum:    func(r *Record) float64 { return valueOf(r.Directness.Score) },
		judged: func(score *float64, _ directness.Label) float64 { return valueOf(score) }}
	ShareDirect  = answered("share_direct", directness.Direct, 1)
	SharePartial = answered("share_partial", directness.Partial, 0)
	ShareEvaded  = answered("share_evaded", directness.Evaded, -1)

	MeanSpecificity = &Metric{Name: "specificity", Per: perAnswer, High: 1, Better: 1, MadeBy: []Maker{Model}, Compared: true,
		sum: func(r *Record) float64 { return r.Specificity }}
	// NumericShare is how many of the words are numbers (score.Numbers), as S&P's
	// numeric transparency counts them.
	NumericShare = &Metric{Name: "numeric_share", Per: perWord, Kind: Rate, High: 1, Decimals: 3,
		sum: func(r *Record) float64 { return math.Round(r.NumericShare * float64(r.Words)) }}
	// MeanComplexity is the mean of the answers' grades, by their words.
	MeanComplexity = &Metric{Name: "complexity", Unit: "grade", Per: perWord, High: math.Inf(1), Decimals: 1,
		sum: func(r *Record) float64 { return r.Complexity * float64(r.Words) }}
	// AnalystSentiment is the mean over questions, SentimentGap that of the answers'
	// less their questions'.
	AnalystSentiment = &Metric{Name: "analyst_sentiment", Per: perQuestion, Low: -1, High: 1, Better: 1, MadeBy: []Maker{Model},
		sum: func(r *Record) float64 { return valueOf(r.QuestionSentiment) }}
	SentimentGap = &Metric{Name: "sentiment_gap", Per: perExchange, Low: -2, High: 2, MadeBy: []Maker{Model}, Part: MeanSentiment,
		sum: func(r *Record) float64 { return valueOf(r.Sentiment.Score) - valueOf(r.QuestionSentiment) }}
	WordsPerAnswer = &Metric{Name: "words_per_answer", Unit: "words", Per: perAnswer, High: math.Inf(1), Compared: true,
		sum: func(r *Record) float64 { return float64(r.Words) }}
)

// Metrics lists all metrics in the order in which they are shown.
var Metrics = complete(slices.Concat(
	[]*Metric{MeanSentiment, ShareNegative, SharePositive, NetTone, ShareNegativeSentences, SharePositiveSentences, HedgeRate, ShieldRate, ApproximatorRate}, CategoryRates,
	[]*Metric{HedgeStrength, DeflectionRate, MeanDirectness, ShareDirect, SharePartial, ShareEvaded, MeanSpecificity,
		NumericShare, MeanComplexity, AnalystSentiment, SentimentGap, WordsPerAnswer}))

// complete numbers metrics and fills in what follows from the rest.
func complete(metrics []*Metric) []*Metric {
	for i, m := range metrics {
		m.at = i
		if m.Scale == 0 {
			m.Scale = 1
		}
		if m.Title == "" {
			m.Title = strings.ReplaceAll(strings.Replace(m.Name, "_per_", "/", 1), "_", " ")
		}
		if m.Label == "" {
			m.Label = m.Title
		}
		if m != WordsPerAnswer && m.Decimals == 0 {
			m.Decimals = 2
		}
	}
	return metrics
}

// sentences makes a metric that counts sentences by their label.
func sentences(name string, low float64, better int, sum func(*Record) float64) *Metric {
	return &Metric{Name: name, Per: PerSentence, Kind: Mean, Low: low, High: 1, Better: better, MadeBy: []Maker{Model}, Part: MeanSentiment, sum: sum}
}

func labelled(name string, label score.Label, better int) *Metric {
	return &Metric{Name: name, Per: perScored, Kind: Share, High: 1, Better: better, MadeBy: []Maker{Model}, Part: MeanSentiment,
		Compared: label == score.Negative, Decomposed: label == score.Negative,
		sum: func(r *Record) float64 { return indicator(r.Sentiment.Label == label) }}
}

func answered(name string, label directness.Label, better int) *Metric {
	return &Metric{Name: name, Per: perJudged, Kind: Share, High: 1, Better: better, MadeBy: []Maker{Judge, Lexicon}, Part: MeanDirectness,
		Compared: label != directness.Partial,
		sum:      func(r *Record) float64 { return indicator(r.Directness.Label == label) },
		judged:   func(_ *float64, is directness.Label) float64 { return indicator(is == label) }}
}

// DeflectionCategory stands for the deflections where categories of cues are named.
const DeflectionCategory = "deflection"

// hedges makes the metric of those hedges per 100 words that counts picks by
// category and cue.
func hedges(name string, counts func(category, cue string) bool) *Metric {
	return &Metric{Name: name, Unit: "per 100 words", Scale: 100, Per: perWord, Kind: Rate, High: 100, Better: -1, MadeBy: []Maker{Lexicon}, Compared: true, Decomposed: true,
		cues: counts,
		sum: func(r *Record) float64 {
			n := 0.0
			for i := range r.Hedges {
				n += indicator(counts(string(r.Hedges[i].Category), r.Hedges[i].Cue))
			}
			return n
		}}
}

// headline makes the metric of shields, or of all other hedges.
func headline(name string, shields bool) *Metric {
	m := hedges(name, func(c, _ string) bool { return c != DeflectionCategory && hedge.Category(c).Shield() == shields })
	m.Part, m.Decomposed = HedgeRate, false
	return m
}

func hedgeCategories() []*Metric {
	var metrics []*Metric
	for _, category := range hedge.Categories {
		m := hedges(HedgeRate.Name+"."+string(category), func(c, _ string) bool { return c == string(category) })
		m.Title, m.Label = string(category)+" hedges/100 words", "– "+string(category)
		m.Part, m.Decomposed = HedgeRate, false
		metrics = append(metrics, m)
	}
	return metrics
}

// MetricNamed finds a metric; nil when there is none of that name.
func MetricNamed(name string) *Metric {
	if i := slices.IndexFunc(Metrics, func(m *Metric) bool { return m.Name == name }); i >= 0 {
		return Metrics[i]
	}
	return nil
}

// MetricNames lists the names of all metrics.
func MetricNames() []string {
	names := make([]string, len(Metrics))
	for i, m := range Metrics {
		names[i] = m.Name
	}
	return names
}

// sumOf gives what is counted of a record, 0 where it does not count.
func (m *Metric) sumOf(r *Record) float64 {
	if m.Per.of(r) <= 0 {
		return 0
	}
	return m.sum(r)
}

// Value gives the metric of one record; ok is false where it does not count.
func (m *Metric) Value(r *Record) (value float64, ok bool) {
	base := m.Per.of(r)
	return m.Scale * m.sumOf(r) / base, base > 0
}

// form is how values of the metric are estimated.
func (m *Metric) form() stats.Form {
	switch {
	case m.Kind == Share:
		return stats.Proportion
	case m.Kind == Rate:
		return stats.Events
	case m.Signed():
		return stats.Signed
	case m.High == 1:
		return stats.Unit
	}
	return stats.Positive
}

// Signed tells whether values have a sign.
func (m *Metric) Signed() bool { return m.Low < 0 }

// CountsCues tells whether the metric counts cues rather than judging answers.
func (m *Metric) CountsCues() bool { return m.cues != nil }

// Counts tells whether a cue of the category, a hedge's or DeflectionCategory,
// adds to the metric.
func (m *Metric) Counts(category, cue string) bool { return m.cues != nil && m.cues(category, cue) }

func valueOf(x *float64) float64 {
	if x == nil {
		return 0
	}
	return *x
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
