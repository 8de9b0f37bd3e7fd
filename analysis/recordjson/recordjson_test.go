package recordjson

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"candor/analysis"
	"candor/internal/harmless"
	"candor/transcript"
)

// reference is what encoding/json makes of a record, made harmless.
func reference(t *testing.T, r *analysis.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		t.Fatal(err)
	}
	return harmless.EscapeJSON(b.Bytes())
}

func check(t *testing.T, e *Encoder, r *analysis.Record) {
	t.Helper()
	got, err := e.Append(nil, r, true)
	if err != nil {
		t.Fatal(err)
	}
	if want := reference(t, r); !bytes.Equal(got, want) {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

// TestTestdata holds the encoder to encoding/json on all transcripts of the project.
func TestTestdata(t *testing.T) {
	files, err := filepath.Glob("../../testdata/calls/*")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	analyzer := analysis.Default()
	var e Encoder
	records := 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		calls, _ := transcript.Read(f, filepath.Base(file)) // what cannot be read has none
		f.Close()
		for _, c := range calls {
			for _, r := range analyzer.Records(c) {
				check(t, &e, &r)
				records++
			}
		}
	}
	if records < 40 {
		t.Errorf("%d records", records)
	}
}

// nasty are what strings are made of.
var nasty = []string{"", "a", "I think ", `"`, `\`, "/", "\n", "\r", "\t", "\b", "\f", "\x00", "\x1b[31m", "\x7f", "<b>", "&amp;", "##[", "##vso[", "##", "#", "[", "’", "é", "\u2028", "\u2029", "\ufffd", "\xff", "\xe2\x80", "\u202e", "\u200b", "😀", "\U000e0041", "日本"}

var numbers = []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 1. / 3, 1e-6, 9.9e-7, 1e-9, 1.5e-10, 1e20, 1e21, 1.7e308, 5e-324, 123456789, -2.5e-7}

// fill fills every field of v, so that one that is new is held too.
func fill(v reflect.Value, chance *rand.Rand, extra string) {
	switch v.Kind() {
	case reflect.String:
		s := ""
		for range chance.IntN(5) {
			s += nasty[chance.IntN(len(nasty))]
			if chance.IntN(4) == 0 {
				s += extra
			}
		}
		if v.Type() == reflect.TypeFor[analysis.Warnings]() {
			if s == "" {
				return
			}
			b, _ := json.Marshal([]string{s})
			s = " " + string(b)
		}
		v.SetString(s)
	case reflect.Int:
		v.SetInt(int64(chance.IntN(1000) - 10))
	case reflect.Bool:
		v.SetBool(chance.IntN(2) == 0)
	case reflect.Float64:
		v.SetFloat(numbers[chance.IntN(len(numbers))])
	case reflect.Pointer:
		if chance.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), chance, extra)
		}
	case reflect.Slice:
		if n := chance.IntN(4) - 1; n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(v.Index(i), chance, extra)
			}
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range chance.IntN(3) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, chance, extra)
			fill(value, chance, extra)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), chance, extra)
		}
	default:
		panic("a field of kind " + v.Kind().String())
	}
}

func TestFilled(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	var e Encoder
	for range 3000 {
		var r analysis.Record
		fill(reflect.ValueOf(&r).Elem(), chance, "")
		check(t, &e, &r)
	}
}

func FuzzAppend(f *testing.F) {
	f.Add(uint64(1), "text")
	f.Add(uint64(2), "##vso[\u2028")
	f.Fuzz(func(t *testing.T, seed uint64, extra string) {
		var r analysis.Record
		fill(reflect.ValueOf(&r).Elem(), rand.New(rand.NewPCG(seed, 1)), extra)
		check(t, new(Encoder), &r)
	})
}

func TestWithoutSentences(t *testing.T) {
	r := analysis.Record{ID: "a", Sentences: []analysis.Sentence{{Score: 0.5}}}
	got, err := new(Encoder).Append(nil, &r, false)
	r.Sentences = nil
	if want := reference(t, &r); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v: got\n%s\nwant\n%s", err, got, want)
	}
}

func TestNotANumber(t *testing.T) {
	got, err := new(Encoder).Append([]byte("before"), &analysis.Record{ID: "a#1", Specificity: math.NaN()}, false)
	if string(got) != "before" || err == nil || err.Error() != "a#1: json: unsupported value: NaN" {
		t.Errorf("%q, %v", got, err)
	}
}

func BenchmarkAppend(b *testing.B) {
	chance := rand.New(rand.NewPCG(5, 6))
	records := make([]analysis.Record, 100)
	for i := range records {
		fill(reflect.ValueOf(&records[i]).Elem(), chance, "We expect the margin to be about what it was, and I think that is fine. ")
	}
	var e Encoder
	var out []byte
	for b.Loop() {
		out = out[:0]
		for i := range records {
			out, _ = e.Append(out, &records[i], true)
		}
	}
	b.SetBytes(int64(len(out)))
}
