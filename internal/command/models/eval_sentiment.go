package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/score"
	"candor/stats"
)

func newEvalSentiment(a *console.Console) *cobra.Command {
	f := sentimentStudy{study: evaluation.Study{Options: stats.DefaultOptions()}}
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

--train adds answers to those that folds are trained on, except for the calls
that are measured: a small file at natural frequencies can so be measured with
all that a model is trained on. --sentences measures judged sentences,
"sentences": [{"start","end","tone"}]; --by-call tells how the means of calls go
together.

Scorers: majority (the most frequent label), finance-without-PART (finance
trained without "words", "pairs", "triples", "findings", "balances" or
"polarity"), and
` + score.Usage(),
		Example: `  candor eval sentiment --folds 5 labelled.jsonl
  candor eval sentiment --scorer finance,lm:LoughranMcDonald.csv labelled.jsonl
  candor eval sentiment --label optimistic --format csv ratings.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.run(a, c, args) },
	}
	console.AddOutputFlags(c, &f.out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&f.scorers, "scorer", "finance,imdb,vader,majority", "`scorers` with commas between")
	c.Flags().StringVar(&f.label, "label", "", "`field` that holds what readers said (default: sentiment, ratings or label)")
	c.Flags().Float64Var(&f.neutral, "neutral", 0, "`rating` that is neutral (default: 0, or the middle of a scale without negative numbers)")
	c.Flags().IntVar(&f.study.Folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().StringArrayVar(&f.train, "train", nil, "JSON Lines `file` of more answers for --folds to train on")
	c.Flags().BoolVar(&f.study.Sentences, "sentences", false, "measure the judged sentences of the answers")
	c.Flags().BoolVar(&f.byCall, "by-call", false, "compare means of calls instead of answers")
	c.Flags().StringSliceVar(&f.by, "by", nil, "measure the answers of each "+strings.Join(evaluation.Dimensions(), ", ")+" apart, `dimensions` with commas between")
	c.Flags().StringVar(&f.rates, "rates", "", "write how the one scorer errs to `file`, for report and compare --adjusted")
	c.Flags().Uint64Var(&f.study.Options.Seed, "seed", f.study.Options.Seed, "seed of the folds and the bootstrap")
	return c
}

// sentimentStudy holds the flags of candor eval sentiment.
type sentimentStudy struct {
	out            console.Output
	scorers, label string
	neutral        float64
	train          []string
	byCall         bool
	by             []string
	rates          string
	study          evaluation.Study
}

func (f *sentimentStudy) run(a *console.Console, c *cobra.Command, args []string) error {
	candidates, err := evaluation.Candidates(f.scorers, a.Program)
	if err != nil {
		return fmt.Errorf("--scorer: %w", err)
	}
	fields := evaluation.SentimentFields
	if f.label != "" {
		fields = []string{f.label}
	}
	var labelled evaluation.Labelled
	if err := readLabelled(a, &labelled, args, fields); err != nil {
		return err
	}
	if !c.Flags().Changed("neutral") {
		f.neutral = labelled.Neutral()
	}
	f.study.Answers = labelled.Around(f.neutral)
	if len(f.train) > 0 {
		more := evaluation.Labelled{Training: true}
		if err := readLabelled(a, &more, f.train, fields); err != nil {
			return err
		}
		f.study.Train = more.Around(f.neutral)
	}
	for _, by := range f.by {
		if !slices.Contains(evaluation.Dimensions(), by) {
			return fmt.Errorf("--by %s: known are %s", by, strings.Join(evaluation.Dimensions(), ", "))
		}
	}
	f.study.By = f.by
	results, err := f.study.Run(candidates)
	if err != nil {
		return err
	}
	d := table.Document{
		Head:   evaluationHead(&labelled, f.study.Folds, f.study.Options),
		Tables: []table.Table{measuresTable(results), intervalsTable(results, f.study.Options), confusionTable(results)},
	}
	if len(f.by) > 0 {
		d.Tables = append(d.Tables, partsTable(results))
	}
	if f.rates != "" {
		return writeRates(a, f.rates, candidates, results, &labelled, f.study.Folds)
	}
	if f.byCall {
		t, err := byCallTable(results)
		if err != nil {
			return err
		}
		d.Tables = []table.Table{t}
	}
	return a.Write(&d, &f.out)
}

