package models

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/directness/training"
	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
)

func newTrainDirectness(a *console.Console) *cobra.Command {
	var calls, data, leftOut []string
	var label, output string
	options := training.Default()
	c := &cobra.Command{
		Use:   "directness --calls FILE --data FILE --output MODEL",
		Short: "Train a model of how directly a question is answered",
		Long: `Directness fits a model to executives' turns and their questions: JSON Lines, one
object a line with "question", "text" and, in the field that --label names, 2 or
direct, 1 or partial, 0 or evaded, or null where there is nothing to judge.

--calls takes turns of whole calls in call order ("call", "asker" and "speaker" tell
where each stands), which readers judged by the exchange; --data takes pairs that
were judged by themselves, which count less. In place of a label there may be a list
of the probabilities of evaded, partial, direct and nothing to judge.

The model is multinomial logistic regression over the words of both, the cues of
evasion and of what is asked, how much the two share and where the turn stands; a
second one tells turns with nothing to judge. The same data and options give the
same file, byte for byte. The file holds no text: words are in it as hashes.`,
		Example: `  candor train directness --calls calls.jsonl --data judged.jsonl --output my.model
  candor eval directness --calls other-calls.jsonl --model my.model`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch {
			case len(data)+len(calls) == 0:
				return errors.New("--calls or --data is needed: a file of judged turns with their questions")
			case output == "":
				return errors.New("--output is needed: the file to write the model to")
			case options.Penalty <= 0:
				return errors.New("--penalty must be above 0")
			}
			var err error
			if options.Without, err = without(leftOut, training.Parts()); err != nil {
				return err
			}
			inCalls, err := readTurns(a, calls, label)
			if err != nil {
				return err
			}
			pairs, err := readTurns(a, data, label)
			if err != nil {
				return err
			}
			for _, file := range append(calls, data...) {
				options.Source = strings.TrimSpace(options.Source + " " + filepath.Base(file))
			}
			model, err := training.Train(append(evaluation.CallExamples(inCalls), evaluation.TurnExamples(pairs)...), options)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Stderr, "trained on %s turns, %s bytes\n", table.Thousands(len(inCalls)+len(pairs)), table.Thousands(len(model)))
			return a.WriteBytes(output, model)
		},
	}
	c.Flags().StringArrayVar(&calls, "calls", nil, "JSON Lines `file` of judged turns of whole calls, in order (repeat for several)")
	c.Flags().StringArrayVar(&data, "data", nil, "JSON Lines `file` of judged pairs (repeat for several)")
	c.Flags().StringVar(&label, "label", "directness", "`field` that holds the judgement")
	c.Flags().StringVarP(&output, "output", "o", "", "`file` to write the model to")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the word vectors' start")
	c.Flags().Float64Var(&options.Penalty, "penalty", options.Penalty, "`factor` of the squared weights: larger makes a simpler model")
	c.Flags().StringSliceVar(&leftOut, "without", nil, "`parts` to leave out: "+listed(training.Parts()))
	return c
}

// readTurns reads judged turns from files.
func readTurns(a *console.Console, files []string, field string) ([]evaluation.Turn, error) {
	var all []evaluation.Turn
	for _, file := range files {
		in, err := a.Open(file)
		if err != nil {
			return nil, err
		}
		turns, err := evaluation.ReadTurns(in, filepath.ToSlash(file), field)
		in.Close()
		if err != nil {
			return nil, err
		}
		all = append(all, turns...)
	}
	return all, nil
}
