package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"candor/directness"
	"candor/directness/training"
	"candor/hedge"
	"candor/stats"
	"candor/text"
)

// DirectnessFields are where Labelled.Read looks for how direct readers found an
// answer when no field is named: 2 direct, 1 partial, 0 evaded.
var DirectnessFields = []string{"directness"}

// Names of the measures of directness besides MacroF1, Accuracy and ECE. An
// answer in which a judge finds nothing to judge has the label direct and the score 1.
const (
	// AUCEvaded is how probably an evaded answer has a lower score than another.
	AUCEvaded = "auc_evaded"
	// AUCEvadedProbability is how probably an evaded answer has a higher
	// probability of being evaded than another.
	AUCEvadedProbability = "auc_evaded_probability"
	// AUCDirect is how probably a direct answer has a higher score than another.
	AUCDirect = "auc_direct"
)

// DirectnessCandidate is a judge to measure. It is measured as it is, where
// nothing is held out; else it is trained with these options.
type DirectnessCandidate struct {
	Name    string
	judge   func(directness.Input) directness.Result
	options *training.Options
}

// DirectnessCandidates gives the candidates of a list of specifications with
// commas between: "directness" for the model, "directness-without-" and a part
// of it, "phrases" for its rules without the model, and "majority".
func DirectnessCandidates(specs string) ([]DirectnessCandidate, error) {
	var candidates []DirectnessCandidate
	for spec := range strings.SplitSeq(specs, ",") {
		spec = strings.TrimSpace(spec)
		c := DirectnessCandidate{Name: spec}
		part, without := strings.CutPrefix(spec, "directness-without-")
		switch {
		case spec == "directness":
			o := training.Default()
			c.judge = func(in directness.Input) directness.Result { return directness.Default().Judge(in) }
			c.options = &o
		case without && slices.Contains(training.Parts(), training.Part(part)):
			o := training.Default()
			o.Without = []training.Part{training.Part(part)}
			c.options = &o
		case spec == "phrases":
			c.judge = phrases
		case spec == "majority":
			c.judge = func(directness.Input) directness.Result {
				return directness.Result{Judged: true, Label: directness.Direct, Score: 1}
			}
		default:
			return nil, fmt.Errorf("no judge is called %q: want directness, directness-without-PART, phrases or majority", spec)
		}
		candidates = append(candidates, c)
	}
	return candidates, nil
}

// DirectnessJudge is a trained judge as a candidate.
func DirectnessJudge(name string, j *directness.Judge) DirectnessCandidate {
	return DirectnessCandidate{Name: name, judge: j.Judge}
}

// phrases finds an answer evaded that has a deflection, and counts them.
func phrases(in directness.Input) directness.Result {
	n := len(in.Hedges.Deflections)
	r := directness.Result{Judged: true, Label: directness.Direct, Score: 1 / float64(1+n)}
	if n > 0 {
		r.Label = directness.Evaded
	}
	return r
}

// DirectnessResult says how well one candidate did.
type DirectnessResult struct {
	Judge     string
	Answers   int
	NotJudged int
	Measures  []Measure
	// Confusion counts answers by the readers' label (row) and the judge's.
	Confusion stats.Confusion
}

// Directness measures candidates on answers rated 2 (direct), 1 (partial) and 0
// (evaded). With folds (0 for none) models are trained anew for each fold on the
// answers of the calls in the others.
func Directness(answers []Answer, candidates []DirectnessCandidate, folds int, opts stats.Options) ([]DirectnessResult, error) {
	calls, n := numberCalls(answers)
	split, err := splitCalls(calls, n, folds, opts.Seed)
	if err != nil {
		return nil, err
	}
	inputs := make([]directness.Input, len(answers))
	for i, a := range answers {
		inputs[i] = directness.Input{Question: text.New(a.Question), Answer: text.New(a.Text), Hedges: new(hedge.Result)}
		hedge.Default().Detect(inputs[i].Answer, inputs[i].Hedges)
	}
	var results []DirectnessResult
	for _, c := range candidates {
		judged := make([]directness.Result, len(answers))
		err := split.each(func(train, test []int) error {
			judge := c.judge
			if c.options != nil && (folds > 0 || judge == nil) {
				model, err := training.TrainJudge(DirectnessExamples(pick(answers, train)), *c.options)
				if err != nil {
					return err
				}
				judge = model.Judge
			}
			for _, i := range test {
				judged[i] = judge(inputs[i])
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		results = append(results, directnessResult(c.Name, answers, judged, calls, opts))
	}
	return results, nil
}

// DirectnessExamples makes training examples of rated answers.
func DirectnessExamples(answers []Answer) []training.Example {
	examples := make([]training.Example, len(answers))
	for i := range answers {
		a := &answers[i]
		examples[i] = training.Example{Question: a.Question, Answer: a.Text}
		examples[i].Target[a.directness()] = 1
	}
	return examples
}

// directness is the index of the answer's label among directness.Labels.
func (a *Answer) directness() int {
	switch {
	case a.Rating < 0.5:
		return 0
	case a.Rating < 1.5:
		return 1
	}
	return 2
}

func directnessResult(name string, answers []Answer, judged []directness.Result, calls []int, opts stats.Options) DirectnessResult {
	r := DirectnessResult{Judge: name, Answers: len(answers)}
	n := len(answers)
	actual, predicted := make([]int, n), make([]int, n)
	isDirect, notEvaded, right := make([]bool, n), make([]bool, n), make([]bool, n)
	scores, safe := make([]float64, n), make([]float64, n)
	confidence, hasConfidence := make([]float64, n), make([]float64, n)
	for i := range judged {
		j := judged[i]
		if !j.Judged {
			r.NotJudged++
			j.Label, j.Score = directness.Direct, 1
		}
		actual[i], predicted[i] = answers[i].directness(), slices.Index(directness.Labels[:], j.Label)
		isDirect[i], notEvaded[i], right[i] = actual[i] == 2, actual[i] > 0, actual[i] == predicted[i]
		scores[i], safe[i] = j.Score, -j.Evaded
		probabilities := [...]float64{j.Evaded, j.Partial, j.Direct}
		confidence[i] = probabilities[predicted[i]]
		hasConfidence[i] = indicator(probabilities != [3]float64{})
	}
	score, safety := stats.Rank(scores), stats.Rank(safe)
	names := [...]string{MacroF1, Accuracy, AUCEvaded, AUCEvadedProbability, AUCDirect}
	measure := func(weights []float64) []stats.Value {
		confusion := stats.NewConfusion(len(directness.Labels), actual, predicted, weights)
		return []stats.Value{confusion.MacroF1(), confusion.Accuracy(), score.AUC(notEvaded, weights), safety.AUC(notEvaded, weights), score.AUC(isDirect, weights)}
	}
	intervals := stats.ClusterIntervals(calls, measure, opts)
	for i, v := range measure(nil) {
		r.Measures = append(r.Measures, Measure{names[i], v, intervals[i]})
	}
	r.Measures = append(r.Measures, Measure{Name: ECE, Value: stats.CalibrationError(calibrationBins, confidence, right, hasConfidence)})
	r.Confusion = stats.NewConfusion(len(directness.Labels), actual, predicted, nil)
	return r
}