// readLabelled reads all files; the first error ends it, since a part of the
// answers would give other figures.
func readLabelled(a *console.Console, l *evaluation.Labelled, paths, fields []string) error {
	for _, path := range paths {
		in, err := a.Open(path)
		if err != nil {
			return err
		}
		err = readOne(l, in, path, fields)
		in.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// largestWindow is how far back a compressed file may refer: what zstd --long=27 makes.
const largestWindow = 1 << 27

// readOne reads a file, which may be compressed.
func readOne(l *evaluation.Labelled, in io.Reader, path string, fields []string) error {
	if strings.HasSuffix(path, ".zst") {
		z, err := zstd.NewReader(in, zstd.WithDecoderMaxWindow(largestWindow), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		defer z.Close()
		in = z
	}
	return l.Read(in, filepath.ToSlash(path), fields)
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
	evaluation.ECENegative: "NEG.",
	evaluation.ECENeutral:  "NEUTR.",
	evaluation.ECEPositive: "POS.",
}

// writeRates writes how one scorer errs.
func writeRates(a *console.Console, file string, candidates []evaluation.Candidate, results []evaluation.SentimentResult, labelled *evaluation.Labelled, folds int) error {
	if len(candidates) != 1 || candidates[0].Scorer == nil {
		return errors.New("--rates: name one scorer, as in --scorer finance")
	}
	of := fmt.Sprintf("judged in %q", labelled.Field)
	if folds > 0 {
		of += fmt.Sprintf(", cross-validated in %d folds of calls", folds)
	}
	b, err := json.MarshalIndent(analysis.Rates{Model: candidates[0].Scorer.Version(), Of: of, Answers: results[0].Answers, Counts: results[0].Confusion}, "", "  ")
	if err != nil {
		return err
	}
	return a.WriteBytes(file, append(b, '\n'))
}

// byCallTable says how calls' figures go with those of readers.
func byCallTable(results []evaluation.SentimentResult) (table.Table, error) {
	type row struct {
		scorer string
		evaluation.ByCall
		evaluation.CallFigure
	}
	var rows []row
	for _, r := range results {
		if r.ByCall.Calls < stats.MinUnits {
			return table.Table{}, fmt.Errorf("--by-call: %d calls have eight labelled answers or more, want %d", r.ByCall.Calls, stats.MinUnits)
		}
		for _, f := range r.ByCall.Figures {
			rows = append(rows, row{r.Scorer, r.ByCall, f})
		}
	}
	measure := func(head string, of func(row) evaluation.Measure) []table.Column[row] {
		name := strings.ToLower(head)
		return []table.Column[row]{{Name: name, Head: head + " [95%]", Right: true, Cell: func(r row) table.Cell {
			m := of(r)
			if !m.Interval.Defined {
				return valueCell(m.Value)
			}
			return table.Interval(table.Float(m.Value.Value, 2), m.Interval.Low, m.Interval.High, 2)
		}}}
	}
	return table.Of("by_call", fmt.Sprintf("Means of %d calls (%s answers), scorer against readers", rows[0].Calls, table.Thousands(rows[0].Answers)),
		slices.Concat([]table.Column[row]{
			{Name: "scorer", Head: "SCORER", Cell: func(r row) table.Cell { return table.String(r.scorer) }},
			{Name: "figure", Head: "FIGURE", Cell: func(r row) table.Cell { return table.String(r.Name) }},
			{Name: "said", Head: "SAID", Right: true, Cell: func(r row) table.Cell { return valueCell(r.Said) }},
			{Name: "read", Head: "READ", Right: true, Cell: func(r row) table.Cell { return valueCell(r.Read) }},
		}, measure("CORRELATION", func(r row) evaluation.Measure { return r.Correlation }), measure("SLOPE", func(r row) evaluation.Measure { return r.Slope }),
			measure("KEPT", func(r row) evaluation.Measure { return r.Kept })), rows).
		With("SLOPE: the readers' difference between two calls for one of 1 by the scorer, labels counting as -1, 0 and 1. KEPT: the scorer's for one of 1 by the readers; below 1, differences between calls come out smaller than they are. Calls are resampled."), nil
}

func measuresTable(results []evaluation.SentimentResult) table.Table {
	type result = evaluation.SentimentResult
	columns := []table.Column[result]{{Name: "scorer", Head: "SCORER", Cell: func(r result) table.Cell { return table.String(r.Scorer) }}}
	for i, m := range results[0].Measures {
		columns = append(columns, table.Column[result]{Name: m.Name, Head: measureHeads[m.Name], Right: true, Cell: func(r result) table.Cell { return valueCell(r.Measures[i].Value) }})
	}
	columns = append(columns,
		table.Column[result]{Name: "answers", Cell: func(r result) table.Cell { return table.Int(r.Answers) }},
		table.Column[result]{Name: "not_scored", Cell: func(r result) table.Cell { return table.Int(r.NotScored) }})
	t := table.Of("measures", "", columns, results).
		With("RHO: rank correlation of score and rating. AUC NEG.: how probably a negative answer scores below another. AUC P/N: how probably a positive answer scores above a negative one. ECE: expected calibration error of the label given, and of the probability of each label.")
	for _, r := range results {
		if r.NotScored > 0 {
			t = t.With(fmt.Sprintf("%s: not scored, and counted as neutral: %s of %s", r.Scorer, table.Thousands(r.NotScored), table.Thousands(r.Answers)))
		}
	}
	return t
}

// partsTable has the measures of parts of the answers.
func partsTable(results []evaluation.SentimentResult) table.Table {
	type row struct {
		scorer string
		evaluation.Part
	}
	var rows []row
	for _, r := range results {
		for _, p := range r.Parts {
			rows = append(rows, row{r.Scorer, p})
		}
	}
	columns := []table.Column[row]{
		{Name: "scorer", Head: "SCORER", Cell: func(r row) table.Cell { return table.String(r.scorer) }},
		{Name: "by", Head: "BY", Cell: func(r row) table.Cell { return table.String(r.By) }},
		{Name: "part", Head: "PART", Cell: func(r row) table.Cell { return table.String(r.Name) }},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(r row) table.Cell { return table.Int(r.Answers) }},
	}
	for i, m := range results[0].Measures {
		if strings.HasPrefix(m.Name, evaluation.ECE) {
			break // has no weights
		}
		columns = append(columns, table.Column[row]{Name: m.Name, Head: measureHeads[m.Name], Right: true, Cell: func(r row) table.Cell { return valueCell(r.Measures[i].Value) }})
	}
	return table.Of("parts", "Part by part", columns, rows)
}

func valueCell(v stats.Value) table.Cell {
	if !v.Defined {
		return table.Missing()
	}
	return table.Float(v.Value, 3)
}

func intervalsTable(results []evaluation.SentimentResult, options stats.Options) table.Table {
	type result = evaluation.SentimentResult
	columns := []table.Column[result]{{Name: "scorer", Head: "SCORER", Cell: func(r result) table.Cell { return table.String(r.Scorer) }}}
	for i, m := range results[0].Measures {
		if !strings.HasPrefix(m.Name, evaluation.ECE) {
			columns = append(columns, table.Column[result]{Name: m.Name, Head: measureHeads[m.Name], Right: true, TextOnly: true, Cell: func(r result) table.Cell { return intervalCell(r.Measures[i].Interval) }})
			columns = append(columns, intervalBounds(m.Name, func(r result) stats.Interval { return r.Measures[i].Interval })...)
		}
	}
	return table.Of("intervals", fmt.Sprintf("%g %% intervals, resampling calls", 100*options.Level), columns, results)
}

// intervalCell shows an interval as ".31–.42".
func intervalCell(i stats.Interval) table.Cell {
	if !i.Defined {
		return table.Missing()
	}
	low, high := table.Float(i.Low, 3), table.Float(i.High, 3)
	return table.String(strings.Replace(low.Text, "0.", ".", 1) + "–" + strings.Replace(high.Text, "0.", ".", 1))
}

// intervalBounds are the columns of an interval's bounds, in files only.
func intervalBounds[R any](name string, of func(R) stats.Interval) []table.Column[R] {
	bound := func(i stats.Interval, x float64) table.Cell {
		if !i.Defined {
			return table.Missing()
		}
		return table.Float(x, 3)
	}
	return []table.Column[R]{
		{Name: name + "_low", Cell: func(r R) table.Cell { return bound(of(r), of(r).Low) }},
		{Name: name + "_high", Cell: func(r R) table.Cell { return bound(of(r), of(r).High) }},
	}
}

// confusionRow are the answers of one label by readers, as one judge labelled them.
type confusionRow struct {
	judge, label string
	class        int
	confusion    stats.Confusion
}

// confusionOf is a table of who labelled what how; labels name the classes in the
// order of the confusion's, shown says in which they stand.
func confusionOf(judge, title string, labels []string, rows []confusionRow) table.Table {
	columns := []table.Column[confusionRow]{
		{Name: judge, Head: strings.ToUpper(judge), Cell: func(r confusionRow) table.Cell { return table.String(r.judge) }},
		{Name: "label", Head: "READERS", Cell: func(r confusionRow) table.Cell { return table.String(r.label) }},
	}
	for i, label := range labels {
		columns = append(columns, table.Column[confusionRow]{Name: label, Head: strings.ToUpper(label), Right: true, Cell: func(r confusionRow) table.Cell { return table.Int(int(r.confusion[r.class][i])) }})
	}
	columns = append(columns,
		table.Column[confusionRow]{Name: "precision", Head: "PRECISION", Right: true, Cell: func(r confusionRow) table.Cell { return valueCell(r.confusion.Precision(r.class)) }},
		table.Column[confusionRow]{Name: "recall", Head: "RECALL", Right: true, Cell: func(r confusionRow) table.Cell { return valueCell(r.confusion.Recall(r.class)) }},
		table.Column[confusionRow]{Name: "f1", Head: "F1", Right: true, Cell: func(r confusionRow) table.Cell { return valueCell(r.confusion.F1(r.class)) }})
	return table.Of("confusion", title, columns, rows).Keyed(2)
}

func confusionTable(results []evaluation.SentimentResult) table.Table {
	var rows []confusionRow
	for _, r := range results {
		for class, label := range evaluation.Labels {
			rows = append(rows, confusionRow{r.Scorer, string(label), class, r.Confusion})
		}
	}
	return confusionOf("scorer", "Answers by the readers' label (rows) and the scorer's (columns)", named(evaluation.Labels[:]), rows)
}

func named[T ~string](labels []T) []string {
	names := make([]string, len(labels))
	for i, l := range labels {
		names[i] = string(l)
	}
	return names
}
