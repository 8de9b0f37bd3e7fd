package models

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/score/training"
)

// sentimentTraining holds the flags of candor train sentiment.
type sentimentTraining struct {
	data          []string
	old           []string // files of flags that are gone
	label, output string
	neutral       float64
	softWeight    float64
	without       []string
	options       training.Options
}

func newTrainSentiment(a *console.Console) *cobra.Command {
	f := sentimentTraining{options: training.Defaults(), softWeight: evaluation.SoftWeight}
	c := &cobra.Command{
		Use:   "sentiment --data FILE [--label FIELD] --output MODEL",
		Short: "Train a sentiment model on labelled texts, for --scorer model:MODEL",
		Long: `Sentiment fits a sentiment model to labelled texts: JSON Lines, one object a line
with "text" and, in the field that --label names, a number, a list of several
readers' numbers (their mean counts) or one of negative, neutral and positive.
Numbers below the neutral one are negative, those above it positive; neutral is
0, or the middle of a scale without negative numbers, such as 1 of 0 to 2.

Where texts have their sentences judged, "sentences": [{"start","end","tone"}] in
bytes with a tone of -1, 0 or 1 or a "label", as candor score --sentences writes
them, the model judges sentences and makes a text's sentiment of theirs. A
sentence may have probabilities of negative, neutral and positive in "p" instead,
and the text too then: labels of another model, which count by --soft-weight.
Where "chosen" says that a text was looked for, and is not "random", its labels
are not taken for as frequent as they are in calls. FILE may be zst-compressed, or
TSV of labels and sentences. What is marked as held out, by a "part" other than
"develop", is left for measuring.

The model is multinomial logistic regression over words, pairs and triples of
words and the findings of the polarity lexicon. The same data and options give
the same file, byte for byte. The file holds no text: words are in it as hashes.`,
		Example: `  candor train sentiment --data labelled.jsonl --label sentiment --output my.model
  candor report --scorer model:my.model call.md`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return trainSentiment(a, c, &f)
		},
	}
	c.Flags().StringArrayVar(&f.data, "data", nil, "JSON Lines `file` of labelled texts (repeat for several)")
	c.Flags().StringArrayVar(&f.old, "sentences", nil, "")
	c.Flags().StringArrayVar(&f.old, "votes", nil, "")
	for _, gone := range []string{"sentences", "votes"} {
		if err := c.Flags().MarkHidden(gone); err != nil {
			panic(err) // the flag stands above
		}
	}
	c.Flags().StringVar(&f.label, "label", "", "`field` that holds the label (default: sentiment, ratings or label)")
	c.Flags().StringVarP(&f.output, "output", "o", "", "`file` to write the model to")
	c.Flags().Float64Var(&f.neutral, "neutral", 0, "`rating` that is neutral (default: 0, or the middle of a scale without negative numbers)")
	c.Flags().Float64Var(&f.softWeight, "soft-weight", f.softWeight, "how much a text with probabilities counts beside one that was read")
	c.Flags().Uint64Var(&f.options.Seed, "seed", f.options.Seed, "seed of the order in which texts are gone through")
	c.Flags().Float64Var(&f.options.Penalty, "penalty", f.options.Penalty, "`factor` of the squared weights: larger makes a simpler model (default: what suits sentences, or whole texts)")
	c.Flags().Float64Var(&f.options.Balance, "balance", f.options.Balance, "how far rare labels of whole texts are weighed up, 0 (not) to 1 (all count the same)")
	c.Flags().StringSliceVar(&f.without, "without", nil, "`parts` to leave out: "+listed(training.Parts()))
	return c
}

func trainSentiment(a *console.Console, c *cobra.Command, f *sentimentTraining) error {
	switch {
	case len(f.old) > 0:
		return errors.New("--sentences and --votes are gone: give their files as --data, one label at a time (--label), with judged sentences in the rows")
	case len(f.data) == 0:
		return errors.New("--data is needed: a file of labelled texts")
	case f.output == "":
		return errors.New("--output is needed: the file to write the model to")
	case c.Flags().Changed("penalty") && !(f.options.Penalty > 0):
		return errors.New("--penalty must be above 0")
	case f.softWeight < 0:
		return errors.New("--soft-weight must be at least 0")
	case f.options.Balance < 0 || f.options.Balance > 1:
		return errors.New("--balance must be within 0 and 1")
	}
	var err error
	if f.options.Without, err = without(f.without, training.Parts()); err != nil {
		return err
	}
	labelled := evaluation.Labelled{Training: true}
	fields := evaluation.SentimentFields
	if f.label != "" {
		fields = []string{f.label}
	}
	if err := readLabelled(a, &labelled, f.data, fields); err != nil {
		return err
	}
	if !c.Flags().Changed("neutral") {
		f.neutral = labelled.Neutral()
	}
	examples := evaluation.Examples(labelled.Around(f.neutral), f.softWeight)
	for _, file := range f.data {
		f.options.Source = strings.TrimSpace(f.options.Source + " " + filepath.Base(file))
	}
	model, err := training.Train(examples, f.options)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "trained on %s texts, %s bytes\n", table.Thousands(len(examples)), table.Thousands(len(model)))
	return a.WriteBytes(f.output, model)
}
