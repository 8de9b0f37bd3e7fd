package evaluation

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"candor/hedge"
)

// isList tells whether JSON begins with a list.
func isList(in *bufio.Reader) bool {
	for n := 1; ; n++ {
		head, err := in.Peek(n)
		if err != nil {
			return false
		}
		if c := head[n-1]; !bytes.ContainsRune([]byte(" \t\r\n\ufeff"), rune(c)) {
			return c == '['
		}
	}
}

// readAnnotated reads one line: candor's own form, or doccano's, whose labels are
// [start, end, label] or objects, in characters.
func readAnnotated(line []byte) (HedgeAnswer, error) {
	var a HedgeAnswer
	var marked struct {
		ID       json.RawMessage `json:"id"`
		Text     string          `json:"text"`
		Label    json.RawMessage `json:"label"`
		Labels   json.RawMessage `json:"labels"`
		Entities []struct {
			Label string `json:"label"`
			Start int    `json:"start_offset"`
			End   int    `json:"end_offset"`
		} `json:"entities"`
	}
	if err := json.Unmarshal(line, &marked); err != nil {
		return a, err
	}
	list := marked.Label
	if list == nil {
		list = marked.Labels
	}
	if list == nil && marked.Entities == nil {
		if err := json.Unmarshal(line, &a); err != nil {
			return a, err
		}
		return a, a.place()
	}
	a.ID, a.Text = strings.Trim(string(marked.ID), `"`), marked.Text
	for _, e := range marked.Entities {
		if err := a.mark(e.Start, e.End, "", e.Label); err != nil {
			return a, err
		}
	}
	if list != nil {
		var labels [][3]any
		if err := json.Unmarshal(list, &labels); err != nil {
			return a, fmt.Errorf("label: want a list of [start, end, label]: %w", err)
		}
		for _, l := range labels {
			start, ok1 := l[0].(float64)
			end, ok2 := l[1].(float64)
			label, ok3 := l[2].(string)
			if !ok1 || !ok2 || !ok3 {
				return a, fmt.Errorf("label: %v is not [start, end, label]", l)
			}
			if err := a.mark(int(start), int(end), "", label); err != nil {
				return a, err
			}
		}
	}
	a.sort()
	return a, nil
}

// place fills in the bytes of spans that have characters only, and holds those
// that have both to each other.
func (a *HedgeAnswer) place() error {
	for _, spans := range [][]Span{a.Hedges, a.Deflections} {
		for i := range spans {
			s := &spans[i]
			if s.CharStart == 0 && s.CharEnd == 0 {
				continue
			}
			start, end, ok := bytesAt(a.Text, s.CharStart, s.CharEnd, characterWidth)
			switch {
			case !ok:
				return fmt.Errorf("characters %d to %d are out of the text", s.CharStart, s.CharEnd)
			case s.Start == 0 && s.End == 0:
				s.Start, s.End = start, end
			case s.Start != start || s.End != end:
				return fmt.Errorf("characters %d to %d are bytes %d to %d, not %d to %d", s.CharStart, s.CharEnd, start, end, s.Start, s.End)
			}
			if s.Text == "" {
				s.Text = a.Text[start:end]
			}
		}
	}
	return nil
}

// mark adds a span that an annotation program tells of: a hedge with its category,
// or a deflection, labelled so or with its kind. Places are of characters; where
// the words say so, of UTF-16 units, which are what a browser counts.
func (a *HedgeAnswer) mark(from, to int, words, label string) error {
	start, end, ok := bytesAt(a.Text, from, to, characterWidth)
	if words != "" && (!ok || a.Text[start:end] != words) {
		if start, end, ok = bytesAt(a.Text, from, to, utf16.RuneLen); !ok || a.Text[start:end] != words {
			return fmt.Errorf("%q does not stand at %d to %d", words, from, to)
		}
	}
	if !ok {
		return fmt.Errorf("characters %d to %d are out of the text", from, to)
	}
	s := Span{Start: start, End: end, Text: a.Text[start:end]}
	label = strings.ToLower(strings.TrimSpace(label))
	switch {
	case slices.Contains(hedge.Categories[:], hedge.Category(label)):
		s.Category = hedge.Category(label)
		a.Hedges = append(a.Hedges, s)
	case label == string(hedge.DeflectionCue) || slices.Contains(hedge.Kinds[:], hedge.Kind(label)):
		a.Deflections = append(a.Deflections, s)
	default:
		return fmt.Errorf("%q has the unknown label %q", s.Text, label)
	}
	return nil
}

