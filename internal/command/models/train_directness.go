package models

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/directness"
	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
)

func newTrainDirectness(a *console.Console) *cobra.Command {
	var data, leftOut []string
	var label, output string
	options := directness.DefaultTraining()
	c := &cobra.Command{
		Use:   "directness --data FILE --output MODEL",
		Short: "Train a model of how directly a question is answered",
		Long: `Directness fits a model to pairs of question and answer: JSON Lines, one object a
line with "question", "text" and, in the field that --label names, 2 or direct,
1 or partial, 0 or evaded, or null where there is nothing to judge.

The model is multinomial logistic regression over the words of both, the cues of
evasion and of what is asked, and how much the two share. The same data and
options give the same file, byte for byte. The file holds no text: words are in
it as hashes.`,
		Example: `  candor train directness --data judged.jsonl --output my.model
  candor eval directness --model my.model other.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch {
			case len(data) == 0:
				return errors.New("--data is needed: a file of judged answers with their questions")
			case output == "":
				return errors.New("--output is needed: the file to write the model to")
			case options.Penalty <= 0:
				return errors.New("--penalty must be above 0")
			}
			var err error
			if options.Without, err = without(leftOut, directness.Parts()); err != nil {
				return err
			}
			var labelled evaluation.Labelled
			if err := readLabelled(a, &labelled, data, []string{label}); err != nil {
				return err
			}
			for _, file := range data {
				options.Source = strings.TrimSpace(options.Source + " " + filepath.Base(file))
			}
			model, err := directness.Train(evaluation.DirectnessExamples(labelled.Answers), options)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Stderr, "trained on %s answers, %s bytes\n", table.Thousands(len(labelled.Answers)), table.Thousands(len(model)))
			return a.WriteBytes(output, model)
		},
	}
	c.Flags().StringArrayVar(&data, "data", nil, "JSON Lines `file` of judged answers (repeat for several)")
	c.Flags().StringVar(&label, "label", "directness", "`field` that holds the judgement")
	c.Flags().StringVarP(&output, "output", "o", "", "`file` to write the model to")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the word vectors' start")
	c.Flags().Float64Var(&options.Penalty, "penalty", options.Penalty, "`factor` of the squared weights: larger makes a simpler model")
	c.Flags().StringSliceVar(&leftOut, "without", nil, "`parts` to leave out: "+listed(directness.Parts()))
	return c
}
