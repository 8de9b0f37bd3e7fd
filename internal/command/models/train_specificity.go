package models

import (
	"errors"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
)

func newTrainSpecificity(a *console.Console) *cobra.Command {
	var data []string
	var label, output string
	c := &cobra.Command{
		Use:   "specificity --data FILE --output MODEL",
		Short: "Train the specificity model that candor embeds",
		Long: `Specificity fits the model of how concrete an answer is to rated answers, JSON
Lines with "text" and votes.specific, specific or what --label names: a number or
a list of them, of which the highest counts as 1. The same data give the same
file, byte for byte.`,
		Example: `  candor train specificity --data ../shared/data/subjectiveqa/train.jsonl --output score/specificity.model`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if len(data) == 0 || output == "" {
				return errors.New("--data and --output are needed: files of rated answers, and the file to write the model to")
			}
			fields := evaluation.SpecificityFields
			if label != "" {
				fields = []string{label}
			}
			var labelled evaluation.Labelled
			if err := readLabelled(a, &labelled, data, fields); err != nil {
				return err
			}
			model, err := evaluation.TrainSpecificity(labelled.Answers)
			if err != nil {
				return err
			}
			return a.WriteBytes(output, model)
		},
	}
	c.Flags().StringArrayVar(&data, "data", nil, "JSON Lines `file` of rated answers (repeat for several)")
	c.Flags().StringVar(&label, "label", "", "`field` that holds the rating")
	c.Flags().StringVarP(&output, "output", "o", "", "`file` to write the model to")
	return c
}
