package models

import (
	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/stats"
)

func newEvalSpecificity(a *console.Console) *cobra.Command {
	var out console.Output
	var label string
	var folds int
	options := stats.DefaultOptions()
	c := &cobra.Command{
		Use:   "specificity FILE...",
		Short: "Measure the specificity model on answers rated for how concrete they are",
		Long: `Specificity gives the rank correlation of the model's score with what readers
said: one JSON object a line with "text" and a rating in "specific", or several
readers' in "votes":{"specific":[…]}, or in the field that --label names.

--folds N cross-validates: the model is trained anew for each fold, on the
answers of all calls in the others.`,
		Example: `  candor eval specificity --folds 5 ratings.jsonl`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			fields := evaluation.SpecificityFields
			if label != "" {
				fields = []string{label}
			}
			var labelled evaluation.Labelled
			if err := readLabelled(a, &labelled, args, fields); err != nil {
				return err
			}
			results, err := evaluation.Specificity(labelled.Answers, folds, options)
			if err != nil {
				return err
			}
			return a.Write(&table.Document{
				Head:   evaluationHead(&labelled, folds, options),
				Tables: []table.Table{specificityTable(results)},
			}, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&label, "label", "", "`field` that holds what readers said (default: votes.specific or specific)")
	c.Flags().IntVar(&folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the folds and the bootstrap")
	return c
}

func specificityTable(results []evaluation.SpecificityResult) table.Table {
	type result = evaluation.SpecificityResult
	columns := []table.Column[result]{
		{Name: "by", Head: "RANKED BY", Cell: func(r result) table.Cell { return table.String(r.Name) }},
		{Name: "answers", Cell: func(r result) table.Cell { return table.Int(r.Answers) }},
		{Name: "rho", Head: "RHO", Right: true, Cell: func(r result) table.Cell { return valueCell(r.Rho.Value) }},
		{Name: "interval", Head: "95 % INTERVAL", Right: true, TextOnly: true, Cell: func(r result) table.Cell { return intervalCell(r.Rho.Interval) }},
	}
	columns = append(columns, intervalBounds("rho", func(r result) stats.Interval { return r.Rho.Interval })...)
	return table.Of("measures", "", columns, results).With("RHO: rank correlation with the readers' rating. Length: the mere number of words.")
}
