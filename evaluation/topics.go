package evaluation

import (
	topictraining "candor/topic/training"

	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"candor/stats"
	"candor/text"
	"candor/topic"
)

// TopicAnswer is an answer with all topics that a reader accepts as its main
// one, best first.
type TopicAnswer struct {
	ID       string   `json:"id"`
	Call     string   `json:"-"`
	Question string   `json:"question"`
	Text     string   `json:"text"`
	Topics   []string `json:"topics"`
}

// ReadTopics reads answers, one JSON object a line, from r; name is the file's,
// for errors. Answers whose topics are null have none. The call of an answer is
// found as in Labelled.Read. Errors name the file and line.
func ReadTopics(r io.Reader, name string) ([]TopicAnswer, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var answers []TopicAnswer
	line := 0
	for raw := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		line++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		a, err := topicAnswer(raw)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if a.Call == "" {
			a.Call = name + ":" + strconv.Itoa(line)
		}
		answers = append(answers, a)
	}
	return answers, nil
}

func topicAnswer(raw []byte) (a TopicAnswer, err error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return a, err
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return a, err
	}
	if a.Text == "" {
		return a, errors.New(`no "text"`)
	}
	a.Call = callOf(object, a.ID)
	return a, nil
}

// Sorted gives the answers that a reader has sorted.
func Sorted(answers []TopicAnswer) []TopicAnswer {
	return slices.DeleteFunc(slices.Clone(answers), func(a TopicAnswer) bool { return len(a.Topics) == 0 })
}

// WithoutQuestions gives the answers to other questions than those of held.
func WithoutQuestions(answers, held []TopicAnswer) []TopicAnswer {
	questions := map[string]bool{}
	for _, a := range held {
		questions[a.Question] = true
	}
	return slices.DeleteFunc(slices.Clone(answers), func(a TopicAnswer) bool { return questions[a.Question] })
}

// TopicExamples gives answers for training, those without topics too.
func TopicExamples(answers []TopicAnswer) []topictraining.Example {
	examples := make([]topictraining.Example, len(answers))
	for i, a := range answers {
		examples[i] = topictraining.Example{Call: a.Call, Question: a.Question, Answer: a.Text, Topics: a.Topics}
	}
	return examples
}

// TopicEvaluation says how the topics assigned agree with what readers accept.
type TopicEvaluation struct {
	Answers int
	// Interval is that of Accuracy, calls being resampled.
	Interval stats.Interval
	// First are the answers whose first topic is accepted.
	First int
	// Commonest are the answers that one topic, the one accepted most often,
	// would be right for if it were assigned to all.
	Commonest int
	// All counts the one or two topics assigned to each answer against as many
	// of the accepted ones as could be assigned: two at most, best first.
	All Counts
	// ByTopic has, for each topic of the taxonomy and in its order, the first
	// topics: Found answers with it first, Matched those where it is accepted,
	// Annotated the answers whose best accepted topic it is, and Recalled those
	// of them with it, or another accepted topic, first.
	ByTopic   []TopicCounts
	Confusion []TopicConfusion // most frequent first
	Errors    []TopicError
	// Bins sort the answers by the weight of their first topic.
	Bins []TopicBin
	// CalibrationError is the expected one of the first topics' weights, in as
	// many bins.
	CalibrationError stats.Value
}

// TopicBin is the answers whose first topic's weight is above Low and at most High.
type TopicBin struct {
	Low, High float64
	Answers   int
	Accepted  int     // of the first topics
	Weight    float64 // mean of theirs; 0 without answers
}

// topicBins of equal width. Those over 0.8 are the last two.
const topicBins = 10

// TopicCounts are the counts of one topic.
type TopicCounts struct {
	Topic                               string
	Found, Matched, Annotated, Recalled int
}

// Precision is the share of the answers with this first topic in which it is accepted; 0 for none.
func (c TopicCounts) Precision() float64 { return share(c.Matched, c.Found) }

// Recall is the share of the answers that are best about this topic whose first topic is accepted; 0 for none.
func (c TopicCounts) Recall() float64 { return share(c.Recalled, c.Annotated) }

// TopicConfusion counts answers whose first topic is not accepted.
type TopicConfusion struct {
	Best  string // the best accepted
	First string // assigned
	Count int
}

// TopicError is an answer whose first topic is not accepted.
type TopicError struct {
	Answer   TopicAnswer
	Assigned []topic.Topic
}

// Accuracy is the share of answers whose first topic is accepted.
func (e *TopicEvaluation) Accuracy() float64 { return share(e.First, e.Answers) }

// Topics compares what t assigns with answers that a reader has sorted. Topics
// that readers accept and t does not know are in ByTopic too, after the taxonomy's.
func Topics(t *topic.Taxonomy, answers []TopicAnswer, opts stats.Options) TopicEvaluation {
	assigned := make([][]topic.Topic, len(answers))
	question, answer := new(text.Document), new(text.Document)
	for i, a := range answers {
		assigned[i] = assign(t, &a, question, answer)
	}
	return compareTopics(t.Names(), answers, assigned, opts)
}

func assign(t *topic.Taxonomy, a *TopicAnswer, question, answer *text.Document) []topic.Topic {
	question.Reset(a.Question)
	answer.Reset(a.Text)
	return t.Assign(question, answer)
}

// TopicFolds say how answers are dealt out for cross-validation.
type TopicFolds struct {
	Folds int
	// ByKind deals out kinds of calls, sorted by their words, instead of calls at
	// random: what is measured is then how well other industries' answers teach.
	ByKind bool
}

// TopicTraining is how the taxonomies of folds are trained; see topictraining.Train.
type TopicTraining struct {
	Start     []byte
	StartName string
	Options   topictraining.Options
}

