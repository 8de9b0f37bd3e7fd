package evaluation

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/score"
	"candor/score/training"
	_ "candor/score/vader" // a baseline
	"candor/stats"
	"candor/text"
)

// Labels are the classes of sentiment in their order; the rating of class i has
// the sign of i-1.
var Labels = [...]score.Label{score.Negative, score.Neutral, score.Positive}

const (
	negative = 0
	neutral  = 1
	positive = 2
)

// Candidate is a scorer to measure.
type Candidate struct {
	Name string
	// Scorer is measured as it is, where Train is nil or nothing is held out.
	Scorer score.Scorer
	// Train makes a scorer from the answers outside a fold, to be measured on
	// those in it.
	Train func(answers []Answer) (score.Scorer, error)
}

// Candidates gives the candidates of a list of specifications with commas
// between: "majority", "finance-without-" and a part of the model, and what
// score.Open takes; all behind "exec:" is one command, which program opens.
func Candidates(specs string, program func(command string) (score.Scorer, error)) ([]Candidate, error) {
	var candidates []Candidate
	for rest, more := specs, true; more; {
		if command, ok := strings.CutPrefix(strings.TrimSpace(rest), "exec:"); ok {
			scorer, err := program(command)
			if err != nil {
				return nil, err
			}
			return append(candidates, Candidate{Name: scorer.Name(), Scorer: scorer}), nil
		}
		var spec string
		spec, rest, more = strings.Cut(rest, ",")
		spec = strings.TrimSpace(spec)
		switch spec {
		case "majority":
			candidates = append(candidates, Majority())
			continue
		case "finance":
			candidates = append(candidates, Finance())
			continue
		}
		if part, ok := strings.CutPrefix(spec, withoutPrefix); ok {
			candidate, err := FinanceWithout(training.Part(part))
			if err != nil {
				return nil, err
			}
			candidates = append(candidates, candidate)
			continue
		}
		scorer, err := score.Open(spec)
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, Candidate{Name: spec, Scorer: scorer})
	}
	return candidates, nil
}

// Majority is the candidate that gives every answer the label most of its
// training answers have.
func Majority() Candidate {
	return Candidate{Name: "majority", Train: func(answers []Answer) (score.Scorer, error) {
		var counts [len(Labels)]int
		for _, a := range answers {
			counts[a.class()]++
		}
		most := slices.Index(counts[:], slices.Max(counts[:]))
		return constant{score.Sentiment{Scored: true, Score: float64(most - 1), Label: Labels[most]}}, nil
	}}
}

type constant struct{ sentiment score.Sentiment }

func (constant) Name() string                        { return "majority" }
func (constant) Version() string                     { return "majority" }
func (c constant) Score(score.Input) score.Sentiment { return c.sentiment }

// class is the index of the answer's label.
func (a *Answer) class() int {
	if a.Label != "" {
		return slices.Index(Labels[:], a.Label)
	}
	return classOf(a.Rating)
}

// Neutral gives what is neutral among the ratings of l: 0 for labels, the fields
// "sentiment" and "ratings", and any scale with negative numbers; else the middle
// of the scale, such as 1 of 0 to 2.
func (l *Labelled) Neutral() float64 {
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, a := range l.Answers {
		lowest, highest = min(lowest, a.Rating), max(highest, a.Rating)
	}
	if l.Named || slices.Contains(SentimentFields, l.Field) || lowest < 0 {
		return 0
	}
	return (lowest + highest) / 2
}

// Around returns the answers of l with their ratings counted from neutral.
func (l *Labelled) Around(neutral float64) []Answer {
	answers := slices.Clone(l.Answers)
	for i := range answers {
		answers[i].Rating -= neutral
	}
	return answers
}

// SentimentFields are where ReadAnswers looks for what readers thought of an
// answer's sentiment when no field is named.
var SentimentFields = []string{"sentiment", "ratings", "label"}

// Measure is one figure of merit.
type Measure struct {
	Name     string // "macro_f1"
	Value    stats.Value
	Interval stats.Interval // over calls
}

