package figure

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/hedge"
	"candor/report/screen"
	"candor/score"
	"candor/stats"
	"candor/topic"
	"candor/transcript/call"
)

// answers are those of so many calls by fifteen executives on twelve topics, their
// names as long as names get.
func answers(calls int) *analysis.Answers {
	var all analysis.Answers
	for c := range calls {
		of := analysis.Call{ID: fmt.Sprintf("extraordinarily-long-name-of-a-file-%d", c), Company: "Consolidated Amalgamated Holdings International, Inc.", Ticker: "CAHI",
			Period: fmt.Sprintf("20%02d-Q%d", c/4, c%4+1), Date: fmt.Sprintf("20%02d-%02d-02", c/4, c%4*3+1)}
		for i := range 45 {
			sentiment := math.Sin(float64(c*7 + i))
			r := &analysis.Record{ID: fmt.Sprint(of.ID, "#", i), Call: of, Index: i, Section: call.QA, Role: call.Executive, Words: 50 + i,
				Speaker:   fmt.Sprintf("Maximiliana Featherstonehaugh-Cholmondeley %c.", 'A'+(i+c)%15),
				Sentiment: analysis.Sentiment{Score: &sentiment, Label: score.Neutral},
				Hedges:    make([]analysis.Hedge, i%5), Topics: []topic.Topic{{Name: fmt.Sprintf("subject-of-some-length-%d", i%12), Weight: 1}}}
			for h := range r.Hedges {
				r.Hedges[h] = analysis.Hedge{Category: hedge.Modal, Weight: 0.5}
			}
			all.AddTurns([]analysis.Record{*r}, func(*analysis.Record) analysis.Quote { return analysis.Quote{} })
		}
	}
	return &all
}

// label is a text of a picture with its box, from the upper left corner.
type label struct {
	text                     string
	left, top, right, bottom float64
}

func (a label) overlaps(b label) bool {
	const touch = 0.1
	return a.left < b.right-touch && b.left < a.right-touch && a.top < b.bottom-touch && b.top < a.bottom-touch
}

// matrix is an affine map of SVG: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1], m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5]}
}

