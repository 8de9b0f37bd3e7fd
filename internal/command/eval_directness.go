package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/directness"
	"candor/evaluation"
	"candor/internal/table"
	"candor/stats"
)

func newEvalDirectness(a *app) *cobra.Command {
	var out output
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
			if err := a.readLabelled(&labelled, args, fields); err != nil {
				return err
			}
			results, err := evaluation.Directness(labelled.Answers, candidates, folds, options)
			if err != nil {
				return err
			}
			return a.write(&table.Document{
				Head:   evaluationHead(&labelled, folds, options),
				Tables: []table.Table{directnessMeasures(results), directnessConfusion(results)},
			}, &out)
		},
	}
	addOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
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
	t := table.Table{
		Name:    "measures",
		Columns: []table.Column{{Name: "judge", Head: "JUDGE"}},
		Notes: []string{
			"AUC EVADED: how probably an evaded answer scores below another; BY P(EVADED): has a higher probability of being evaded. AUC DIRECT: how probably a direct answer scores above another. ECE: expected calibration error.",
		},
	}
	for _, m := range results[0].Measures {
		t.Columns = append(t.Columns, table.Column{Name: m.Name, Head: heads[m.Name], Right: true})
		if m.Name != evaluation.ECE {
			t.Columns = append(t.Columns, table.Column{Name: m.Name + "_low"}, table.Column{Name: m.Name + "_high"})
		}
	}
	t.Columns = append(t.Columns, table.Column{Name: "answers"}, table.Column{Name: "not_judged"})
	for _, r := range results {
		row := []table.Cell{table.String(r.Judge)}
		for _, m := range r.Measures {
			row = append(row, valueCell(m.Value))
			if m.Name != evaluation.ECE {
				row = append(row, intervalCells(m.Interval)[1:]...)
			}
		}
		t.Rows = append(t.Rows, append(row, table.Int(r.Answers), table.Int(r.NotJudged)))
		if r.NotJudged > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: nothing to judge, and counted as direct: %s of %s", r.Judge, table.Thousands(r.NotJudged), table.Thousands(r.Answers)))
		}
	}
	return t
}

func directnessConfusion(results []evaluation.DirectnessResult) table.Table {
	t := table.Table{
		Name:  "confusion",
		Title: "Answers by the readers' label (rows) and the judge's (columns)",
		Keys:  2,
		Columns: []table.Column{
			{Name: "judge", Head: "JUDGE"},
			{Name: "label", Head: "READERS"},
			{Name: "evaded", Head: "EVADED", Right: true},
			{Name: "partial", Head: "PARTIAL", Right: true},
			{Name: "direct", Head: "DIRECT", Right: true},
			{Name: "precision", Head: "PRECISION", Right: true},
			{Name: "recall", Head: "RECALL", Right: true},
			{Name: "f1", Head: "F1", Right: true},
		},
	}
	for _, r := range results {
		for class, label := range directness.Labels {
			row := []table.Cell{table.String(r.Judge), table.String(string(label))}
			for _, n := range r.Confusion[class] {
				row = append(row, table.Int(int(n)))
			}
			t.Rows = append(t.Rows, append(row,
				valueCell(r.Confusion.Precision(class)), valueCell(r.Confusion.Recall(class)), valueCell(r.Confusion.F1(class))))
		}
	}
	return t
}
