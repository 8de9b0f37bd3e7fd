package models

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/score"
)

// sentimentTraining holds the flags of candor train sentiment.
type sentimentTraining struct {
	data, votes   []string
	sentences     []string
	label, output string
	neutral       float64
	without       []string
	options       score.TrainingOptions
}

func newTrainSentiment(a *console.Console) *cobra.Command {
	f := sentimentTraining{options: score.DefaultTraining()}
	c := &cobra.Command{
		Use:   "sentiment --data FILE --label FIELD --output MODEL",
		Short: "Train a sentiment model on labelled texts, for --scorer model:MODEL",
		Long: `Sentiment fits a sentiment model to labelled texts: JSON Lines, one object a line
with "text" and, in the field that --label names, a number, a list of several
readers' numbers (their mean counts) or one of negative, neutral and positive.
Numbers below the neutral one are negative, those above it positive; neutral is
0, or the middle of a scale without negative numbers, such as 1 of 0 to 2.

The model is multinomial logistic regression over words, pairs of words and the
findings of the polarity lexicon. The same data and options give the same file,
byte for byte. The file holds no text: words are in it as hashes.

--votes adds texts on which readers agree less, such as SubjECTive-QA's votes on
how optimistic an answer is: lists of 0, 1 and 2 in "votes.optimistic".
--sentences adds short texts with "label" whose "part" is "develop", so that the
model knows texts much shorter than an answer.`,
		Example: `  candor train sentiment --data labelled.jsonl --label sentiment --output my.model
  candor report --scorer model:my.model call.md
  candor train sentiment --data answers.jsonl --sentences sentences.jsonl --output finance.model`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return trainSentiment(a, c, &f)
		},
	}
	c.Flags().StringArrayVar(&f.data, "data", nil, "JSON Lines `file` of labelled texts (repeat for several)")
	c.Flags().StringArrayVar(&f.votes, "votes", nil, "JSON Lines `file` with votes.optimistic (repeat for several)")
	c.Flags().StringArrayVar(&f.sentences, "sentences", nil, "JSON Lines `file` of sentences with label and part (repeat for several)")
	c.Flags().StringVar(&f.label, "label", "sentiment", "`field` that holds the label")
	c.Flags().StringVarP(&f.output, "output", "o", "", "`file` to write the model to")
	c.Flags().Float64Var(&f.neutral, "neutral", 0, "`rating` that is neutral (default: 0, or the middle of a scale without negative numbers)")
	c.Flags().Uint64Var(&f.options.Seed, "seed", f.options.Seed, "seed of the word vectors' start")
	c.Flags().Float64Var(&f.options.Penalty, "penalty", f.options.Penalty, "`factor` of the squared weights: larger makes a simpler model")
	c.Flags().Float64Var(&f.options.Balance, "balance", f.options.Balance, "how far rare labels are weighed up, 0 (not) to 1 (all count the same)")
	c.Flags().StringSliceVar(&f.without, "without", nil, "`parts` to leave out: "+listed(score.Parts()))
	return c
}

func trainSentiment(a *console.Console, c *cobra.Command, f *sentimentTraining) error {
	switch {
	case len(f.data) == 0:
		return errors.New("--data is needed: a file of labelled texts")
	case f.output == "":
		return errors.New("--output is needed: the file to write the model to")
	case f.options.Penalty <= 0:
		return errors.New("--penalty must be above 0")
	case f.options.Balance < 0 || f.options.Balance > 1:
		return errors.New("--balance must be within 0 and 1")
	}
	var err error
	if f.options.Without, err = without(f.without, score.Parts()); err != nil {
		return err
	}
	var labelled evaluation.Labelled
	if err := readLabelled(a, &labelled, f.data, []string{f.label}); err != nil {
		return err
	}
	if !c.Flags().Changed("neutral") {
		f.neutral = labelled.Neutral()
	}
	examples := evaluation.Examples(labelled.Around(f.neutral))
	if len(f.votes) > 0 {
		var votes evaluation.Labelled
		if err := readLabelled(a, &votes, f.votes, []string{"votes.optimistic"}); err != nil {
			return err
		}
		examples = append(examples, evaluation.VoteExamples(votes.Around(1))...)
	}
	if len(f.sentences) > 0 {
		sentences := evaluation.Labelled{Part: "develop"}
		if err := readLabelled(a, &sentences, f.sentences, []string{"label"}); err != nil {
			return err
		}
		examples = append(examples, evaluation.Examples(sentences.Around(0))...)
	}
	for _, file := range slices.Concat(f.data, f.votes, f.sentences) {
		f.options.Source = strings.TrimSpace(f.options.Source + " " + filepath.Base(file))
	}
	model, err := score.Train(examples, f.options)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "trained on %s texts, %s bytes\n", table.Thousands(len(examples)), table.Thousands(len(model)))
	return a.WriteBytes(f.output, model)
}
