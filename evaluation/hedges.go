package evaluation

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"candor/hedge"
	"candor/text"
)

// Span is one annotated stretch of a text.
type Span struct {
	Start int `json:"start"` // UTF-8 byte offsets, half-open
	End   int `json:"end"`
	// CharStart and CharEnd are the same place in Unicode code points; in a file
	// either pair is enough.
	CharStart int            `json:"char_start,omitempty"`
	CharEnd   int            `json:"char_end,omitempty"`
	Text      string         `json:"text"`
	Category  hedge.Category `json:"category,omitempty"` // "" for deflections
}

// HedgeAnswer is one answer with all its hedges and deflections annotated.
type HedgeAnswer struct {
	ID          string `json:"id"`
	Text        string `json:"text"`
	Hedges      []Span `json:"hedges"`
	Deflections []Span `json:"deflections"`
}

// longestLine bounds one line of an annotation file.
const longestLine = 16 << 20

// ReadHedges reads annotated answers from r: one JSON object a line, a
// HedgeAnswer whose spans have their places in bytes, characters or both, or one
// of doccano; or an export of Label Studio, a JSON list. name is the file's, for
// errors. Empty lines are passed over. What is no such object, or whose spans are
// out of order, out of range, of no known category or not the text they say, is an
// error that names file and line, or task.
func ReadHedges(r io.Reader, name string) ([]HedgeAnswer, error) {
	var out []HedgeAnswer
	in := bufio.NewReader(r)
	if isList(in) {
		return readLabelStudio(in, name)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		a, err := readAnnotated(lines.Bytes())
		if err == nil {
			err = a.check()
		}
		if err != nil {
			return out, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, a)
	}
	if err := lines.Err(); err != nil {
		return out, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return out, nil
}

func (a *HedgeAnswer) check() error {
	if err := checkSpans(a.Text, a.Hedges); err != nil {
		return fmt.Errorf("hedges: %w", err)
	}
	if err := checkSpans(a.Text, a.Deflections); err != nil {
		return fmt.Errorf("deflections: %w", err)
	}
	for _, h := range a.Hedges {
		known := false
		for _, c := range hedge.Categories {
			known = known || c == h.Category
		}
		if !known {
			return fmt.Errorf("hedge %q has the unknown category %q", h.Text, h.Category)
		}
	}
	return nil
}

func checkSpans(s string, spans []Span) error {
	end := 0
	for _, sp := range spans {
		switch {
		case sp.Start < end || sp.End <= sp.Start || sp.End > len(s):
			return fmt.Errorf("span %d to %d is empty, overlaps the one before or is out of the text's %d bytes", sp.Start, sp.End, len(s))
		case s[sp.Start:sp.End] != sp.Text:
			return fmt.Errorf("bytes %d to %d are %q, not %q", sp.Start, sp.End, s[sp.Start:sp.End], sp.Text)
		}
		end = sp.End
	}
	return nil
}

// Counts compares what was found with what is right.
type Counts struct {
	Matched   int // found and right; each annotation is matched once at most
	Found     int
	Annotated int
}

func (c *Counts) add(o Counts) {
	c.Matched += o.Matched
	c.Found += o.Found
	c.Annotated += o.Annotated
}

// Precision is the share of what was found that is right; 0 if nothing was found.
func (c Counts) Precision() float64 { return share(c.Matched, c.Found) }

// Recall is the share of what is right that was found; 0 if there is nothing to find.
func (c Counts) Recall() float64 { return share(c.Matched, c.Annotated) }

// F1 is the harmonic mean of precision and recall, 2 Matched / (Found + Annotated); 0 if both are empty.
func (c Counts) F1() float64 { return share(2*c.Matched, c.Found+c.Annotated) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Agreement counts matches in two ways.
type Agreement struct {
	Overlap Counts // spans that share a byte
	Exact   Counts // spans with the same bounds
}

// Add sums up the agreement over several texts.
func (a *Agreement) Add(o Agreement) {
	a.Overlap.add(o.Overlap)
	a.Exact.add(o.Exact)
}

// HedgeEvaluation says how what a detector finds agrees with annotations.
type HedgeEvaluation struct {
	Answers     int
	All         Agreement // hedges, whatever their category
	ByCategory  map[hedge.Category]Agreement
	Deflections Agreement
	// SameCategory counts the overlapping hedges of equal category, out of All.Overlap.Matched.
	SameCategory int
	Errors       []HedgeError
}

// CategoryAccuracy is the share of overlapping hedges with the right category; 0 if none overlap.
func (e *HedgeEvaluation) CategoryAccuracy() float64 {
	return share(e.SameCategory, e.All.Overlap.Matched)
}

// ErrorKind says what went wrong with one span.
type ErrorKind string

const (
	Missed        ErrorKind = "missed"         // annotated, not found
	FalseAlarm    ErrorKind = "false alarm"    // found, not annotated
	OtherSpan     ErrorKind = "other span"     // found, with other bounds
	OtherCategory ErrorKind = "other category" // found, of another category
)

// HedgeError is one disagreement, in its sentence.
type HedgeError struct {
	Answer   string // id
	Kind     ErrorKind
	Want     Span   // zero for a false alarm
	Got      Span   // zero for a miss
	Cue      string // of what was found
	Sentence Span   // what stands around it
	// Deflection tells that it is about one, not about a hedge.
	Deflection bool
}

// Hedges compares what d finds with annotated answers.
func Hedges(d *hedge.Detector, answers []HedgeAnswer) HedgeEvaluation {
	e := HedgeEvaluation{Answers: len(answers), ByCategory: map[hedge.Category]Agreement{}}
	doc := new(text.Document)
	var found hedge.Result
	for i := range answers {
		a := &answers[i]
		doc.Reset(a.Text)
		d.Detect(doc, &found)
		e.hedges(doc, a, found.Hedges)
		e.deflections(doc, a, found.Deflections)
	}
	return e
}

func (e *HedgeEvaluation) hedges(doc *text.Document, a *HedgeAnswer, found []hedge.Hedge) {
	got := make([]Span, len(found))
	cues := make([]string, len(found))
	for i, h := range found {
		got[i] = Span{Start: h.Start, End: h.End, Text: a.Text[h.Start:h.End], Category: h.Category}
		cues[i] = h.Cue
	}
	e.All.Add(Agree(a.Hedges, got))
	for _, c := range hedge.Categories {
		sum := e.ByCategory[c]
		sum.Add(Agree(only(a.Hedges, c), only(got, c)))
		e.ByCategory[c] = sum
	}
	for _, p := range pairs(a.Hedges, got) {
		err := p.error(a.Hedges, got, cues)
		if p.want >= 0 && p.got >= 0 && err.Want.Category == err.Got.Category {
			e.SameCategory++
		}
		e.note(doc, a.ID, err)
	}
}

func (e *HedgeEvaluation) deflections(doc *text.Document, a *HedgeAnswer, found []hedge.Deflection) {
	got := make([]Span, len(found))
	cues := make([]string, len(found))
	for i, d := range found {
		got[i] = Span{Start: d.Start, End: d.End, Text: a.Text[d.Start:d.End]}
		cues[i] = d.Cue
	}
	e.Deflections.Add(Agree(a.Deflections, got))
	for _, p := range pairs(a.Deflections, got) {
		err := p.error(a.Deflections, got, cues)
		err.Deflection = true
		e.note(doc, a.ID, err)
	}
}

func (e *HedgeEvaluation) note(doc *text.Document, id string, err HedgeError) {
	if err.Kind == "" {
		return
	}
	err.Answer = id
	at := err.Want
	if at.Text == "" {
		at = err.Got
	}
	err.Sentence = sentenceAround(doc, at)
	e.Errors = append(e.Errors, err)
}

// sentenceAround gives the sentence, or sentences, that at stands in.
func sentenceAround(doc *text.Document, at Span) Span {
	out := at
	for _, s := range doc.Sentences {
		start, end := int(doc.Tokens[s.First].Start), int(doc.Tokens[s.Last-1].End)
		if start < at.End && end > at.Start {
			out.Start, out.End = min(out.Start, start), max(out.End, end)
		}
	}
	return Span{Start: out.Start, End: out.End, Text: doc.Text[out.Start:out.End]}
}

func only(spans []Span, c hedge.Category) []Span {
	var out []Span
	for _, s := range spans {
		if s.Category == c {
			out = append(out, s)
		}
	}
	return out
}

// Agree matches found spans with annotated ones, both disjoint and in order of
// offset; categories are not looked at.
func Agree(want, got []Span) Agreement {
	counts := Counts{Found: len(got), Annotated: len(want)}
	a := Agreement{counts, counts}
	for _, p := range pairs(want, got) {
		if p.want >= 0 && p.got >= 0 {
			a.Overlap.Matched++
			if want[p.want].sameBounds(got[p.got]) {
				a.Exact.Matched++
			}
		}
	}
	return a
}

func (s Span) sameBounds(o Span) bool { return s.Start == o.Start && s.End == o.End }

// pair joins an annotated and a found span by their indices; -1 stands for none.
type pair struct{ want, got int }

// pairs joins two lists of disjoint spans in order: overlapping spans one to
// one, a span of the same bounds before others; the rest alone.
func pairs(want, got []Span) []pair {
	var out []pair
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case j == len(got) || i < len(want) && want[i].End <= got[j].Start:
			out = append(out, pair{i, -1})
			i++
		case i == len(want) || got[j].End <= want[i].Start:
			out = append(out, pair{-1, j})
			j++
		case j+1 < len(got) && want[i].sameBounds(got[j+1]):
			out = append(out, pair{-1, j})
			j++
		case i+1 < len(want) && got[j].sameBounds(want[i+1]):
			out = append(out, pair{i, -1})
			i++
		default:
			out = append(out, pair{i, j})
			i++
			j++
		}
	}
	return out
}

// error says what is wrong with the pair; its Kind is "" if nothing is.
func (p pair) error(want, got []Span, cues []string) HedgeError {
	var e HedgeError
	if p.want >= 0 {
		e.Want = want[p.want]
	}
	if p.got >= 0 {
		e.Got, e.Cue = got[p.got], cues[p.got]
	}
	switch {
	case p.got < 0:
		e.Kind = Missed
	case p.want < 0:
		e.Kind = FalseAlarm
	case e.Want.Category != e.Got.Category:
		e.Kind = OtherCategory
	case !e.Want.sameBounds(e.Got):
		e.Kind = OtherSpan
	}
	return e
}
