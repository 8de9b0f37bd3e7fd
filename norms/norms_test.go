package norms

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/analysis"
	"candor/internal/mutant"
	"candor/score"
	"candor/stats"
	"candor/topic"
	"candor/transcript/call"
)

// invented gives the records of a call of so many answers, by two speakers in turn.
func invented(number uint64, answers int) []analysis.Record {
	random := rand.New(rand.NewPCG(2, number))
	mood := random.NormFloat64() * 0.2
	c := analysis.Call{ID: fmt.Sprint("call-", number), Company: "Invented", Date: fmt.Sprintf("%d-02-03", 2020+number%3)}
	var records []analysis.Record
	for i := range answers {
		value := math.Round(1e6*math.Tanh(mood+random.NormFloat64()*0.4)) / 1e6
		r := analysis.Record{ID: fmt.Sprint(c.ID, "#", i), Call: c, Index: i, Section: call.QA, Speaker: "Jane Doe", Title: "Chief Executive Officer", Role: call.Executive,
			Text: fmt.Sprintf("answer %d of call %d", i, number), Words: 40 + random.IntN(100), Topics: []topic.Topic{{Name: []string{"demand", "costs"}[i%2], Weight: 1}}}
		if i%2 == 1 {
			r.Speaker, r.Title = "John Roe", "CFO"
		}
		r.Sentiment = analysis.Sentiment{Score: &value, Label: score.Neutral, Scorer: "invented"}
		records = append(records, r)
	}
	return records
}

func merged(t *testing.T, parts ...*Norms) *Norms {
	t.Helper()
	sum := new(Norms)
	for _, p := range parts {
		if err := sum.Merge(p); err != nil {
			t.Fatal(err)
		}
	}
	return sum
}

func written(t *testing.T, n *Norms) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := n.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMerge: whatever the order, and however the calls are dealt to machines, the
// bytes are the same.
func TestMerge(t *testing.T) {
	var calls []*Norms
	for i := range 60 {
		calls = append(calls, Measure(invented(uint64(i), 1+i%20), []string{"First", "Second"}[i%2]))
	}
	want := written(t, merged(t, calls...))
	slices.Reverse(calls)
	if got := written(t, merged(t, calls...)); !bytes.Equal(got, want) {
		t.Error("in the opposite order the bytes are others")
	}
	var machines []*Norms
	for from := 0; from < len(calls); from += 7 {
		machine := merged(t, calls[from:min(from+7, len(calls))]...)
		read, err := Read(bytes.NewReader(written(t, machine)), "part")
		if err != nil {
			t.Fatal(err)
		}
		machines = append(machines, read)
	}
	sum := merged(t, machines...)
	if got := written(t, sum); !bytes.Equal(got, want) {
		t.Error("from nine machines the bytes are others")
	}
	if sum.Calls() != 60 || sum.Years["2020"] != 20 || sum.Publishers["First"] != 30 {
		t.Errorf("%d calls, years %v, publishers %v", sum.Calls(), sum.Years, sum.Publishers)
	}
	if err := sum.Merge(calls[3]); !errors.Is(err, ErrAgain) {
		t.Errorf("a call merged twice: %v", err)
	}
	other := invented(1000, 3)
	other[0].Versions.Model = "other"
	if err := sum.Merge(Measure(other, "")); !errors.Is(err, ErrOthers) {
		t.Errorf("a call of another model: %v", err)
	}
	if got := written(t, sum); !bytes.Equal(got, want) {
		t.Error("what was refused was added")
	}
}

