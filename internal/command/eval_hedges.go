package command

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/hedge"
	"candor/internal/table"
)

func newEvalHedges(a *app) *cobra.Command {
	var out output
	var lexicon string
	var errors bool
	c := &cobra.Command{
		Use:   "hedges FILE...",
		Short: "Measure the hedge detector on annotated answers",
		Long: `Hedges compares the hedges and deflections that the detector finds with
annotated ones: one JSON object a line with "text", "hedges" (a list of
"start", "end", "text" and "category") and "deflections" (the same without
category). Offsets are of UTF-8 bytes, half-open.

A found span is right by overlap when it shares a byte with an annotated one,
and exactly when it has the same bounds; each is matched once. The row of a
category counts its spans on both sides. Deflections are counted apart.

--errors lists every miss, false alarm, other span and other category in its
sentence.`,
		Example: `  candor eval hedges annotated.jsonl
  candor eval hedges --errors --lexicon ours.yaml annotated.jsonl
  candor eval hedges --format csv --errors annotated.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			detector, err := a.detector(lexicon)
			if err != nil {
				return err
			}
			var answers []evaluation.HedgeAnswer
			for _, path := range args {
				read, err := a.readHedgeAnswers(path)
				if err != nil {
					return err
				}
				answers = append(answers, read...)
			}
			result := evaluation.Hedges(detector, answers)
			d := table.Document{
				Head:   []string{fmt.Sprintf("%s annotated answers, lexicon %s", table.Thousands(result.Answers), detector.Version())},
				Tables: []table.Table{agreementTable(&result)},
			}
			asText := table.Format(out.format) == table.Text
			if errors && !asText {
				d.Tables = append(d.Tables, hedgeErrorsTable(result.Errors))
			}
			return a.writeTo(out.file, func(w io.Writer) error {
				if err := d.Write(w, table.Format(out.format), a.tableWidth(&out)); err != nil || !errors || !asText {
					return err
				}
				return writeHedgeErrors(w, result.Errors)
			})
		},
	}
	addOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	c.Flags().BoolVar(&errors, "errors", false, "list every disagreement in its sentence")
	return c
}

// detector gives the built-in detector, or one extended by the lexicon file.
func (a *app) detector(lexicon string) (*hedge.Detector, error) {
	if lexicon == "" {
		return hedge.Default(), nil
	}
	extended, err := a.lexicon(lexicon)
	if err != nil {
		return nil, err
	}
	return hedge.NewDetector(extended), nil
}

// lexicon gives the built-in lexicon with its examples, extended by the file if
// one is named.
func (a *app) lexicon(path string) (*hedge.Lexicon, error) {
	builtIn := hedge.BuiltIn()
	if path == "" {
		return builtIn, nil
	}
	in, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, plainPathError(path, err)
	}
	return builtIn.Extend(filepath.ToSlash(path), data)
}

func (a *app) readHedgeAnswers(path string) ([]evaluation.HedgeAnswer, error) {
	in, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return evaluation.ReadHedges(in, filepath.ToSlash(path))
}

func agreementTable(e *evaluation.HedgeEvaluation) table.Table {
	t := table.Table{
		Name: "agreement",
		Columns: []table.Column{
			{Name: "kind", Head: "KIND"},
			{Name: "annotated", Head: "ANNOT.", Right: true},
			{Name: "found", Head: "FOUND", Right: true},
			{Name: "overlap_precision", Head: "PREC.", Right: true},
			{Name: "overlap_recall", Head: "RECALL", Right: true},
			{Name: "overlap_f1", Head: "F1", Right: true},
			{Name: "exact_precision", Head: "EXACT PREC.", Right: true},
			{Name: "exact_recall", Head: "RECALL", Right: true},
			{Name: "exact_f1", Head: "F1", Right: true},
		},
		Notes: []string{fmt.Sprintf("The category is right for %d of the %d hedges that overlap, a share of %s.",
			e.SameCategory, e.All.Overlap.Matched, shareCell(e.CategoryAccuracy(), e.All.Overlap.Matched).Text)},
	}
	add := func(kind string, a evaluation.Agreement) {
		row := []table.Cell{table.String(kind), table.Int(a.Overlap.Annotated), table.Int(a.Overlap.Found)}
		for _, c := range []evaluation.Counts{a.Overlap, a.Exact} {
			row = append(row, shareCell(c.Precision(), c.Found), shareCell(c.Recall(), c.Annotated), shareCell(c.F1(), c.Found+c.Annotated))
		}
		t.Rows = append(t.Rows, row)
	}
	add("all hedges", e.All)
	for _, category := range hedge.Categories {
		add(string(category), e.ByCategory[category])
	}
	add("deflections", e.Deflections)
	return t
}

// subject says what an error is about.
func subject(e *evaluation.HedgeError) string {
	if e.Deflection {
		return "deflection"
	}
	return "hedge"
}

func hedgeErrorsTable(errors []evaluation.HedgeError) table.Table {
	t := table.Table{
		Name:  "errors",
		Title: "Disagreements",
		Columns: []table.Column{
			{Name: "answer", Head: "ANSWER"},
			{Name: "subject", Head: "SUBJECT"},
			{Name: "error", Head: "ERROR"},
			{Name: "annotated", Head: "ANNOTATED"},
			{Name: "annotated_category", Head: "CATEGORY"},
			{Name: "found", Head: "FOUND"},
			{Name: "found_category", Head: "CATEGORY"},
			{Name: "cue", Head: "CUE"},
			{Name: "sentence", Head: "SENTENCE"},
		},
	}
	for i := range errors {
		e := &errors[i]
		row := make([]table.Cell, 0, len(t.Columns))
		for _, s := range []string{e.Answer, subject(e), string(e.Kind), e.Want.Text, string(e.Want.Category), e.Got.Text, string(e.Got.Category), e.Cue, e.Sentence.Text} {
			row = append(row, table.String(s))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// writeHedgeErrors lists the errors with the whole sentence, what is wrong in brackets.
func writeHedgeErrors(w io.Writer, errors []evaluation.HedgeError) error {
	b := bufio.NewWriter(w)
	for i := range errors {
		e := &errors[i]
		fmt.Fprintf(b, "\n%s: %s, %s", clean(e.Answer), subject(e), e.Kind)
		if e.Kind == evaluation.OtherSpan || e.Kind == evaluation.OtherCategory {
			fmt.Fprintf(b, ", found %s", clean(fmt.Sprintf("%q", e.Got.Text)))
		}
		if e.Want.Category != "" {
			fmt.Fprintf(b, ", annotated as %s", e.Want.Category)
		}
		if e.Cue != "" {
			fmt.Fprintf(b, ", cue %s", e.Cue)
		}
		at := e.Want
		if e.Kind == evaluation.FalseAlarm {
			at = e.Got
		}
		from, to := at.Start-e.Sentence.Start, at.End-e.Sentence.Start
		fmt.Fprintf(b, "\n  %s[%s]%s\n", clean(e.Sentence.Text[:from]), clean(e.Sentence.Text[from:to]), clean(e.Sentence.Text[to:]))
	}
	return b.Flush()
}