// CrossTopics cross-validates the training of a taxonomy: the sorted answers of
// each fold are compared with what a taxonomy assigns that is trained on the
// answers of the other folds alone, those without topics included.
func CrossTopics(answers []TopicAnswer, f TopicFolds, training TopicTraining, opts stats.Options) (TopicEvaluation, error) {
	calls, n := numberBy(answers, func(a *TopicAnswer) string { return a.Call })
	s, err := splitCalls(calls, n, f.Folds, opts.Seed)
	if err != nil {
		return TopicEvaluation{}, err
	}
	if f.ByKind {
		texts := make([]string, len(answers))
		for i, a := range answers {
			texts[i] = a.Question + "\n" + a.Text
		}
		kind := kinds(texts, calls, n, f.Folds, opts.Seed)
		for i, call := range calls {
			s.fold[i] = kind[call]
		}
	}
	assigned := make([][]topic.Topic, len(answers))
	var names []string
	question, answer := new(text.Document), new(text.Document)
	err = s.each(func(train, test []int) error {
		if len(train) == 0 {
			return errors.New("the words of the calls do not tell kinds apart")
		}
		data, err := topictraining.Train(training.Start, training.StartName, TopicExamples(pick(answers, train)), training.Options)
		if err != nil {
			return err
		}
		taxonomy, err := topic.Load(bytes.NewReader(data), "trained")
		if err != nil {
			return err
		}
		names = taxonomy.Names()
		for _, i := range test {
			assigned[i] = assign(taxonomy, &answers[i], question, answer)
		}
		return nil
	})
	if err != nil {
		return TopicEvaluation{}, err
	}
	var sorted []int
	for i := range answers {
		if len(answers[i].Topics) > 0 {
			sorted = append(sorted, i)
		}
	}
	return compareTopics(names, pick(answers, sorted), pick(assigned, sorted), opts), nil
}

func compareTopics(names []string, answers []TopicAnswer, assigned [][]topic.Topic, opts stats.Options) TopicEvaluation {
	e := TopicEvaluation{Answers: len(answers)}
	for _, name := range names {
		e.counts(name)
	}
	confusion := map[TopicConfusion]int{}
	acceptedIn := map[string]int{}
	right := make([]bool, len(answers))
	weights := make([]float64, len(answers))
	for i, a := range answers {
		first, best := assigned[i][0].Name, a.Topics[0]
		right[i], weights[i] = slices.Contains(a.Topics, first), assigned[i][0].Weight
		for _, name := range a.Topics {
			acceptedIn[name]++
			e.Commonest = max(e.Commonest, acceptedIn[name])
		}
		e.counts(first).Found++
		e.counts(best).Annotated++
		if right[i] {
			e.First++
			e.counts(first).Matched++
			e.counts(best).Recalled++
		} else {
			confusion[TopicConfusion{Best: best, First: first}]++
			e.Errors = append(e.Errors, TopicError{a, assigned[i]})
		}
		e.All.Annotated += min(2, len(a.Topics))
		e.All.Found += len(assigned[i])
		for _, got := range assigned[i] {
			if slices.Contains(a.Topics, got.Name) {
				e.All.Matched++
			}
		}
	}
	for pair, n := range confusion {
		pair.Count = n
		e.Confusion = append(e.Confusion, pair)
	}
	slices.SortFunc(e.Confusion, func(a, b TopicConfusion) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Best, b.Best), cmp.Compare(a.First, b.First))
	})
	calls, _ := numberBy(answers, func(a *TopicAnswer) string { return a.Call })
	e.Interval = stats.ClusterIntervals(calls, func(weights []float64) []stats.Value {
		return []stats.Value{shareRight(right, weights)}
	}, opts)[0]
	e.calibrate(weights, right)
	return e
}

// shareRight is the share of the cases that are right, each counting as weights
// say, or once where there are none.
func shareRight(right []bool, weights []float64) stats.Value {
	classes := make([]int, len(right))
	for i := range right {
		classes[i] = int(indicator(right[i]))
	}
	return stats.NewConfusion(2, slices.Repeat([]int{1}, len(right)), classes, weights).Accuracy()
}

// calibrate sorts the first topics' weights into bins.
func (e *TopicEvaluation) calibrate(weights []float64, right []bool) {
	e.CalibrationError = stats.CalibrationError(topicBins, weights, right, nil)
	for b := range topicBins {
		e.Bins = append(e.Bins, TopicBin{Low: float64(b) / topicBins, High: float64(b+1) / topicBins})
	}
	for i, w := range weights {
		b := &e.Bins[min(max(int(math.Ceil(w*topicBins))-1, 0), topicBins-1)]
		b.Answers++
		b.Weight += w
		b.Accepted += int(indicator(right[i]))
	}
	for i := range e.Bins {
		if b := &e.Bins[i]; b.Answers > 0 {
			b.Weight /= float64(b.Answers)
		}
	}
}

// Over counts the first topics whose weight is over a bin's bound, and those of
// them that are accepted.
func (e *TopicEvaluation) Over(bound float64) (answers, accepted int) {
	for _, b := range e.Bins {
		if b.Low >= bound {
			answers, accepted = answers+b.Answers, accepted+b.Accepted
		}
	}
	return answers, accepted
}

// counts finds a topic's counts, or begins them.
func (e *TopicEvaluation) counts(name string) *TopicCounts {
	for i := range e.ByTopic {
		if e.ByTopic[i].Topic == name {
			return &e.ByTopic[i]
		}
	}
	e.ByTopic = append(e.ByTopic, TopicCounts{Topic: name})
	return &e.ByTopic[len(e.ByTopic)-1]
}