// TestUsual: ten values 0, .1 … .9, ten calls of each.
func TestUsual(t *testing.T) {
	n := &Norms{strata: map[Stratum][]cell{}}
	s := Stratum{Section: call.QA, Of: Call}.Sized(10)
	m := analysis.MeanSpecificity
	for i := range 100 {
		n.cells(s)[metricAt[m]].add(scaleOf(m), float64(i%10)/10)
	}
	for _, c := range []struct {
		value, percentile float64
		outside           int
	}{
		{0, .05, 0}, // ten of a hundred are equal, half of them count
		{.05, .10, 0},
		{.5, .55, 0},
		{.55, .60, 0},
		{.95, 1, 1},
	} {
		u, ok := n.Usual(s, m, c.value)
		if !ok || math.Abs(u.Percentile-c.percentile) > 1e-9 || u.Outside(c.value) != c.outside || u.N != 100 {
			t.Errorf("%v: %+v, %v, outside %d; want percentile %v, outside %d", c.value, u, ok, u.Outside(c.value), c.percentile, c.outside)
		}
		// The 10th is the last of the zeros, the 90th the end of the bin of .8.
		if u.Low != 0 || math.Abs(u.High-.81) > 1e-9 {
			t.Errorf("from %v to %v, want 0 to .81", u.Low, u.High)
		}
	}
	if _, ok := n.Usual(s, analysis.HedgeRate, 1); ok {
		t.Error("a metric without values has something usual")
	}
	// Another size borrows from the sizes beside it, another section has none.
	if _, ok := n.Usual(s.Sized(40), m, .5); !ok {
		t.Error("a larger call is held against nothing")
	}
	if _, ok := n.Usual(Stratum{Section: call.Prepared, Of: Call, Size: 800}, m, .5); ok {
		t.Error("prepared remarks are held against answers")
	}
}

// TestScales: a value lies within the bounds of its bin, bounds have bins of their
// own, and neighbouring bins touch.
func TestScales(t *testing.T) {
	for _, m := range analysis.Metrics {
		s := scaleOf(m)
		low, high := m.Low, min(m.High, 400)
		for i := range 4001 {
			x := low + (high-low)*float64(i)/4000
			from, to := s.bounds(s.bin(x))
			if x < from-1e-9 || x > to+1e-9 {
				t.Fatalf("%s: %v is in the bin from %v to %v", m.Name, x, from, to)
			}
		}
		if from, to := s.bounds(s.bin(m.Low)); from != m.Low || to != m.Low {
			t.Errorf("%s: the bin of %v is from %v to %v", m.Name, m.Low, from, to)
		}
		if !math.IsInf(m.High, 0) {
			if from, to := s.bounds(s.bin(m.High)); from != m.High || to != m.High {
				t.Errorf("%s: the bin of %v is from %v to %v", m.Name, m.High, from, to)
			}
		}
	}
}

// TestPrior finds the variances that calls were made with: truths that vary by .2²,
// answers in them by .4².
func TestPrior(t *testing.T) {
	n := new(Norms)
	s := Stratum{Section: call.QA, Of: Call}
	m := analysis.MeanSentiment
	n.strata = map[Stratum][]cell{}
	random := rand.New(rand.NewPCG(3, 3))
	for range 4000 {
		truth := .1 + .2*random.NormFloat64()
		sample := stats.Sample{Form: stats.Signed, Per: 1}
		for range 3 + random.IntN(30) {
			sample.Numerators = append(sample.Numerators, truth+.4*random.NormFloat64())
			sample.Denominators = append(sample.Denominators, 1)
		}
		c := &n.cells(s.Sized(sample.N()))[metricAt[m]]
		value := sample.Value()
		c.add(scaleOf(m), value.Value)
		c.addSpread(scaleOf(m), sample.Spread())
	}
	p, ok := n.Prior(s, m)
	if !ok || math.Abs(p.Mean-.1) > .01 || math.Abs(p.Variance-.04) > .003 || math.Abs(p.Unit-.16) > .005 {
		t.Errorf("%+v, %v; want mean .1, variance .04, unit .16", p, ok)
	}
}