// sort puts spans in the order of the text.
func (a *HedgeAnswer) sort() {
	for _, spans := range [][]Span{a.Hedges, a.Deflections} {
		slices.SortStableFunc(spans, func(x, y Span) int { return cmp.Compare(x.Start, y.Start) })
	}
}

func characterWidth(rune) int { return 1 }

// bytesAt gives the bytes of a stretch that is told in units of which a rune takes
// width.
func bytesAt(text string, from, to int, width func(rune) int) (start, end int, ok bool) {
	start, end = -1, -1
	at := 0
	for i, r := range text {
		if at == from {
			start = i
		}
		if at == to {
			end = i
		}
		at += width(r)
	}
	if at == to {
		end = len(text)
	}
	return start, end, start >= 0 && end > start && utf8.ValidString(text[start:end])
}

// labelled is a span of Label Studio.
type labelled struct {
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Text   string   `json:"text"`
	Labels []string `json:"labels"`
}

// task is what Label Studio exports of one text: as JSON with annotations, or as
// JSON-MIN with the spans beside the text.
type task struct {
	ID   json.RawMessage `json:"id"`
	Text string          `json:"text"`
	Data struct {
		Text string `json:"text"`
	} `json:"data"`
	Annotations []struct {
		Cancelled bool `json:"was_cancelled"`
		Truth     bool `json:"ground_truth"`
		Result    []struct {
			Type  string   `json:"type"`
			Value labelled `json:"value"`
		} `json:"result"`
	} `json:"annotations"`
	Label []labelled `json:"label"`
}

// readLabelStudio reads an export of Label Studio.
func readLabelStudio(in io.Reader, name string) ([]HedgeAnswer, error) {
	var tasks []task
	if err := json.NewDecoder(in).Decode(&tasks); err != nil {
		return nil, fmt.Errorf("%s: an export of Label Studio: %w", name, err)
	}
	var out []HedgeAnswer
	for i := range tasks {
		a, err := tasks[i].answer()
		if err == nil {
			err = a.check()
		}
		if err != nil {
			return out, fmt.Errorf("%s: task %s: %w", name, cmp.Or(a.ID, fmt.Sprint(i+1)), err)
		}
		out = append(out, a)
	}
	return out, nil
}

// answer takes a task's one annotation, of several the one that is marked as the
// ground truth.
func (t *task) answer() (HedgeAnswer, error) {
	a := HedgeAnswer{ID: strings.Trim(string(t.ID), `"`), Text: cmp.Or(t.Data.Text, t.Text)}
	spans := t.Label
	done, truths := 0, 0
	for _, annotation := range t.Annotations {
		if annotation.Cancelled || truths > 0 && !annotation.Truth {
			continue
		}
		if annotation.Truth && truths == 0 {
			done = 0
		}
		if done++; annotation.Truth {
			truths++
		}
		spans = nil
		for _, r := range annotation.Result {
			if r.Type == "labels" {
				spans = append(spans, r.Value)
			}
		}
	}
	if done > 1 {
		return a, fmt.Errorf("%d annotations: mark one of them as the ground truth", done)
	}
	for _, s := range spans {
		if len(s.Labels) != 1 {
			return a, fmt.Errorf("%q has %d labels, not one", s.Text, len(s.Labels))
		}
		if err := a.mark(s.Start, s.End, s.Text, s.Labels[0]); err != nil {
			return a, err
		}
	}
	a.sort()
	return a, nil
}
