// Package page makes one HTML page of a call: its first screen, a strip with a bar
// for each answer, and the whole call with what was found in it. The page needs no
// network, and no scripts but for its filters.
package page

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"candor/analysis"
	"candor/directness"
	"candor/internal/harmless"
	"candor/internal/table"
	"candor/score"
)

//go:embed page.css
var style string

//go:embed page.html
var source string

var body = template.Must(template.New("call").Funcs(template.FuncMap{"clean": harmless.Clean}).Parse(source))

// Write writes the page of a document, which is the call's first screen, and the
// records of one call with their whole texts.
func Write(w io.Writer, d *table.Document, records []*analysis.Record) error {
	if len(records) == 0 {
		return d.WritePage(w, template.CSS(style), "")
	}
	v := view{Versions: records[0].Versions, Source: records[0].Call.Source}
	widest := 1
	for _, r := range records {
		widest = max(widest, r.Words)
	}
	for i, r := range records {
		v.Answers = append(v.Answers, answerOf(r))
		v.Bars = append(v.Bars, barOf(r, i, widest))
	}
	v.Width = barStep*len(records) + barStep
	for _, pick := range []struct {
		into *[]string
		of   func(*answer) string
	}{{&v.Speakers, func(a *answer) string { return a.Speaker }}, {&v.Topics, func(a *answer) string { return a.Topic }}, {&v.Labels, func(a *answer) string { return a.Answered }}} {
		for i := range v.Answers {
			if s := pick.of(&v.Answers[i]); s != "" && !slices.Contains(*pick.into, s) {
				*pick.into = append(*pick.into, s)
			}
		}
		slices.Sort(*pick.into)
	}
	var b bytes.Buffer
	if err := body.Execute(&b, v); err != nil {
		return err
	}
	return d.WritePage(w, template.CSS(style), template.HTML(b.String())) // both are ours, with texts escaped
}

type view struct {
	Answers                  []answer
	Bars                     []bar
	Width                    int
	Speakers, Topics, Labels []string
	Versions                 analysis.Versions
	Source                   string
}

// answer is an answer as the page shows it.
type answer struct {
	Anchor, Speaker, Asker, Firm, Topic string
	Tone, Answered, Kind                string
	Score                               string
	Hedges, Words                       int
	Question                            string
	Pieces                              []piece
}

// piece is a stretch of an answer in which the same was found.
type piece struct{ Text, Class, Why string }

func answerOf(r *analysis.Record) answer {
	a := answer{Anchor: anchor(r), Speaker: r.Speaker, Asker: r.Asker, Firm: r.AskerFirm, Topic: analysis.ByTopic.Key(r),
		Tone: string(r.Sentiment.Label), Answered: string(r.Directness.Label), Kind: string(r.Directness.Kind),
		Score: "–", Hedges: len(r.Hedges), Words: r.Words, Question: lines(r.Question), Pieces: piecesOf(r)}
	if r.Sentiment.Score != nil {
		a.Score = table.Signed(*r.Sentiment.Score, 2).Text
	}
	return a
}

// anchor is the answer's number in its id, which explain takes too.
func anchor(r *analysis.Record) string { return r.ID[strings.LastIndexByte(r.ID, '#')+1:] }

// piecesOf cuts a text wherever a sentence, a hedge or a deflection begins or ends.
func piecesOf(r *analysis.Record) []piece {
	type span struct {
		analysis.Span
		class, why string
	}
	var spans []span
	for _, s := range r.Sentences {
		if s.Label != score.Neutral {
			spans = append(spans, span{s.Span, string(s.Label), fmt.Sprintf("%s %s", s.Label, table.Signed(s.Score, 2).Text)})
		}
	}
	for _, h := range r.Hedges {
		spans = append(spans, span{h.Span, "hedge " + string(h.Category), fmt.Sprintf("hedge: %s, %s, weight %.2g", h.Category, h.Cue, h.Weight)})
	}
	for _, d := range r.Deflections {
		spans = append(spans, span{d.Span, "deflection", "deflection: " + string(d.Kind) + ", " + d.Cue})
	}
	cuts := []int{0, len(r.Text)}
	for _, s := range spans {
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var pieces []piece
	for i := 1; i < len(cuts); i++ {
		var classes, reasons []string
		for _, s := range spans {
			if s.Start <= cuts[i-1] && cuts[i] <= s.End {
				classes, reasons = append(classes, s.class), append(reasons, s.why)
			}
		}
		pieces = append(pieces, piece{lines(r.Text[cuts[i-1]:cuts[i]]), strings.Join(classes, " "), harmless.Printable(strings.Join(reasons, "; "))})
	}
	return pieces
}

// lines makes text printable and keeps its lines.
func lines(s string) string {
	parts := strings.Split(s, "\n")
	for i, part := range parts {
		parts[i] = harmless.Printable(part)
	}
	return strings.Join(parts, "\n")
}

// The strip's bars.
const (
	barStep   = 10
	barRoom   = 60
	barBottom = 70
)

// bar is an answer in the strip: height words, colour tone, a mark where the
// question was not answered.
type bar struct {
	Anchor, Tone, Title string
	X, Y, Height        int
	Evaded              bool
}

func barOf(r *analysis.Record, i, widest int) bar {
	height := max(2, barRoom*r.Words/widest)
	title := fmt.Sprintf("#%s %s: %s, %d words", anchor(r), r.Speaker, r.Sentiment.Label, r.Words)
	evaded := r.Directness.Label == directness.Evaded
	if evaded {
		title += ", not answered"
	}
	return bar{anchor(r), string(r.Sentiment.Label), title, barStep/2 + i*barStep, barBottom - height, height, evaded}
}