func TestLocate(t *testing.T) {
	records := invented(1, 9)
	prepared := invented(1, 1)
	prepared[0].Section, prepared[0].Words = call.Prepared, 500
	for _, c := range []struct {
		name    string
		records []analysis.Record
		by      *analysis.Dimension
		want    []Stratum
	}{
		{"call", records, analysis.Together, []Stratum{{Section: call.QA, Of: Call, Size: 9, Year: "2021"}}},
		{"speakers, most words first", records, analysis.BySpeaker, []Stratum{{Section: call.QA, Of: CEO, Size: 5, Year: "2021"}, {Section: call.QA, Of: CFO, Size: 3, Year: "2021"}}},
		{"topics", records, analysis.ByTopic, []Stratum{{Section: call.QA, Of: Topic, Topic: "demand", Size: 5, Year: "2021"}, {Section: call.QA, Of: Topic, Topic: "costs", Size: 3, Year: "2021"}}},
		{"askers", records, analysis.ByAsker, nil},
		{"prepared remarks, in words", prepared, analysis.Together, []Stratum{{Section: call.Prepared, Of: Call, Size: 400, Year: "2021"}}},
		{"topics of prepared remarks", prepared, analysis.ByTopic, nil},
		{"both sections", slices.Concat(prepared, records), analysis.Together, nil},
		{"two calls", slices.Concat(records, invented(2, 9)), analysis.Together, nil},
	} {
		all := analysis.AnswersOf(analysis.Counted(c.records, "")).All()
		var got []Stratum
		for _, g := range all.By(c.by) {
			if s, ok := Locate(&g, c.by); ok {
				got = append(got, s)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestLevel: of a year whose calls have .3 more than all together, values are held
// against what all have and .2 more: three of four years are as they are, so that the
// year is .225 from all.
func TestLevel(t *testing.T) {
	n := &Norms{strata: map[Stratum][]cell{}, Years: map[string]int{"2020": 100, "2021": 100, "2022": 100, "2023": 100}}
	m := analysis.MeanSpecificity
	random := rand.New(rand.NewPCG(5, 5))
	sized := Stratum{Section: call.QA, Of: Call, Size: 9}
	for _, year := range n.YearsKnown() {
		for range 100 {
			value := .4 + .05*random.NormFloat64()
			if year == "2023" {
				value += .3
			}
			n.cells(Stratum{Section: call.QA, Of: Call, Year: year})[metricAt[m]].add(scaleOf(m), value)
			n.cells(sized)[metricAt[m]].add(scaleOf(m), value)
		}
	}
	for _, c := range []struct {
		year         string
		value, shift float64
	}{
		{"", .4, 0},
		{"2023", .625, .225},
		{"2025", .625, .225}, // as the last year before it
		{"2021", .325, -.075},
		{"2010", .325, -.075}, // as the first
	} {
		s := sized
		s.Year = c.year
		u, ok := n.Usual(s, m, c.value)
		plain, _ := n.Usual(sized, m, .4)
		if !ok || math.Abs(u.Low-plain.Low-c.shift) > .015 || math.Abs(u.Percentile-plain.Percentile) > .15 {
			t.Errorf("%q: %+v, %v; without a year %+v", c.year, u, ok, plain)
		}
	}
}

// TestPast: a speaker of whom six earlier calls are known is held against these.
func TestPast(t *testing.T) {
	profile := new(analysis.Profile)
	for i := range 6 {
		records := invented(uint64(i), 8)
		for k := range records {
			value := .5 + .01*float64(i) // 0.50 to 0.55
			records[k].Sentiment.Score = &value
			records[k].Speaker = "Jane X. Doe"
		}
		profile.Add(analysis.Counted(records, call.QA))
	}
	latest := invented(20, 9)
	all := analysis.AnswersOf(analysis.Counted(latest, call.QA)).All()
	var none *Norms
	n := none.With(profile).For(latest[0].Versions)
	for _, g := range all.By(analysis.BySpeaker) {
		u, ok := n.OfGroup(&g, analysis.BySpeaker, analysis.MeanSentiment)
		if want := g.Key == "Jane Doe"; ok != want {
			t.Errorf("%s: %v, want %v", g.Key, ok, want)
		}
		// Student's t of 5 degrees at 90 %: .525 ± 2.015 · SD(.0187) · sqrt(7/6)
		if ok && (u.Calls != 6 || math.Abs(u.Low-.4843) > .0005 || math.Abs(u.High-.5657) > .0005) {
			t.Errorf("%+v", u)
		}
	}
	if again := none.With(nil); again != nil {
		t.Error("nothing known of nobody is something")
	}
}

// TestFor: norms tell nothing of what another model or lexicon made.
func TestFor(t *testing.T) {
	var calls []*Norms
	for i := range 80 {
		calls = append(calls, Measure(invented(uint64(i), 10), ""))
	}
	n := merged(t, calls...)
	same := analysis.Versions{}
	other := analysis.Versions{Lexicon: "ours"}
	s := Stratum{Section: call.QA, Of: Call, Size: 9}
	for _, c := range []struct {
		m    *analysis.Metric
		v    analysis.Versions
		want bool
	}{{analysis.MeanSentiment, same, true}, {analysis.HedgeRate, same, true}, {analysis.MeanSentiment, other, true}, {analysis.HedgeRate, other, false}, {analysis.WordsPerAnswer, other, true}} {
		if _, ok := n.For(c.v).Usual(s, c.m, 0); ok != c.want {
			t.Errorf("%s of %+v: %v, want %v", c.m.Name, c.v, ok, c.want)
		}
	}
	var none *Norms
	if _, ok := none.For(same).Usual(s, analysis.HedgeRate, 1); ok {
		t.Error("no norms tell something")
	}
}

func TestLeftOut(t *testing.T) {
	left := 0
	for i := range 10000 {
		if LeftOut(Signature(invented(uint64(i), 1)), 10) {
			left++
		}
	}
	if left < 900 || left > 1100 {
		t.Errorf("%d of 10,000 are left out, want about a tenth", left)
	}
	if LeftOut(7, 0) {
		t.Error("one in none is left out")
	}
}

func TestReadErrors(t *testing.T) {
	good := written(t, merged(t, Measure(invented(1, 3), "")))
	for name, c := range map[string]struct{ data, want string }{
		"empty":     {"", "ours.norms: not norms of candor: EOF"},
		"no gzip":   {"{}", "ours.norms: not norms of candor: "},
		"cut short": {string(good[:len(good)/2]), "ours.norms: not norms of candor: unexpected EOF"},
	} {
		if _, err := Read(strings.NewReader(c.data), "ours.norms"); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Measure(invented(1, 3), "a").Write(&b); err != nil {
		f.Fatal(err)
	}
	mutant.Add(f, b.String())
	f.Fuzz(func(t *testing.T, data string) {
		n, err := Read(strings.NewReader(data), "x")
		if err != nil {
			return
		}
		for _, s := range n.Strata() {
			n.Usual(s, analysis.HedgeRate, 1)
		}
	})
}

// TestBuiltIn holds the built-in norms to the models and lexicons: when it fails,
// they must be made anew (docs/norms.md).
func TestBuiltIn(t *testing.T) {
	n := Default()
	if v := analysis.Default().Versions(); n.MadeBy != v {
		t.Errorf("the built-in norms are of %+v, the scorers are %+v: make them anew", n.MadeBy, v)
	}
	file, err := os.ReadFile("builtin.norms")
	if err != nil {
		t.Fatal(err)
	}
	if len(builtIn) > 300_000 {
		t.Errorf("they take %d bytes of the binary, more than 300 kB", len(builtIn))
	}
	if n.Calls() < 5000 {
		t.Errorf("they rest on %d calls", n.Calls())
	}
	for _, m := range analysis.Metrics {
		if _, ok := n.Distribution(Stratum{Section: call.QA, Of: Call}, m); !ok {
			t.Errorf("they do not tell of %s: make them anew", m.Name)
		}
	}
	if again := written(t, n); !bytes.Equal(again, file) {
		t.Error("written again they are other bytes: run go generate ./norms")
	}
	read, err := Read(bytes.NewReader(file), "builtin.norms")
	if err != nil {
		t.Fatal(err)
	}
	for _, made := range []*Norms{n, read} {
		if packed, err := made.Packed(); err != nil || string(packed) != builtIn {
			t.Errorf("builtin.bin is not builtin.norms (%v): run go generate ./norms", err)
		}
	}
	for signature := range read.signatures {
		if !n.packed.has(signature) || n.packed.has(signature+1) != read.signatures[signature+1] {
			t.Fatalf("%x is found or not", signature)
		}
	}
}

func TestBasis(t *testing.T) {
	n := merged(t, Measure(invented(0, 2), "First"), Measure(invented(1, 2), "First"), Measure(invented(2, 2), "Second"), Measure(invented(3, 2), ""))
	n.Mostly = "mostly invented"
	if got, want := n.Basis(), "4 calls of 2020 to 2022 (First 2, Second 1), mostly invented"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := thousands(1234567); got != "1,234,567" {
		t.Error(got)
	}
}

// TestMeasureEmpty: a call in which nobody answers adds nothing.
func TestMeasureEmpty(t *testing.T) {
	records := invented(1, 2)
	for i := range records {
		records[i].Procedure = true
	}
	n := merged(t, Measure(nil, "a"), Measure(records, "a"))
	if n.Calls() != 0 || len(n.Strata()) != 0 {
		t.Errorf("%d calls, %d strata", n.Calls(), len(n.Strata()))
	}
}
