// Package explain is the command that shows answers with the reasons of their scores.
package explain

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/hedge"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/norms"
	"candor/score"
	"candor/text"
)

// New is the command.
func New(a *console.Console) *cobra.Command {
	var out console.Output
	var with console.Scoring
	var in console.Input
	var which choice
	var usual string
	c := &cobra.Command{
		Use:   "explain FILE|DIRECTORY... [ID...]",
		Short: "Show answers with their hedges marked, and the reason for each",
		Long: `Explain shows an answer with what was found in it, and why: for each hedge its
category, weight, the cue and the pattern that matched; for the sentiment the
words and rules that moved it, where the scorer can tell; for the directness what
was asked, what of it is there, what withholds it and what moved the judgement;
and for the topics the terms that speak most for them, in the answer or its
question.

On a terminal hedges have the colour of their category and deflections are
underlined; elsewhere, or with NO_COLOR, hedges stand in [brackets] and
deflections in [[double ones]].

An id is what reports show: 12 or 12,14 in one call, "acme-2024-q3#12" among
several. An argument that is a number and no file is an id.`,
		Example: `  candor explain call.md 12
  candor explain call.md --not-answered
  candor explain call.md --most-hedged 3
  candor explain call.md --speaker musk --topic demand`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			files := which.take(args)
			if len(files) == 0 {
				return errors.New("no file is named, only ids of answers")
			}
			if err := which.check(); err != nil {
				return err
			}
			known, err := a.NormsOf(usual)
			if err != nil {
				return err
			}
			analyzer, err := a.Analyzer(&with)
			if err != nil {
				return err
			}
			in.Summed = out.Format == string(table.HTML)
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			records, err := chosen(c.Context(), r, files, analyzer, &which)
			if err != nil {
				return err
			}
			return explain(a, r, analyzer, known, records, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.HTML)
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	console.AddNormsFlag(c, &usual)
	which.addFlags(c)
	return c
}

// explain writes the explanations of records; what is usual, n tells.
func explain(a *console.Console, r *console.Reader, analyzer *analysis.Analyzer, n *norms.Norms, records []*analysis.Record, out *console.Output) error {
	e := explainer{analyzer: analyzer, norms: n, colour: a.Colour(out), width: a.TableWidth(out)}
	if out.Format == string(table.HTML) {
		return e.page(a, r, records, out)
	}
	for i, r := range records {
		if i > 0 {
			e.b.WriteString("\n")
		}
		if err := e.explain(r); err != nil {
			return err
		}
	}
	return a.Show(out, func(w io.Writer) error {
		_, err := e.b.WriteTo(w)
		return err
	})
}

// explainer writes explanations.
type explainer struct {
	analyzer *analysis.Analyzer
	norms    *norms.Norms // nil for none
	based    bool         // what the norms are made of was said
	colour   bool
	width    int
	b        bytes.Buffer
}

// paragraphs writes text wrapped, each paragraph on lines of its own.
func (e *explainer) paragraphs(s string) {
	for paragraph := range strings.SplitSeq(s, "\n\n") {
		e.b.WriteString(wrap(paragraph, e.width) + "\n")
	}
}

func (e *explainer) explain(r *analysis.Record) error {
	found := e.analyzer.Detector.Find(r.Text)
	head := fmt.Sprintf("%s  %s, line %d", console.Clean(r.ID), console.Clean(r.Speaker), r.Line)
	if r.Asker != "" {
		head += ", asked by " + console.Clean(r.Asker)
	}
	e.b.WriteString(wrap(head, e.width) + "\n" + wrap(summary(r, &found), e.width) + "\n")
	if line := e.usual(r); line != "" {
		e.b.WriteString(wrap(line, e.width) + "\n")
	}
	e.b.WriteString("\n")
	answer := e.marked(r.Text, &found)
	if r.Question != "" {
		asked := e.analyzer.Detector.Find(r.Question)
		e.paragraphs("Q: " + e.marked(r.Question, &asked))
		e.b.WriteString("\n")
		answer = "A: " + answer
	}
	e.paragraphs(answer)
	d := table.Document{Tables: e.reasons(r)}
	if len(d.Tables) == 0 {
		return nil
	}
	e.b.WriteString("\n")
	return d.Write(&e.b, table.Text, e.width)
}

// reasons are the tables that say why a record is scored as it is.
func (e *explainer) reasons(r *analysis.Record) []table.Table {
	var tables []table.Table
	found := e.analyzer.Detector.Find(r.Text)
	if len(found.Hedges)+len(found.Deflections) > 0 {
		tables = append(tables, reasonsTable(r.Text, &found))
	}
	for _, s := range e.analyzer.Scorers {
		if explains, ok := s.(score.Explainer); ok {
			tables = append(tables, contributionsTable(explains, r))
		}
	}
	tables = append(tables, directnessReasons(e.analyzer, r)...)
	if topics := topicsEvidenceTable(e.analyzer.Taxonomy, r); topics.Len() > 0 {
		tables = append(tables, topics)
	}
	return tables
}

func summary(r *analysis.Record, found *hedge.Result) string {
	sentiment := "sentiment not scored"
	if r.Sentiment.Score != nil {
		sentiment = fmt.Sprintf("sentiment %s (%s, %s)", table.Signed(*r.Sentiment.Score, 2).Text, r.Sentiment.Label, r.Sentiment.Scorer)
	}
	per100, _ := analysis.HedgeRate.Value(r)
	topics := make([]string, len(r.Topics))
	for i, t := range r.Topics {
		topics[i] = t.Name
	}
	return fmt.Sprintf("%d words; %s; hedges: %d (%.1f per 100 words: %.1f shields, %.1f approximators; strength %.1f); deflections: %d; topics: %s",
		r.Words, sentiment, len(found.Hedges), per100, r.Shields, r.Approximate, r.Strength, len(found.Deflections), console.Clean(strings.Join(topics, ", ")))
}

// usual says what is usual for answers as long, and the first time which calls that
// rests on.
func (e *explainer) usual(r *analysis.Record) string {
	n := e.norms.For(r.Versions)
	var parts []string
	for _, m := range []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate, analysis.ShieldRate, analysis.ApproximatorRate} {
		if u, ok := n.OfRecord(r, m); ok {
			show := table.Float
			if m.Signed() {
				show = table.Signed
			}
			parts = append(parts, fmt.Sprintf("%s %s to %s, percentile %.0f", m.Title, show(u.Low, m.Decimals).Text, show(u.High, m.Decimals).Text, 100*u.Percentile))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	line := "usual for answers as long (P10 to P90): " + strings.Join(parts, "; ")
	if !e.based {
		line += ". Norms: " + console.Clean(n.Basis())
		e.based = true
	}
	return line
}

// mark is a stretch of a text with what stands before and after it.
type mark struct {
	start, end    int
	before, after string
}

var colours = map[hedge.Category]string{
	hedge.Epistemic:    "\x1b[36m",
	hedge.Modal:        "\x1b[33m",
	hedge.Approximator: "\x1b[32m",
	hedge.Generaliser:  "\x1b[34m",
	hedge.Conditional:  "\x1b[35m",
	hedge.Disclaimer:   "\x1b[31m",
}

const (
	underline = "\x1b[4m"
	plain     = "\x1b[0m"
)

// marked gives the text with hedges and deflections marked and control
// characters taken out; its paragraphs stay apart.
func (e *explainer) marked(s string, found *hedge.Result) string {
	var marks []mark
	for _, h := range found.Hedges {
		marks = append(marks, mark{h.Start, h.End, "[", "]"})
		if e.colour {
			marks[len(marks)-1] = mark{h.Start, h.End, colours[h.Category], plain}
		}
	}
	for _, d := range found.Deflections {
		marks = append(marks, mark{d.Start, d.End, "[[", "]]"})
		if e.colour {
			marks[len(marks)-1] = mark{d.Start, d.End, underline, plain}
		}
	}
	slices.SortFunc(marks, func(x, y mark) int { return cmp.Compare(x.start, y.start) })
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(cleanParagraphs(s[at:m.start]) + m.before + console.Clean(s[m.start:m.end]) + m.after)
		at = m.end
	}
	b.WriteString(cleanParagraphs(s[at:]))
	return b.String()
}

func cleanParagraphs(s string) string {
	parts := strings.Split(s, "\n\n")
	for i := range parts {
		parts[i] = console.Clean(parts[i])
	}
	return strings.Join(parts, "\n\n")
}

// wrap breaks s at spaces so that lines have at most width columns; 0 is no
// limit. Escape sequences take no column.
func wrap(s string, width int) string {
	if width == 0 {
		return s
	}
	var b strings.Builder
	column := 0
	for word := range strings.SplitSeq(s, " ") {
		n := columns(word)
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

func columns(word string) int {
	n := utf8.RuneCountInString(word)
	for {
		start := strings.Index(word, "\x1b[")
		if start < 0 {
			return n
		}
		end := start + strings.IndexByte(word[start:], 'm') + 1
		n -= end - start
		word = word[end:]
	}
}

func reasonsTable(s string, found *hedge.Result) table.Table {
	type reason struct {
		text, category, cue, rule string
		weight                    float64
	}
	var reasons []reason
	for _, h := range found.Hedges {
		reasons = append(reasons, reason{s[h.Start:h.End], string(h.Category), h.Cue, h.Rule, h.Weight})
	}
	for _, d := range found.Deflections {
		reasons = append(reasons, reason{s[d.Start:d.End], string(hedge.DeflectionCue) + ", " + string(d.Kind), d.Cue, d.Rule, 0})
	}
	return table.Of("reasons", "Hedges and deflections, and why", []table.Column[reason]{
		{Name: "text", Head: "TEXT", Shrink: true, Cell: func(r reason) table.Cell { return table.String(r.text) }},
		{Name: "category", Head: "CATEGORY", Cell: func(r reason) table.Cell { return table.String(r.category) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Cell: func(r reason) table.Cell { return table.NonZero(r.weight, 2) }},
		{Name: "cue", Head: "CUE", Cell: func(r reason) table.Cell { return table.String(r.cue) }},
		{Name: "rule", Head: "RULE", Shrink: true, Cell: func(r reason) table.Cell { return table.String(r.rule) }},
	}, reasons)
}

// shownContributions bounds the list of what moved the sentiment.
const shownContributions = 12

// contributionsTable lists what moved the sentiment most.
func contributionsTable(scorer score.Explainer, r *analysis.Record) table.Table {
	in := score.Input{ID: r.ID, Answer: text.New(r.Text)}
	if r.Question != "" {
		in.Question = text.New(r.Question)
	}
	contributions, decision := scorer.Explain(in)
	causes := make([]moved, len(contributions))
	for i, c := range contributions {
		causes[i].weight, causes[i].reason, causes[i].text = c.Weight, c.Reason, r.Text[c.Start:c.End]
	}
	return movedTable("contributions", fmt.Sprintf("What moved the sentiment (%s)", scorer.Name()), causes, decision, true).
		With("Weights add to the decision value, the log-odds of positive against negative.")
}

// moved is what moved a score, by how much, and where it stands.
type moved struct {
	weight       float64
	reason, text string
}

// movedTable lists what moved a score most, the rest in one row and the sum.
func movedTable(name, title string, reasons []moved, sum float64, texts bool) table.Table {
	slices.SortStableFunc(reasons, func(x, y moved) int { return cmp.Compare(math.Abs(y.weight), math.Abs(x.weight)) })
	shown := reasons[:min(len(reasons), shownContributions):min(len(reasons), shownContributions)]
	rest := 0.0
	for _, r := range reasons[len(shown):] {
		rest += r.weight
	}
	if n := len(reasons) - len(shown); n > 0 {
		shown = append(shown, moved{weight: rest, reason: fmt.Sprintf("%d others", n)})
	}
	return table.Of(name, title, []table.Column[moved]{
		{Name: "weight", Head: "WEIGHT", Right: true, Cell: func(m moved) table.Cell { return table.Signed(m.weight, 2) }},
		{Name: "reason", Head: "REASON", Cell: func(m moved) table.Cell { return table.String(m.reason) }},
		{Name: "text", Head: "TEXT", Shrink: true, Omit: !texts, Cell: func(m moved) table.Cell { return table.String(m.text) }},
	}, append(shown, moved{weight: sum, reason: "sum"}))
}
