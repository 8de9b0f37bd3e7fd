package page

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/internal/harmless"
	"candor/internal/table"
	"candor/report/excerpt"
	"candor/score"
	"candor/text"
	"candor/transcript/call"
)

// Why gives what moved the sentiment of a record, as score.Explainer does.
type Why func(*analysis.Record) []score.Contribution

// WhyOf tells it by the analyzer's first scorer, or is nil where that cannot.
func WhyOf(a *analysis.Analyzer) Why {
	explainer, ok := a.Scorers[0].(score.Explainer)
	if !ok {
		return nil
	}
	return func(r *analysis.Record) []score.Contribution {
		in := score.Input{ID: r.ID, Answer: text.New(r.Text)}
		if r.Question != "" {
			in.Question = text.New(r.Question)
		}
		moved, _ := explainer.Explain(in)
		return moved
	}
}

// answer is an answer as the page shows it.
type answer struct {
	Anchor, Number, Who string
	Counted             bool
	Speaker, Topics     string
	Tone, Answered      string
	Facts               []fact
	Pieces              []piece
	Reasons             template.HTML
}

type fact struct{ Text, Class string }

// piece is a stretch of an answer in which the same was found. First is where
// something begins, and where the keyboard stops.
type piece struct {
	Text       template.HTML
	Class, Why string
	First      bool
}

func answerOf(r *analysis.Record, o Options) (answer, error) {
	a := answer{Number: "#" + number(r), Who: excerpt.NameOr(r.Speaker), Counted: !r.Procedure, Speaker: r.Speaker, Pieces: piecesOf(r, o.Why)}
	if position := cmp.Or(r.Title, r.Firm); position != "" {
		a.Who += ", " + position
	}
	var topics []string
	for _, t := range r.Topics {
		topics = append(topics, strings.ReplaceAll(t.Name, "|", "/"))
	}
	a.Topics = strings.Join(topics, "|")
	words := fact{Text: table.Count(r.Words, "word")}
	if r.Procedure {
		a.Facts = []fact{words, {Text: "says nothing of the business, in no figure"}}
		return a, nil
	}
	a.Tone, a.Answered = string(r.Sentiment.Label), string(r.Directness.Label)
	if r.Sentiment.Score != nil {
		a.Facts = append(a.Facts, fact{a.Tone + " " + table.Signed(*r.Sentiment.Score, 2).Text, a.Tone})
	}
	a.Facts = append(a.Facts, fact{Text: fmt.Sprintf("%s in %s", table.Count(len(r.Hedges), "hedge"), words.Text)})
	if len(topics) > 0 {
		a.Facts = append(a.Facts, fact{Text: strings.Join(topics, ", ")})
	}
	if a.Answered != "" {
		judged := a.Answered
		if words := directness.Words(r.Directness.Kind); words != "" {
			judged += ", " + words
		}
		a.Facts = append(a.Facts, fact{judged, a.Answered})
	}
	if o.Reasons == nil {
		return a, nil
	}
	d := table.Document{Tables: o.Reasons(r)}
	var err error
	a.Reasons, err = d.TablesHTML()
	return a, err
}

// mark is something found in a text.
type mark struct {
	analysis.Span
	class, why string
}

// piecesOf cuts a text wherever something that was found begins or ends.
func piecesOf(r *analysis.Record, why Why) []piece {
	marks := marksOf(r, why)
	cuts := []int{0, len(r.Text)}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var pieces []piece
	for i := 1; i < len(cuts); i++ {
		p := piece{Text: shown(r.Text[cuts[i-1]:cuts[i]])}
		var classes, reasons []string
		for _, m := range slices.Backward(marks) { // the closest first
			if m.Start <= cuts[i-1] && cuts[i] <= m.End {
				classes, reasons = append(classes, m.class), append(reasons, m.why)
				p.First = p.First || m.Start == cuts[i-1]
			}
		}
		p.Class, p.Why = strings.Join(classes, " "), harmless.Printable(strings.Join(reasons, "; "))
		pieces = append(pieces, p)
	}
	return pieces
}

// marksOf gives sentences with a tone, what withholds, hedges and deflections, each
// with its reason.
func marksOf(r *analysis.Record, why Why) []mark {
	var marks []mark
	var moved []score.Contribution
	if why != nil {
		moved = why(r)
	}
	for _, s := range r.Sentences {
		if s.Label != score.Neutral && !s.Procedure {
			marks = append(marks, mark{s.Span, string(s.Label), string(s.Label) + " sentence, " + table.Signed(s.Score, 2).Text + movedIn(s, r.Text, moved)})
		}
	}
	for _, e := range r.Directness.Evidence {
		if e.End > e.Start {
			marks = append(marks, mark{e.Span, "withheld", "does not answer: " + directness.Words(e.Kind)})
		}
	}
	for _, d := range r.Deflections {
		marks = append(marks, mark{d.Span, "deflection", "deflection: " + string(d.Kind) + ", cue " + d.Cue})
	}
	for _, h := range r.Hedges {
		marks = append(marks, mark{h.Span, "hedge " + string(h.Category), fmt.Sprintf("hedge: %s, cue %s, weight %.2g", h.Category, h.Cue, h.Weight)})
	}
	return marks
}

// shownReasons is how many words a sentence's tone is put down to.
const shownReasons = 3

// movedIn names what in a sentence moved it most towards its tone.
func movedIn(s analysis.Sentence, text string, moved []score.Contribution) string {
	sign := 1.0
	if s.Label == score.Negative {
		sign = -1
	}
	var within []score.Contribution
	for _, c := range moved {
		if c.End > c.Start && s.Start <= c.Start && c.End <= s.End && sign*c.Weight > 0 {
			within = append(within, c)
		}
	}
	slices.SortStableFunc(within, func(a, b score.Contribution) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	var words []string
	for _, c := range within[:min(len(within), shownReasons)] {
		words = append(words, fmt.Sprintf("“%s” %s", excerpt.Beginning(text[c.Start:c.End]), table.Signed(c.Weight, 2).Text))
	}
	if len(words) == 0 {
		return ""
	}
	return ": " + strings.Join(words, ", ")
}

// shown is a text as it stands in a page, with its lines.
func shown(s string) template.HTML { return template.HTML(harmless.EscapeHTML(s)) }

// isBar tells which records have a bar in the strip.
func isBar(r *analysis.Record) bool { return r.Section == call.QA && !r.Procedure }

func barOf(r *analysis.Record, anchor string, i, widest int) bar {
	height := max(2, barRoom*r.Words/widest)
	title := fmt.Sprintf("#%s %s: %s, %s", number(r), excerpt.NameOr(r.Speaker), r.Sentiment.Label, table.Count(r.Words, "word"))
	evaded := r.Directness.Label == directness.Evaded
	if evaded {
		title += ", not answered"
	}
	return bar{anchor, string(r.Sentiment.Label), title, barStep/2 + i*barStep, barBottom - height, height, evaded}
}
