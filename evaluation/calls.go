package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"candor/directness"
	"candor/directness/training"
	"candor/stats"
	"candor/text"
)

// CallsOptions say how the turns of whole calls are measured.
type CallsOptions struct {
	// Folds, unless 0, has models trained for each fold, on all turns that share no
	// call and no text with it: of Calls and of Pairs.
	Folds int
	Pairs []Turn // more to train on, by themselves
	// Only, where set, is what "file" of the turns to measure begins with.
	Only     string
	Training training.Options
	Judge    *directness.Judge // to measure without folds
	Stats    stats.Options
}

// CallsResult says how the turns of whole calls were judged.
type CallsResult struct {
	Calls, Turns, Exchanges int
	// Confusion counts turns by what readers found (row: evaded, partial, direct,
	// nothing to judge) and what the judge did.
	Confusion stats.Confusion
	// ByExchange counts exchanges by the label of their best turn, those alone that
	// have one by both.
	ByExchange stats.Confusion
	Measures   []Measure
}

// Names of the measures of turns of whole calls, besides Accuracy (of the turns
// that readers and judge find to be answers), AUCEvadedProbability, AUCDirect and
// ECE.
const (
	EvadedPrecision = "evaded_precision" // of the turns called evaded, those that are
	EvadedRecall    = "evaded_recall"    // of the evaded, those that are called so
	PartialRecall   = "partial_recall"
	NothingFound    = "nothing_found" // of the turns with nothing to judge, those without a label
	AnswersLost     = "answers_lost"  // of the answers, those without a label
	ExchangesRight  = "exchanges_right"
)

// DirectnessOfCalls measures a judge on turns of whole calls, in call order.
func DirectnessOfCalls(turns []Turn, o CallsOptions) (*CallsResult, error) {
	places := placesOf(turns)
	measured := make([]bool, len(turns))
	for i := range turns {
		measured[i] = strings.HasPrefix(turns[i].File, o.Only)
	}
	if !slices.Contains(measured, true) {
		return nil, fmt.Errorf("no turn's file begins with %q", o.Only)
	}
	judged := make([]directness.Result, len(turns))
	judge := func(j *directness.Judge, i int) {
		judged[i] = j.Judge(directness.Input{Question: text.New(turns[i].Question), Answer: text.New(turns[i].Text), Place: places[i]})
	}
	all := append(slices.Clone(turns), o.Pairs...)
	groups, n := groupTurns(all)
	if o.Folds == 0 {
		for i := range turns {
			if measured[i] {
				judge(o.Judge, i)
			}
		}
		return callsResult(turns, groups, judged, measured, o.Stats), nil
	}
	split, err := splitCalls(groups, n, o.Folds, o.Stats.Seed)
	if err != nil {
		return nil, err
	}
	examples := append(CallExamples(turns), TurnExamples(o.Pairs)...)
	err = split.each(func(train, test []int) error {
		if !slices.ContainsFunc(test, func(i int) bool { return i < len(turns) && measured[i] }) {
			return nil
		}
		j, err := training.TrainJudge(pick(examples, train), o.Training)
		if err != nil {
			return err
		}
		for _, i := range test {
			if i < len(turns) && measured[i] {
				judge(j, i)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return callsResult(turns, groups, judged, measured, o.Stats), nil
}

// found is the index of what a judge found, as Target has it.
func found(r *directness.Result) int {
	if !r.Judged {
		return training.Nothing
	}
	return slices.Index(directness.Labels[:], r.Label)
}

func callsResult(turns []Turn, groups []int, judged []directness.Result, measured []bool, opts stats.Options) *CallsResult {
	r := new(CallsResult)
	calls := map[int]bool{}
	var clusters, actual, predicted []int
	var isEvaded, isDirect, right []bool
	var evasion, score, confidence, has []float64
	for i := range turns {
		if !measured[i] {
			continue
		}
		calls[groups[i]] = true
		j := &judged[i]
		a, p := turns[i].label(), found(j)
		clusters, actual, predicted = append(clusters, groups[i]), append(actual, a), append(predicted, p)
		answers := a != training.Nothing && j.Judged
		isEvaded, isDirect, right = append(isEvaded, a == training.Evaded), append(isDirect, a == training.Direct), append(right, a == p)
		evasion, score = append(evasion, j.Evaded), append(score, j.Score)
		confidence, has = append(confidence, max(j.Evaded, j.Partial, j.Direct)), append(has, indicator(answers))
	}
	r.Calls, r.Turns = len(calls), len(actual)
	names := [...]string{EvadedPrecision, EvadedRecall, PartialRecall, Accuracy, NothingFound, AnswersLost}
	measure := func(weights []float64) []stats.Value {
		c := stats.NewConfusion(training.NumTargets, actual, predicted, weights)
		lost, answers, agreed, labelled := 0.0, 0.0, 0.0, 0.0
		for a := range training.Nothing {
			for p, n := range c[a] {
				answers += n
				if p == training.Nothing {
					lost += n
				} else {
					labelled += n
				}
				if p == a {
					agreed += n
				}
			}
		}
		return []stats.Value{c.Precision(training.Evaded), c.Recall(training.Evaded), c.Recall(training.Partial), ratio(agreed, labelled),
			c.Recall(training.Nothing), ratio(lost, answers)}
	}
	intervals := stats.ClusterIntervals(clusters, measure, opts)
	for i, v := range measure(nil) {
		r.Measures = append(r.Measures, Measure{names[i], v, intervals[i]})
	}
	r.Measures = append(r.Measures,
		Measure{Name: AUCEvadedProbability, Value: stats.Rank(evasion).AUC(isEvaded, has)},
		Measure{Name: AUCDirect, Value: stats.Rank(score).AUC(isDirect, has)},
		Measure{Name: ECE, Value: stats.CalibrationError(calibrationBins, confidence, right, has)})
	r.Confusion = stats.NewConfusion(training.NumTargets, actual, predicted, nil)
	r.exchanges(turns, judged, measured)
	return r
}

func ratio(a, b float64) stats.Value {
	if b == 0 {
		return stats.Value{}
	}
	return stats.Value{Value: a / b, Defined: true}
}

// exchanges compares the labels of whole exchanges.
func (r *CallsResult) exchanges(turns []Turn, judged []directness.Result, measured []bool) {
	known := make([]directness.Turn, len(turns))
	for i := range turns {
		known[i] = directness.Turn{Call: turns[i].Call, Asker: turns[i].Asker, Speaker: turns[i].Speaker, Question: turns[i].Question}
	}
	var actual, predicted []int
	for _, e := range exchangesOf(known) {
		if !measured[e[0]] {
			continue
		}
		r.Exchanges++
		best := -1
		for i := e[0]; i < e[1]; i++ {
			if c := turns[i].label(); c != training.Nothing {
				best = max(best, c)
			}
		}
		if at := directness.Best(judged[e[0]:e[1]]); at >= 0 && best >= 0 {
			actual, predicted = append(actual, best), append(predicted, found(&judged[e[0]+at]))
		}
	}
	r.ByExchange = stats.NewConfusion(len(directness.Labels), actual, predicted, nil)
	r.Measures = append(r.Measures, Measure{Name: ExchangesRight, Value: r.ByExchange.Accuracy()})
}
