// Hedges measures candor's hedge detector on annotated answers, beside word
// lists of other projects matched as they stand, and prints a Markdown table.
//
//	go run ./hedges [--modules peers/node_modules] FILE...
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"candor/evaluation"
	"candor/hedge"
	"candor/internal/table"
	"candor/text"
)

func main() {
	modules := flag.String("modules", "peers/node_modules", "`folder` that peers/install.sh has filled")
	flag.Parse()
	if err := run(os.Stdout, *modules, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "hedges:", err)
		os.Exit(2)
	}
}

func run(w io.Writer, modules string, files []string) error {
	var answers []evaluation.HedgeAnswer
	for _, name := range files {
		read, err := readAnswers(name)
		if err != nil {
			return err
		}
		answers = append(answers, read...)
	}
	if len(answers) == 0 {
		return fmt.Errorf("no annotated answers: name files of them")
	}
	type method struct {
		evaluation.Counts
		name    string
		entries int
	}
	var methods []method
	add := func(name string, entries int, find func(string) []evaluation.Span) {
		methods = append(methods, method{compare(answers, find).Overlap, name, entries})
	}
	patterns := 0
	for _, cue := range hedge.BuiltIn().Cues() {
		patterns += len(cue.Patterns)
	}
	add("candor", patterns, detect)
	for _, s := range sources {
		l, err := readList(modules, s)
		if err != nil {
			return err
		}
		add(l.name, l.entries, l.find)
	}
	annotated := 0
	for i := range answers {
		annotated += len(answers[i].Hedges)
	}
	t := table.Of("hedges", "", []table.Column[method]{
		{Name: "method", Head: "Method", Cell: func(m method) table.Cell { return table.String(m.name) }},
		{Name: "entries", Head: "Entries or patterns", Right: true, Cell: func(m method) table.Cell { return table.Int(m.entries) }},
		{Name: "precision", Head: "Precision", Right: true, Cell: func(m method) table.Cell { return table.Float(m.Precision(), 3) }},
		{Name: "recall", Head: "Recall", Right: true, Cell: func(m method) table.Cell { return table.Float(m.Recall(), 3) }},
		{Name: "f1", Head: "F1", Right: true, Cell: func(m method) table.Cell { return table.Float(m.F1(), 3) }},
	}, methods).With(fmt.Sprintf("%d hedges annotated in %d answers. A span found is right when it shares a byte with an annotated one; each is matched once.", annotated, len(answers)))
	d := table.Document{Tables: []table.Table{t}}
	return d.Write(w, table.Markdown, 0)
}

func readAnswers(name string) ([]evaluation.HedgeAnswer, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return evaluation.ReadHedges(f, name)
}

func compare(answers []evaluation.HedgeAnswer, find func(string) []evaluation.Span) evaluation.Agreement {
	var sum evaluation.Agreement
	for i := range answers {
		sum.Add(evaluation.Agree(answers[i].Hedges, find(answers[i].Text)))
	}
	return sum
}

func detect(s string) []evaluation.Span {
	var found hedge.Result
	hedge.Default().Detect(text.New(s), &found)
	var spans []evaluation.Span
	for _, h := range found.Hedges {
		spans = append(spans, evaluation.Span{Start: h.Start, End: h.End, Text: s[h.Start:h.End]})
	}
	return spans
}
