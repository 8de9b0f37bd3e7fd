package models

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"candor/directness"
	"candor/directness/training"
	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/stats"
)

func newEvalDirectness(a *console.Console) *cobra.Command {
	var out console.Output
	var run directnessEval
	c := &cobra.Command{
		Use:   "directness [--calls] FILE...",
		Short: "Measure how well evasions are told from answers",
		Long: `Directness compares what judges say of pairs of question and answer with what
readers said: one JSON object a line with "question", "text" and in "directness",
or in the field that --label names, 2 or direct, 1 or partial, 0 or evaded, or
null where there is nothing to judge; these are left out.

--calls takes turns of whole calls, in call order ("call", "asker" and "speaker" say
where each stands), and tells how many of those called evaded are, how many of the
evaded are found, how many turns with nothing to judge are left without a label, and
how many answers. With --folds, models are trained on the other folds of these files
and of the pairs of --with; no call and no text is on both sides. --only measures the
turns alone whose "file" begins so.

--folds N cross-validates: the model is trained anew for each fold, on the
answers of all calls in the others. Without it the model is taken as it is, and
on the answers it was trained on it looks better than it is.

Judges: directness (the model), directness-without-PART (` + listed(training.Parts()) + `),
phrases (evaded is what has a deflection) and majority.`,
		Example: `  candor eval directness --folds 5 judged.jsonl
  candor eval directness --judge directness,phrases,majority judged.jsonl
  candor eval directness --calls calls.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(run.calls) == 0 && len(args) == 0 {
				return errors.New("a file is needed, of pairs or with --calls of whole calls")
			}
			document := new(table.Document)
			if len(run.calls) > 0 {
				if err := run.ofCalls(a, document); err != nil {
					return err
				}
			}
			if len(args) > 0 {
				if err := run.ofPairs(a, args, document); err != nil {
					return err
				}
			}
			return a.Write(document, &out)
		},
	}
	run.options = stats.DefaultOptions()
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringArrayVar(&run.calls, "calls", nil, "`file` of turns of whole calls, in order (repeat for several)")
	c.Flags().StringArrayVar(&run.with, "with", nil, "`file` of pairs to train on too, with --calls and --folds (repeat for several)")
	c.Flags().StringVar(&run.only, "only", "", "with --calls, measure only turns whose \"file\" begins with `text`")
	c.Flags().StringVar(&run.judges, "judge", "directness,phrases,majority", "`judges` with commas between")
	c.Flags().StringVar(&run.model, "model", "", "measure this `model` of candor train directness too")
	c.Flags().StringVar(&run.label, "label", "directness", "`field` that holds what readers said")
	c.Flags().IntVar(&run.folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().Uint64Var(&run.options.Seed, "seed", run.options.Seed, "seed of the folds and the bootstrap")
	return c
}

// directnessEval is what the flags of eval directness say.
type directnessEval struct {
	calls, with                []string
	only, judges, model, label string
	folds                      int
	options                    stats.Options
}

// ofPairs measures judges on pairs.
func (e *directnessEval) ofPairs(a *console.Console, files []string, d *table.Document) error {
	candidates, err := evaluation.DirectnessCandidates(e.judges)
	if err != nil {
		return fmt.Errorf("--judge: %w", err)
	}
	if e.model != "" {
		judge, err := directness.Open(e.model)
		if err != nil {
			return fmt.Errorf("--model: %w", err)
		}
		candidates = append(candidates, evaluation.DirectnessJudge(e.model, judge))
	}
	turns, err := readTurns(a, files, e.label)
	if err != nil {
		return err
	}
	labelled := evaluation.Answers(turns)
	labelled.Field = e.label
	results, err := evaluation.Directness(labelled.Answers, candidates, e.folds, e.options)
	if err != nil {
		return err
	}
	d.Head = append(d.Head, evaluationHead(&labelled, e.folds, e.options)...)
	d.Tables = append(d.Tables, directnessMeasures(results), directnessConfusion(results))
	return nil
}

// ofCalls measures the model on turns of whole calls.
func (e *directnessEval) ofCalls(a *console.Console, d *table.Document) error {
	turns, err := readTurns(a, e.calls, e.label)
	if err != nil {
		return err
	}
	o := evaluation.CallsOptions{Folds: e.folds, Only: e.only, Training: training.Default(), Stats: e.options}
	if o.Pairs, err = readTurns(a, e.with, e.label); err != nil {
		return err
	}
	switch {
	case e.model != "":
		if o.Judge, err = directness.Open(e.model); err != nil {
			return fmt.Errorf("--model: %w", err)
		}
	case e.folds == 0:
		o.Judge = directness.Default()
	}
	r, err := evaluation.DirectnessOfCalls(turns, o)
	if err != nil {
		return err
	}
	d.Head = append(d.Head, fmt.Sprintf("%s turns in %s exchanges of %s calls, judged in %q",
		table.Thousands(r.Turns), table.Thousands(r.Exchanges), table.Thousands(r.Calls), e.label))
	if e.folds > 0 {
		d.Head = append(d.Head, fmt.Sprintf("Cross-validated in %d folds of whole calls, seed %d", e.folds, e.options.Seed))
	}
	d.Tables = append(d.Tables, callsMeasures(r), callsConfusion("confusion", "Turns by the readers' label (rows) and candor's (columns)", r.Confusion),
		callsConfusion("exchanges", "Exchanges by the label of their best turn", r.ByExchange))
	return nil
}

var callsHeads = map[string]string{
	evaluation.EvadedPrecision: "called evaded that are", evaluation.EvadedRecall: "evaded that are called so", evaluation.PartialRecall: "partial that are called so",
	evaluation.Accuracy: "label right, of answers", evaluation.NothingFound: "nothing to judge, without a label", evaluation.AnswersLost: "answers without a label",
	evaluation.AUCEvadedProbability: "AUC evaded, by its probability", evaluation.AUCDirect: "AUC direct, by the score", evaluation.ECE: "expected calibration error",
	evaluation.ExchangesRight: "label right, of exchanges",
}

func callsMeasures(r *evaluation.CallsResult) table.Table {
	type measure = evaluation.Measure
	columns := []table.Column[measure]{
		{Name: "measure", Cell: func(m measure) table.Cell { return table.String(m.Name) }},
		{Name: "title", Head: "SHARE", TextOnly: true, Cell: func(m measure) table.Cell { return table.String(callsHeads[m.Name]) }},
		{Name: "value", Head: "VALUE", Right: true, Cell: func(m measure) table.Cell { return valueCell(m.Value) }},
		{Name: "interval", Head: "95 % INTERVAL", Right: true, TextOnly: true, Cell: func(m measure) table.Cell { return intervalCell(m.Interval) }},
	}
	columns = append(columns, intervalBounds("value", func(m measure) stats.Interval { return m.Interval })...)
	return table.Of("measures", "", columns, r.Measures)
}

func callsConfusion(name, title string, c stats.Confusion) table.Table {
	labels := append(named(directness.Labels[:]), "nothing")[:len(c)]
	var rows []confusionRow
	for class, label := range labels {
		rows = append(rows, confusionRow{"candor", label, class, c})
	}
	t := confusionOf("judge", title, labels, rows)
	t.Name = name
	return t
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
