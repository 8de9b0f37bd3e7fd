package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/table"
	"candor/score"
	"candor/stats"
)

func newEvalSentiment(a *app) *cobra.Command {
	var out output
	var scorers, label string
	var neutral float64
	var folds int
	options := stats.DefaultOptions()
	c := &cobra.Command{
		Use:   "sentiment FILE...",
		Short: "Measure sentiment scorers, side by side, on labelled answers",
		Long: `Sentiment compares what scorers say of answers with what readers said: one JSON
object a line with "text" and a rating in "sentiment" (such as -2 to 2), in
"ratings" (several readers' numbers, whose mean counts) or in "label" (negative,
neutral, positive), or in the field that --label names. What is below the
neutral rating is negative, what is above it positive, unless "label" stands
beside the rating and says otherwise.

--folds N cross-validates: finance and majority are trained anew for each fold,
on the answers of all calls in the others. A call is "call", or "company",
"quarter" and "year", or the "id" before "#". Without --folds scorers are taken
as they are, and one that was trained on these answers looks better than it is.

Scorers: majority (the most frequent label), finance-without-PART (finance
trained without "words", "pairs", "letters", "vectors", "findings", "balances"
or "polarity"), and
` + score.Usage(),
		Example: `  candor eval sentiment --folds 5 labelled.jsonl
  candor eval sentiment --scorer finance,lm:LoughranMcDonald.csv labelled.jsonl
  candor eval sentiment --label optimistic --format csv ratings.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			candidates, err := evaluation.Candidates(scorers)
			if err != nil {
				return fmt.Errorf("--scorer: %w", err)
			}
			fields := evaluation.SentimentFields
			if label != "" {
				fields = []string{label}
			}
			var labelled evaluation.Labelled
			if err := a.readLabelled(&labelled, args, fields); err != nil {
				return err
			}
			if !c.Flags().Changed("neutral") {
				neutral = labelled.Neutral()
			}
			answers := labelled.Around(neutral)
			results, err := evaluation.Sentiment(answers, candidates, folds, options)
			if err != nil {
				return err
			}
			d := table.Document{
				Head:   evaluationHead(&labelled, folds, options),
				Tables: []table.Table{measuresTable(results), intervalsTable(results, options), confusionTable(results)},
			}
			return a.write(&d, &out)
		},
	}
	addOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&scorers, "scorer", "finance,imdb,vader,majority", "`scorers` with commas between")
	c.Flags().StringVar(&label, "label", "", "`field` that holds what readers said (default: sentiment, ratings or label)")
	c.Flags().Float64Var(&neutral, "neutral", 0, "`rating` that is neutral (default: 0, or the middle of a scale without negative numbers)")
	c.Flags().IntVar(&folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the folds and the bootstrap")
	return c
}

// readLabelled reads all files; the first error ends it, since a part of the
// answers would give other figures.
func (a *app) readLabelled(l *evaluation.Labelled, paths, fields []string) error {
	for _, path := range paths {
		in, err := a.open(path)
		if err != nil {
			return err
		}
		err = l.Read(in, filepath.ToSlash(path), fields)
		in.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// evaluationHead says what was measured and how.
func evaluationHead(l *evaluation.Labelled, folds int, options stats.Options) []string {
	calls := map[string]bool{}
	for _, answer := range l.Answers {
		calls[answer.Call] = true
	}
	head := []string{fmt.Sprintf("%s answers of %s calls, judged in %q", table.Thousands(len(l.Answers)), table.Thousands(len(calls)), l.Field)}
	if l.Skipped > 0 {
		head = append(head, fmt.Sprintf("%s more without a judgement are left out", table.Thousands(l.Skipped)))
	}
	if folds > 0 {
		head = append(head, fmt.Sprintf("Cross-validated in %d folds of whole calls, seed %d", folds, options.Seed))
	}
	return head
}

// measureHeads head the columns of the measures.
var measureHeads = map[string]string{
	evaluation.MacroF1:     "MACRO F1",
	evaluation.WeightedF1:  "WEIGHTED F1",
	evaluation.Accuracy:    "ACCURACY",
	evaluation.Rho:         "RHO",
	evaluation.AUCNegative: "AUC NEG.",
	evaluation.AUCPositive: "AUC P/N",
	evaluation.ECE:         "ECE",
}

func measuresTable(results []evaluation.SentimentResult) table.Table {
	t := table.Table{
		Name:    "measures",
		Columns: []table.Column{{Name: "scorer", Head: "SCORER"}},
		Notes: []string{
			"RHO: rank correlation of score and rating. AUC NEG.: how probably a negative answer scores below another. AUC P/N: how probably a positive answer scores above a negative one. ECE: expected calibration error, for scorers with probabilities.",
		},
	}
	for _, m := range results[0].Measures {
		t.Columns = append(t.Columns, table.Column{Name: m.Name, Head: measureHeads[m.Name], Right: true})
	}
	t.Columns = append(t.Columns,
		table.Column{Name: "answers"},
		table.Column{Name: "not_scored"})
	for _, r := range results {
		row := []table.Cell{table.String(r.Scorer)}
		for _, m := range r.Measures {
			row = append(row, valueCell(m.Value))
		}
		t.Rows = append(t.Rows, append(row, table.Int(r.Answers), table.Int(r.NotScored)))
		if r.NotScored > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: not scored, and counted as neutral: %s of %s", r.Scorer, table.Thousands(r.NotScored), table.Thousands(r.Answers)))
		}
	}
	return t
}

func valueCell(v stats.Value) table.Cell {
	if !v.Defined {
		return table.Missing()
	}
	return table.Float(v.Value, 3)
}

func intervalsTable(results []evaluation.SentimentResult, options stats.Options) table.Table {
	t := table.Table{
		Name:    "intervals",
		Title:   fmt.Sprintf("%g %% intervals, resampling calls", 100*options.Level),
		Columns: []table.Column{{Name: "scorer", Head: "SCORER"}},
	}
	for _, m := range results[0].Measures {
		if m.Name != evaluation.ECE {
			t.Columns = append(t.Columns,
				table.Column{Name: m.Name, Head: measureHeads[m.Name], Right: true, TextOnly: true},
				table.Column{Name: m.Name + "_low"},
				table.Column{Name: m.Name + "_high"})
		}
	}
	for _, r := range results {
		row := []table.Cell{table.String(r.Scorer)}
		for _, m := range r.Measures {
			if m.Name != evaluation.ECE {
				row = append(row, intervalCells(m.Interval)...)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func intervalCells(i stats.Interval) []table.Cell {
	if !i.Defined {
		return []table.Cell{table.Missing(), table.Missing(), table.Missing()}
	}
	low, high := table.Float(i.Low, 3), table.Float(i.High, 3)
	shown := strings.Replace(low.Text, "0.", ".", 1) + "–" + strings.Replace(high.Text, "0.", ".", 1)
	return []table.Cell{table.String(shown), low, high}
}

func confusionTable(results []evaluation.SentimentResult) table.Table {
	t := table.Table{
		Name:  "confusion",
		Title: "Answers by the readers' label (rows) and the scorer's (columns)",
		Keys:  2,
		Columns: []table.Column{
			{Name: "scorer", Head: "SCORER"},
			{Name: "label", Head: "READERS"},
			{Name: "negative", Head: "NEGATIVE", Right: true},
			{Name: "neutral", Head: "NEUTRAL", Right: true},
			{Name: "positive", Head: "POSITIVE", Right: true},
			{Name: "precision", Head: "PRECISION", Right: true},
			{Name: "recall", Head: "RECALL", Right: true},
			{Name: "f1", Head: "F1", Right: true},
		},
	}
	for _, r := range results {
		for class, label := range evaluation.Labels {
			row := []table.Cell{table.String(r.Scorer), table.String(string(label))}
			for _, n := range r.Confusion[class] {
				row = append(row, table.Int(int(n)))
			}
			t.Rows = append(t.Rows, append(row,
				valueCell(r.Confusion.Precision(class)), valueCell(r.Confusion.Recall(class)), valueCell(r.Confusion.F1(class))))
		}
	}
	return t
}