// Names of the measures of sentiment, in their order. Of an answer that a
// scorer does not score, the label is neutral and the score 0.
const (
	// MacroF1 is the mean F1 of the labels, WeightedF1 weighs them by their answers.
	MacroF1    = "macro_f1"
	WeightedF1 = "weighted_f1"
	Accuracy   = "accuracy"
	// Rho is the rank correlation (Spearman) of score and rating.
	Rho = "rho"
	// AUCNegative is how probably a negative answer has a lower score than another.
	AUCNegative = "auc_negative"
	// AUCPositive is how probably a positive answer has a higher score than a negative one.
	AUCPositive = "auc_positive_negative"
	// ECE is the expected calibration error, in ten bins, of the probability of
	// the label given, over scored answers. It is undefined for scorers without
	// probabilities, and has no interval: it grows by resampling.
	ECE = "ece"
	// The expected calibration errors of the probabilities of each label.
	ECENegative = "ece_negative"
	ECENeutral  = "ece_neutral"
	ECEPositive = "ece_positive"
)

const calibrationBins = 10

// SentimentResult says how well one candidate did.
type SentimentResult struct {
	Scorer    string
	Answers   int // or sentences
	NotScored int
	Measures  []Measure
	// Confusion counts answers by the readers' label (row) and the scorer's.
	Confusion stats.Confusion
	ByCall    ByCall
	Parts     []Part // of Study.By
}

// Study measures candidates on answers whose ratings have their neutral point at
// 0.
type Study struct {
	Answers []Answer
	// Train are more answers to train on, those of the calls that are measured left out.
	Train []Answer
	// Folds (at least 2; 0 for none) cross-validate: candidates that train do so
	// once a fold, on the answers of all calls in the other folds.
	Folds int
	// Sentences are measured instead of answers: those that readers judged.
	Sentences bool
	By        []string // of Dimensions: measured part by part, too
	Options   stats.Options
}

// Sentiment measures candidates on answers, see Study.
func Sentiment(answers []Answer, candidates []Candidate, folds int, opts stats.Options) ([]SentimentResult, error) {
	s := Study{Answers: answers, Folds: folds, Options: opts}
	return s.Run(candidates)
}

// Run measures the candidates.
func (s *Study) Run(candidates []Candidate) ([]SentimentResult, error) {
	all := slices.Concat(s.Answers, s.Train)
	calls, n := numberCalls(all)
	split, err := splitCalls(calls, n, s.Folds, s.Options.Seed)
	if err != nil {
		return nil, err
	}
	split.measured = len(s.Answers)
	inputs := inputsOf(s.Answers)
	results := make([]SentimentResult, len(candidates))
	for i, c := range candidates {
		scored, err := crossScore(c, all, inputs, split, s.Sentences)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		answers, of := s.Answers, calls[:len(s.Answers)]
		if s.Sentences {
			answers, of, scored.answers = scored.ofSentences(answers, of)
			if len(answers) == 0 {
				return nil, errors.New("no sentences are judged in these answers")
			}
		}
		cases := newSentimentCases(answers, scored.answers)
		results[i] = cases.result(of, s.Options)
		results[i].Parts = cases.parts(answers, s.By)
		results[i].Scorer = c.Name
		results[i].ByCall = byCall(answers, scored.answers, of, s.Options)
		for _, s := range scored.answers {
			if !s.Scored {
				results[i].NotScored++
			}
		}
	}
	return results, nil
}

func inputsOf(answers []Answer) []score.Input {
	inputs := make([]score.Input, len(answers))
	for i, a := range answers {
		in := score.Input{ID: a.ID, Answer: text.New(a.Text)}
		if a.Question != "" {
			in.Question = text.New(a.Question)
		}
		inputs[i] = in
	}
	return inputs
}

// scoredAnswers are what a candidate says of answers, and of their sentences.
type scoredAnswers struct {
	answers   []score.Sentiment
	sentences [][]score.Sentence
}