func (m matrix) of(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// transformOf reads "scale(1, -1) translate(0, -500)".
func transformOf(t *testing.T, s string) matrix {
	m := matrix{1, 0, 0, 1, 0, 0}
	for rest := s; strings.Contains(rest, "("); {
		name, after, _ := strings.Cut(rest, "(")
		inside, next, _ := strings.Cut(after, ")")
		var v []float64
		for _, field := range strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == ' ' }) {
			v = append(v, number(t, field))
		}
		switch strings.TrimSpace(name) {
		case "scale":
			m = m.times(matrix{v[0], 0, 0, v[len(v)-1], 0, 0})
		case "translate":
			m = m.times(matrix{1, 0, 0, 1, v[0], v[1]})
		case "rotate":
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			m = m.times(matrix{cos, sin, -sin, cos, 0, 0})
		default:
			t.Fatalf("transform %q", s)
		}
		rest = next
	}
	return m
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "px"), "pt"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// labelsOf reads the boxes of all labels out of an SVG, and its size.
func labelsOf(t *testing.T, svg []byte) (labels []label, width, height float64) {
	t.Helper()
	in := xml.NewDecoder(bytes.NewReader(svg))
	stack := []matrix{{1, 0, 0, 1, 0, 0}}
	for {
		token, err := in.Token()
		if err == io.EOF {
			return labels, width, height
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			attribute := map[string]string{}
			for _, a := range e.Attr {
				attribute[a.Name.Local] = a.Value
			}
			m := stack[len(stack)-1].times(transformOf(t, attribute["transform"]))
			stack = append(stack, m)
			switch e.Name.Local {
			case "svg":
				width, height = number(t, attribute["width"]), number(t, attribute["height"])
			case "text":
				inside, _ := in.Token()
				text, _ := inside.(xml.CharData)
				_, size, _ := strings.Cut(attribute["style"], "font-size:")
				size, _, _ = strings.Cut(size, ";")
				labels = append(labels, boxOf(t, m, number(t, attribute["x"]), number(t, attribute["y"]), number(t, size), string(text)))
				if inside, ok := inside.(xml.EndElement); ok { // no text
					t.Errorf("an empty label, %v", inside)
					stack = stack[:len(stack)-1]
				}
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func boxOf(t *testing.T, m matrix, x, y, size float64, text string) label {
	extents := style(size, ink).FontExtents()
	b := label{text: text, left: math.Inf(1), top: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(-1)}
	for _, dx := range []float64{0, widthOf(size, text)} {
		for _, dy := range []float64{-float64(extents.Ascent), float64(extents.Descent)} {
			px, py := m.of(x+dx, y+dy)
			b.left, b.right = min(b.left, px), max(b.right, px)
			b.top, b.bottom = min(b.top, py), max(b.bottom, py)
		}
	}
	return b
}

// Of two, six and forty calls no label lies on another or leaves the picture.
func TestLabels(t *testing.T) {
	o := comparison.DefaultOptions()
	o.Stats.Permutations = 20
	figures := map[string]func(io.Writer, string) error{}
	for _, n := range []int{1, 2, 6, 40} {
		all := answers(n)
		turns := all.Turns()
		s := screen.New(turns, turns, nil, nil, stats.DefaultOptions())
		figures[fmt.Sprintf("report of %d", n)] = func(w io.Writer, format string) error { return Report(w, s, 0.95, format) }
		if n == 1 {
			continue
		}
		columns := analysis.Columns(all, func(call int) string { return all.Calls[call].ID })
		c, err := comparison.Compare(columns, o)
		if err != nil {
			t.Fatal(err)
		}
		figures[fmt.Sprintf("comparison of %d", n)] = func(w io.Writer, format string) error { return Comparison(w, c, format) }
	}
	for name, figure := range figures {
		t.Run(name, func(t *testing.T) {
			var svg bytes.Buffer
			if err := figure(&svg, "svg"); err != nil {
				t.Fatal(err)
			}
			labels, width, height := labelsOf(t, svg.Bytes())
			if len(labels) < 10 {
				t.Fatalf("%d labels", len(labels))
			}
			for i, a := range labels {
				if a.left < 0 || a.top < 0 || a.right > width || a.bottom > height {
					t.Errorf("%q leaves the picture of %g by %g: %+v", a.text, width, height, a)
				}
				for _, b := range labels[:i] {
					if a.overlaps(b) {
						t.Errorf("%+v lies on %+v", a, b)
					}
				}
			}
			if strings.Contains(svg.String(), "NaN") {
				t.Error("NaN is drawn")
			}
			others(t, name, labels)
		})
	}
}

// others: of fifteen speakers ten are named, and what they have not in common is
// told by the rest together.
func others(t *testing.T, name string, labels []label) {
	speakers, rest := 0, 0
	for _, l := range labels {
		if strings.HasPrefix(l.text, "Maximiliana") {
			speakers++
		}
		if strings.HasSuffix(l.text, "others") {
			rest++
		}
	}
	if bySpeaker := name == "report of 1" || name == "comparison of 6" || name == "comparison of 40"; bySpeaker && (speakers != mostParts || rest == 0) {
		t.Errorf("%d speakers are named and %d others, want %d and others", speakers, rest, mostParts)
	}
}

// Each format is one that its readers know, and the same every time.
func TestFormats(t *testing.T) {
	turns := answers(2).Turns()
	s := screen.New(turns, turns, nil, nil, stats.DefaultOptions())
	for _, format := range Formats {
		var first, second bytes.Buffer
		if err := Report(&first, s, 0.95, format); err != nil {
			t.Fatal(err)
		}
		if err := Report(&second, s, 0.95, format); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two runs draw different bytes", format)
		}
		switch format {
		case "png":
			if _, err := png.Decode(&first); err != nil {
				t.Error(err)
			}
		case "pdf":
			if !bytes.HasPrefix(first.Bytes(), []byte("%PDF-")) {
				t.Error("no PDF")
			}
		}
	}
	if err := Report(io.Discard, s, 0.95, "gif"); err == nil {
		t.Error("a GIF is drawn")
	}
}

func TestAxes(t *testing.T) {
	for _, test := range []struct {
		low, high float64
		about     int
		want      string
	}{
		{-1, 1, 4, "-1 -0.5 0 0.5 1"}, {-1, 1, 2, "-1 0 1"}, {0, 7.3, 5, "0 2 4 6 8"}, {0, 0, 2, "0 0.5 1"}, {-0.03, 0.03, 4, "-0.04 -0.02 0 0.02 0.04"}, {0, 9.9, 2, "0 5 10"},
	} {
		var got []string
		for _, tick := range axisTo(test.low, test.high, false, test.about).ticks {
			got = append(got, axis{}.label(tick))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("from %g to %g: %s, want %s", test.low, test.high, s, test.want)
		}
	}
}
