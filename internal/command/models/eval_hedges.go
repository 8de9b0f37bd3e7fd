package models

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/hedge"
	"candor/internal/command/console"
	"candor/internal/table"
)

func newEvalHedges(a *console.Console) *cobra.Command {
	var out console.Output
	var lexicon string
	var errors bool
	c := &cobra.Command{
		Use:   "hedges FILE...",
		Short: "Measure the hedge detector on annotated answers",
		Long: `Hedges compares the hedges and deflections that the detector finds with
annotated ones: one JSON object a line with "text", "hedges" (a list of
"start", "end", "text" and "category") and "deflections" (the same without
category). Offsets are half-open, "start" and "end" of UTF-8 bytes, or
"char_start" and "char_end" of characters.

Exports of doccano (JSONL, "label": [[start, end, label]]) and Label Studio (JSON,
JSON-MIN) are read too. Labels are the categories, and for deflections
"deflection" or their kind.

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
			detector, err := a.Detector(lexicon)
			if err != nil {
				return err
			}
			var answers []evaluation.HedgeAnswer
			for _, path := range args {
				read, err := readHedgeAnswers(a, path)
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
			asText := table.Format(out.Format) == table.Text
			if errors && !asText {
				d.Tables = append(d.Tables, hedgeErrorsTable(result.Errors))
			}
			return a.WriteTo(out.File, func(w io.Writer) error {
				if err := d.Write(w, table.Format(out.Format), a.TableWidth(&out)); err != nil || !errors || !asText {
					return err
				}
				return writeHedgeErrors(w, result.Errors)
			})
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	c.Flags().BoolVar(&errors, "errors", false, "list every disagreement in its sentence")
	return c
}

func readHedgeAnswers(a *console.Console, path string) ([]evaluation.HedgeAnswer, error) {
	in, err := a.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return evaluation.ReadHedges(in, filepath.ToSlash(path))
}

func agreementTable(e *evaluation.HedgeEvaluation) table.Table {
	type row struct {
		evaluation.Agreement
		kind string
	}
	rows := []row{{e.All, "all hedges"}}
	for _, category := range hedge.Categories {
		rows = append(rows, row{e.ByCategory[category], string(category)})
	}
	rows = append(rows, row{e.Deflections, "deflections"})
	columns := []table.Column[row]{
		{Name: "kind", Head: "KIND", Cell: func(r row) table.Cell { return table.String(r.kind) }},
		{Name: "annotated", Head: "ANNOT.", Right: true, Cell: func(r row) table.Cell { return table.Int(r.Overlap.Annotated) }},
		{Name: "found", Head: "FOUND", Right: true, Cell: func(r row) table.Cell { return table.Int(r.Overlap.Found) }},
	}
	for _, of := range []struct {
		name, head string
		counts     func(row) evaluation.Counts
	}{
		{"overlap", "PREC.", func(r row) evaluation.Counts { return r.Overlap }},
		{"exact", "EXACT PREC.", func(r row) evaluation.Counts { return r.Exact }},
	} {
		columns = append(columns,
			table.Column[row]{Name: of.name + "_precision", Head: of.head, Right: true, Cell: func(r row) table.Cell { c := of.counts(r); return shareCell(c.Precision(), c.Found) }},
			table.Column[row]{Name: of.name + "_recall", Head: "RECALL", Right: true, Cell: func(r row) table.Cell { c := of.counts(r); return shareCell(c.Recall(), c.Annotated) }},
			table.Column[row]{Name: of.name + "_f1", Head: "F1", Right: true, Cell: func(r row) table.Cell { c := of.counts(r); return shareCell(c.F1(), c.Found+c.Annotated) }})
	}
	return table.Of("agreement", "", columns, rows).With(fmt.Sprintf("The category is right for %d of the %d hedges that overlap, a share of %s.",
		e.SameCategory, e.All.Overlap.Matched, shareCell(e.CategoryAccuracy(), e.All.Overlap.Matched).Text))
}

// subject says what an error is about.
func subject(e *evaluation.HedgeError) string {
	if e.Deflection {
		return "deflection"
	}
	return "hedge"
}

func hedgeErrorsTable(errors []evaluation.HedgeError) table.Table {
	text := func(of func(*evaluation.HedgeError) string) func(evaluation.HedgeError) table.Cell {
		return func(e evaluation.HedgeError) table.Cell { return table.String(of(&e)) }
	}
	type wrong = *evaluation.HedgeError
	return table.Of("errors", "Disagreements", []table.Column[evaluation.HedgeError]{
		{Name: "answer", Head: "ANSWER", Cell: text(func(e wrong) string { return e.Answer })},
		{Name: "subject", Head: "SUBJECT", Cell: text(subject)},
		{Name: "error", Head: "ERROR", Cell: text(func(e wrong) string { return string(e.Kind) })},
		{Name: "annotated", Head: "ANNOTATED", Cell: text(func(e wrong) string { return e.Want.Text })},
		{Name: "annotated_category", Head: "CATEGORY", Cell: text(func(e wrong) string { return string(e.Want.Category) })},
		{Name: "found", Head: "FOUND", Cell: text(func(e wrong) string { return e.Got.Text })},
		{Name: "found_category", Head: "CATEGORY", Cell: text(func(e wrong) string { return string(e.Got.Category) })},
		{Name: "cue", Head: "CUE", Cell: text(func(e wrong) string { return e.Cue })},
		{Name: "sentence", Head: "SENTENCE", Cell: text(func(e wrong) string { return e.Sentence.Text })},
	}, errors)
}

// writeHedgeErrors lists the errors with the whole sentence, what is wrong in brackets.
func writeHedgeErrors(w io.Writer, errors []evaluation.HedgeError) error {
	b := bufio.NewWriter(w)
	for i := range errors {
		e := &errors[i]
		fmt.Fprintf(b, "\n%s: %s, %s", console.Clean(e.Answer), subject(e), e.Kind)
		if e.Kind == evaluation.OtherSpan || e.Kind == evaluation.OtherCategory {
			fmt.Fprintf(b, ", found %s", console.Clean(fmt.Sprintf("%q", e.Got.Text)))
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
		fmt.Fprintf(b, "\n  %s[%s]%s\n", console.Clean(e.Sentence.Text[:from]), console.Clean(e.Sentence.Text[from:to]), console.Clean(e.Sentence.Text[to:]))
	}
	return b.Flush()
}
