package models

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/directness"
	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/stats"
)

func newEvalDirectness(a *console.Console) *cobra.Command {
	var out console.Output
	var judges, label, model string
	var folds int
	options := stats.DefaultOptions()
	c := &cobra.Command{
		Use:   "directness FILE...",
		Short: "Measure how well evasions are told from answers",
		Long: `Directness compares what judges say of pairs of question and answer with what
readers said: one JSON object a line with "question", "text" and in "directness",
or in the field that --label names, 2 or direct, 1 or partial, 0 or evaded, or
null where there is nothing to judge; these are left out.

--folds N cross-validates: the model is trained anew for each fold, on the
answers of all calls in the others. Without it the model is taken as it is, and
on the answers it was trained on it looks better than it is.

Judges: directness (the model), directness-without-PART (` + listed(directness.Parts()) + `),
phrases (evaded is what has a deflection) and majority.`,
		Example: `  candor eval directness --folds 5 judged.jsonl
  candor eval directness --judge directness,phrases,majority judged.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			candidates, err := evaluation.DirectnessCandidates(judges)
			if err != nil {
				return fmt.Errorf("--judge: %w", err)
			}
			if model != "" {
				judge, err := directness.Open(model)
				if err != nil {
					return fmt.Errorf("--model: %w", err)
				}
				candidates = append(candidates, evaluation.DirectnessJudge(model, judge))
			}
			fields := evaluation.DirectnessFields
			if label != "" {
				fields = []string{label}
			}
			var labelled evaluation.Labelled
			if err := readLabelled(a, &labelled, args, fields); err != nil {
				return err
			}
			results, err := evaluation.Directness(labelled.Answers, candidates, folds, options)
			if err != nil {
				return err
			}
			return a.Write(&table.Document{
				Head:   evaluationHead(&labelled, folds, options),
				Tables: []table.Table{directnessMeasures(results), directnessConfusion(results)},
			}, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&judges, "judge", "directness,phrases,majority", "`judges` with commas between")
	c.Flags().StringVar(&model, "model", "", "measure this `model` of candor train directness too")
	c.Flags().StringVar(&label, "label", "", "`field` that holds what readers said (default: directness)")
	c.Flags().IntVar(&folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the folds and the bootstrap")
	return c
}

func directnessMeasures(results []evaluation.DirectnessResult) table.Table {
	heads := map[string]string{
		evaluation.MacroF1: "MACRO F1", evaluation.Accuracy: "ACCURACY", evaluation.AUCEvaded: "AUC EVADED",
		evaluation.AUCEvadedProbability: "BY P(EVADED)", evaluation.AUCDirect: "AUC DIRECT", evaluation.ECE: "ECE",
	}
	type result = evaluation.DirectnessResult
	columns := []table.Column[result]{{Name: "judge", Head: "JUDGE", Cell: func(r result) table.Cell { return table.String(r.Judge) }}}
	for i, m := range results[0].Measures {
		columns = append(columns, table.Column[result]{Name: m.Name, Head: heads[m.Name], Right: true, Cell: func(r result) table.Cell { return valueCell(r.Measures[i].Value) }})
		if m.Name != evaluation.ECE {
			columns = append(columns, intervalBounds(m.Name, func(r result) stats.Interval { return r.Measures[i].Interval })...)
		}
	}
	columns = append(columns,
		table.Column[result]{Name: "answers", Cell: func(r result) table.Cell { return table.Int(r.Answers) }},
		table.Column[result]{Name: "not_judged", Cell: func(r result) table.Cell { return table.Int(r.NotJudged) }})
	t := table.Of("measures", "", columns, results).
		With("AUC EVADED: how probably an evaded answer scores below another; BY P(EVADED): has a higher probability of being evaded. AUC DIRECT: how probably a direct answer scores above another. ECE: expected calibration error.")
	for _, r := range results {
		if r.NotJudged > 0 {
			t = t.With(fmt.Sprintf("%s: nothing to judge, and counted as direct: %s of %s", r.Judge, table.Thousands(r.NotJudged), table.Thousands(r.Answers)))
		}
	}
	return t
}

func directnessConfusion(results []evaluation.DirectnessResult) table.Table {
	var rows []confusionRow
	for _, r := range results {
		for class, label := range directness.Labels {
			rows = append(rows, confusionRow{r.Judge, string(label), class, r.Confusion})
		}
	}
	return confusionOf("judge", "Answers by the readers' label (rows) and the judge's (columns)", named(directness.Labels[:]), rows)
}
