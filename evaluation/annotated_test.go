package evaluation

import (
	"candor/internal/mutant"
	"reflect"
	"strings"
	"testing"
)

// One annotated answer in each form that is read: "é" takes two bytes, the dish
// four bytes and two UTF-16 units.
func TestReadAnnotatedForms(t *testing.T) {
	const text = `"Café 🍲: maybe we don't break that out."`
	want := HedgeAnswer{ID: "7", Text: strings.Trim(text, `"`),
		Hedges:      []Span{{Start: 12, End: 17, Text: "maybe", Category: "modal"}},
		Deflections: []Span{{Start: 21, End: 41, Text: "don't break that out"}}}
	for form, file := range map[string]string{
		"bytes":             `{"id":"7","text":` + text + `,"hedges":[{"start":12,"end":17,"text":"maybe","category":"modal"}],"deflections":[{"start":21,"end":41,"text":"don't break that out"}]}`,
		"characters":        `{"id":"7","text":` + text + `,"hedges":[{"char_start":8,"char_end":13,"text":"maybe","category":"modal"}],"deflections":[{"char_start":17,"char_end":37}]}`,
		"both":              `{"id":"7","text":` + text + `,"hedges":[{"start":12,"end":17,"char_start":8,"char_end":13,"text":"maybe","category":"modal"}],"deflections":[{"char_start":17,"char_end":37}]}`,
		"doccano":           `{"id":7,"text":` + text + `,"label":[[17,37,"Deflection"],[8,13,"modal"]]}`,
		"doccano, entities": `{"id":7,"text":` + text + `,"entities":[{"id":1,"label":"declines","start_offset":17,"end_offset":37},{"id":2,"label":"modal","start_offset":8,"end_offset":13}]}`,
		"Label Studio": `[{"id":7,"data":{"text":` + text + `},"annotations":[{"was_cancelled":true,"result":[]},{"result":[
			{"type":"labels","from_name":"label","value":{"start":9,"end":14,"text":"maybe","labels":["modal"]}},
			{"type":"labels","from_name":"label","value":{"start":18,"end":38,"text":"don't break that out","labels":["deflection"]}}]}]}]`,
		"Label Studio, truth": `[{"id":7,"data":{"text":` + text + `},"annotations":[{"result":[]},{"ground_truth":true,"result":[
			{"type":"labels","value":{"start":8,"end":13,"text":"maybe","labels":["modal"]}},
			{"type":"labels","value":{"start":17,"end":37,"text":"don't break that out","labels":["defers"]}}]}]}]`,
		"Label Studio, JSON-MIN": `[{"id":7,"text":` + text + `,"label":[{"start":8,"end":13,"text":"maybe","labels":["modal"]},{"start":17,"end":37,"text":"don't break that out","labels":["deflection"]}]}]`,
	} {
		got, err := ReadHedges(strings.NewReader(file), "f")
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %v", form, err)
			continue
		}
		for _, spans := range [][]Span{got[0].Hedges, got[0].Deflections} {
			for i := range spans {
				spans[i].CharStart, spans[i].CharEnd = 0, 0
			}
		}
		if !reflect.DeepEqual(got[0], want) {
			t.Errorf("%s: %+v, want %+v", form, got[0], want)
		}
	}
}

func TestReadAnnotatedErrors(t *testing.T) {
	for file, want := range map[string]string{
		`{"text":"Café maybe","hedges":[{"start":5,"end":10,"char_start":5,"char_end":10,"text":"maybe","category":"modal"}]}`: "f:1: characters 5 to 10 are bytes 6 to 11, not 5 to 10",
		`{"text":"maybe","hedges":[{"char_start":0,"char_end":9,"category":"modal"}]}`:                                         "f:1: characters 0 to 9 are out of the text",
		`{"text":"maybe","label":[[0,9,"modal"]]}`:                                                                             "f:1: characters 0 to 9 are out of the text",
		`{"text":"maybe","label":[[0,5,"mood"]]}`:                                                                              `f:1: "maybe" has the unknown label "mood"`,
		`{"text":"maybe","label":[["modal",0,5]]}`:                                                                             "f:1: label: [modal 0 5] is not [start, end, label]",
		`{"text":"maybe","label":[[0,5,"modal"],[2,4,"modal"]]}`:                                                               "f:1: hedges: span 2 to 4",
		`[{"id":3,"data":{"text":"maybe"},"annotations":[{"result":[]},{"result":[]}]}]`:                                       "f: task 3: 2 annotations: mark one of them as the ground truth",
		`[{"id":3,"text":"maybe so","label":[{"start":0,"end":5,"text":"so","labels":["modal"]}]}]`:                            `f: task 3: "so" does not stand at 0 to 5`,
		`[{"id":3,"text":"maybe","label":[{"start":0,"end":5,"text":"maybe","labels":["modal","epistemic"]}]}]`:                `f: task 3: "maybe" has 2 labels, not one`,
		`[{"id":3,`: "f: an export of Label Studio: unexpected EOF",
	} {
		if _, err := ReadHedges(strings.NewReader(file), "f"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", file, err, want)
		}
	}
}

func FuzzReadHedges(f *testing.F) {
	mutant.Add(f, `{"id":7,"text":"Café maybe","label":[[5,10,"modal"]]}`,
		`{"text":"maybe","hedges":[{"char_start":0,"char_end":5,"category":"modal"}]}`,
		`[{"id":7,"text":"maybe","label":[{"start":0,"end":5,"text":"maybe","labels":["modal"]}]}]`)
	f.Fuzz(func(t *testing.T, file string) {
		answers, err := ReadHedges(strings.NewReader(file), "f")
		if err != nil {
			return
		}
		for _, a := range answers {
			for _, s := range append(a.Hedges, a.Deflections...) {
				if a.Text[s.Start:s.End] != s.Text {
					t.Errorf("%q at %d to %d of %q", s.Text, s.Start, s.End, a.Text)
				}
			}
		}
	})
}
