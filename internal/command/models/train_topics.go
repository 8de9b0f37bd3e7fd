package models

import (
	topictraining "candor/topic/training"

	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
)

// topicTraining holds the flags of training topics.
type topicTraining struct {
	data, without []string
	start, output string
	options       topictraining.Options
}

// trained gives what the training begins with.
func (f *topicTraining) trained(a *console.Console) (t evaluation.TopicTraining, err error) {
	t = evaluation.TopicTraining{StartName: filepath.ToSlash(f.start), Options: f.options}
	if f.start == "" {
		return t, f.check()
	}
	in, err := a.Open(f.start)
	if err != nil {
		return t, err
	}
	defer in.Close()
	if t.Start, err = io.ReadAll(in); err != nil {
		return t, fmt.Errorf("%s: %w", t.StartName, err)
	}
	return t, f.check()
}

func newTrainTopics(a *console.Console) *cobra.Command {
	f := topicTraining{options: topictraining.Default()}
	c := &cobra.Command{
		Use:   "topics --data FILE --output TAXONOMY",
		Short: "Weigh the terms of topics by sorted answers, for --topics TAXONOMY",
		Long: `Topics fits the weights of a taxonomy's terms to answers that readers have
sorted: JSON Lines, one object a line with "text", "question", "call" and
"topics", the accepted topics with the best first. Answers whose topics are null
help too: they show which words are used alike.

Training begins with terms and weights chosen by hand, the built-in ones or
those of --start, and moves them as far as the answers ask for; words that occur
in several calls become terms besides. The result is YAML with all terms and
weights, to read and to edit. The same data and options give the same file, byte
for byte.`,
		Example: `  candor train topics --data sorted.jsonl --output ours.yaml
  candor train topics --data sorted.jsonl --start terms.yaml --output ours.yaml
  candor report --topics ours.yaml call.md`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return trainTopics(a, &f) },
	}
	c.Flags().StringArrayVar(&f.data, "data", nil, "JSON Lines `file` of sorted answers (repeat for several)")
	c.Flags().StringArrayVar(&f.without, "without", nil, "leave out answers to the questions of this `file` (repeat for several)")
	c.Flags().StringVarP(&f.output, "output", "o", "", "`file` to write the taxonomy to")
	f.addFlags(c)
	return c
}

// addFlags adds those that say how to train.
func (f *topicTraining) addFlags(c *cobra.Command) {
	o := &f.options
	c.Flags().StringVar(&f.start, "start", "", "YAML `file` of topics and terms to begin with (default: the built-in ones)")
	c.Flags().Float64Var(&o.Penalty, "penalty", o.Penalty, "`factor` of the squared change of weights: larger stays nearer to those chosen by hand")
	c.Flags().Float64Var(&o.Trust, "trust", o.Trust, "`factor` of the weights chosen by hand")
	c.Flags().Float64Var(&o.Balance, "balance", o.Balance, "how far rare topics are weighed up, 0 (not) to 1 (all count the same)")
	c.Flags().IntVar(&o.LeastCalls, "least-calls", o.LeastCalls, "calls that a word occurs in to become a term")
	c.Flags().IntVar(&o.Vectors, "vectors", o.Vectors, "dimensions of the words' vectors, 0 for none")
}

func (f *topicTraining) check() error {
	switch o := &f.options; {
	case o.Penalty <= 0:
		return errors.New("--penalty must be above 0")
	case o.Trust < 0:
		return errors.New("--trust must not be below 0")
	case o.Balance < 0 || o.Balance > 1:
		return errors.New("--balance must be within 0 and 1")
	case o.LeastCalls < 1:
		return errors.New("--least-calls must be 1 or more")
	case o.Vectors < 0:
		return errors.New("--vectors must not be below 0")
	}
	return nil
}

func trainTopics(a *console.Console, f *topicTraining) error {
	switch {
	case len(f.data) == 0:
		return errors.New("--data is needed: a file of sorted answers")
	case f.output == "":
		return errors.New("--output is needed: the file to write the taxonomy to")
	}
	training, err := f.trained(a)
	if err != nil {
		return err
	}
	answers, err := readTopicAnswers(a, f.data)
	if err != nil {
		return err
	}
	held, err := readTopicAnswers(a, f.without)
	if err != nil {
		return err
	}
	answers = evaluation.WithoutQuestions(answers, held)
	taxonomy, err := topictraining.Train(training.Start, training.StartName, evaluation.TopicExamples(answers), training.Options)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "trained on %s answers, %s of them sorted\n", table.Thousands(len(answers)), table.Thousands(len(evaluation.Sorted(answers))))
	return a.WriteBytes(f.output, taxonomy)
}