// crossScore scores each answer that is measured with a scorer that has not seen
// its call.
func crossScore(c Candidate, answers []Answer, inputs []score.Input, split split, sentences bool) (*scoredAnswers, error) {
	scored := &scoredAnswers{make([]score.Sentiment, len(inputs)), make([][]score.Sentence, len(inputs))}
	fixed := c.Train == nil || split.folds == 0 && c.Scorer != nil
	err := split.each(func(train, test []int) (err error) {
		scorer := c.Scorer
		if !fixed {
			if scorer, err = c.Train(pick(answers, train)); err != nil {
				return err
			}
		}
		for _, i := range test {
			if sentences {
				scored.sentences[i] = sentencesOf(scorer, inputs[i], &answers[i])
			} else {
				scored.answers[i] = scorer.Score(inputs[i])
			}
		}
		return nil
	})
	return scored, err
}

// sentimentCases are scored answers as columns of what the measures need.
type sentimentCases struct {
	actual, predicted     []int
	scores, ratings       *stats.Ranking
	isPositive, mayBeGood []bool    // positive; not negative
	polar                 []float64 // 1 for what is positive or negative
	confidence            []float64 // probability of the label given
	right                 []bool
	hasConfidence         []float64 // 1 where there is one
	probabilities         [][3]float64
}

func newSentimentCases(answers []Answer, scored []score.Sentiment) *sentimentCases {
	c := new(sentimentCases)
	var scores, ratings []float64
	for i, a := range answers {
		s := scored[i]
		actual, predicted := a.class(), neutral
		if s.Scored {
			predicted = slices.Index(Labels[:], s.Label)
		}
		c.actual = append(c.actual, actual)
		c.predicted = append(c.predicted, predicted)
		scores = append(scores, s.Score)
		ratings = append(ratings, a.Rating)
		c.isPositive = append(c.isPositive, actual == positive)
		c.mayBeGood = append(c.mayBeGood, actual != negative)
		c.polar = append(c.polar, indicator(actual != neutral))
		probabilities := [...]float64{s.Negative, s.Neutral, s.Positive}
		c.probabilities = append(c.probabilities, probabilities)
		c.confidence = append(c.confidence, probabilities[predicted])
		c.right = append(c.right, actual == predicted)
		c.hasConfidence = append(c.hasConfidence, indicator(probabilities != [3]float64{}))
	}
	c.scores, c.ratings = stats.Rank(scores), stats.Rank(ratings)
	return c
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// measured are the measures that have intervals; ECE follows them.
var measured = [...]string{MacroF1, WeightedF1, Accuracy, Rho, AUCNegative, AUCPositive}

// measure gives the values of measured, each answer weighing as weights say.
func (c *sentimentCases) measure(weights []float64) []stats.Value {
	confusion := stats.NewConfusion(len(Labels), c.actual, c.predicted, weights)
	return []stats.Value{
		confusion.MacroF1(),
		confusion.WeightedF1(),
		confusion.Accuracy(),
		stats.Spearman(c.scores, c.ratings, weights),
		c.scores.AUC(c.mayBeGood, weights),
		c.scores.AUC(c.isPositive, product(c.polar, weights)),
	}
}

func product(a, b []float64) []float64 {
	if b == nil {
		return a
	}
	ab := make([]float64, len(a))
	for i := range a {
		ab[i] = a[i] * b[i]
	}
	return ab
}

func (c *sentimentCases) result(calls []int, opts stats.Options) SentimentResult {
	r := SentimentResult{
		Answers:   len(c.actual),
		Confusion: stats.NewConfusion(len(Labels), c.actual, c.predicted, nil),
	}
	intervals := stats.ClusterIntervals(calls, c.measure, opts)
	for i, v := range c.measure(nil) {
		r.Measures = append(r.Measures, Measure{measured[i], v, intervals[i]})
	}
	ece := stats.CalibrationError(calibrationBins, c.confidence, c.right, c.hasConfidence)
	r.Measures = append(r.Measures, Measure{Name: ECE, Value: ece})
	for class, name := range [...]string{ECENegative, ECENeutral, ECEPositive} {
		right := make([]bool, len(c.actual))
		p := make([]float64, len(c.actual))
		for i := range right {
			right[i], p[i] = c.actual[i] == class, c.probabilities[i][class]
		}
		ece := stats.CalibrationError(calibrationBins, p, right, c.hasConfidence)
		r.Measures = append(r.Measures, Measure{Name: name, Value: ece})
	}
	return r
}
