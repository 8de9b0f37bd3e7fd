package evaluation

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

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
func TopicExamples(answers []TopicAnswer) []topic.Example {
	examples := make([]topic.Example, len(answers))
	for i, a := range answers {
		examples[i] = topic.Example{Call: a.Call, Question: a.Question, Answer: a.Text, Topics: a.Topics}
	}
	return examples
}

// TopicEvaluation says how the topics that a taxonomy assigns agree with what
// readers accept.
type TopicEvaluation struct {
	Answers int
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
}

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

// Topics compares what t assigns with judged answers. Topics that readers
// accept and t does not know are in ByTopic too, after the taxonomy's.
func Topics(t *topic.Taxonomy, answers []TopicAnswer) TopicEvaluation {
	e := TopicEvaluation{Answers: len(answers)}
	for _, name := range t.Names() {
		e.counts(name)
	}
	confusion := map[TopicConfusion]int{}
	acceptedIn := map[string]int{}
	question, answer := new(text.Document), new(text.Document)
	for _, a := range answers {
		question.Reset(a.Question)
		answer.Reset(a.Text)
		assigned := t.Assign(question, answer)
		first, best := assigned[0].Name, a.Topics[0]
		accepted := slices.Contains(a.Topics, first)
		for _, name := range a.Topics {
			acceptedIn[name]++
			e.Commonest = max(e.Commonest, acceptedIn[name])
		}
		e.counts(first).Found++
		e.counts(best).Annotated++
		if accepted {
			e.First++
			e.counts(first).Matched++
			e.counts(best).Recalled++
		} else {
			confusion[TopicConfusion{Best: best, First: first}]++
			e.Errors = append(e.Errors, TopicError{a, assigned})
		}
		e.All.Annotated += min(2, len(a.Topics))
		e.All.Found += len(assigned)
		for _, got := range assigned {
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
	return e
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
