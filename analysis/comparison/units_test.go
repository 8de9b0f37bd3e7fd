package comparison

import (
	"candor/analysis"
	"fmt"
	"math"
	"strings"
	"testing"
)

// spoken makes calls of as many answers of each speaker as each.
func spoken(calls, each int, speakers []string, value func(c, i int, speaker string) float64) *analysis.Answers {
	var a analysis.Answers
	for c := range calls {
		of := analysis.Call{ID: fmt.Sprintf("call-%02d", c), Company: "Acme", Date: fmt.Sprintf("20%02d-%02d-01", 20+c/4, 1+3*(c%4))}
		for i := range each {
			for _, speaker := range speakers {
				a.Add([]*analysis.Record{answer(of, speaker, value(c, i, speaker), i%3)})
			}
		}
	}
	return &a
}

// Calls of two speakers that have moods of ±.5, the second .2 above the first in
// each: between calls they overlap, within calls they never do.
func TestSpeakersOfTheSameCalls(t *testing.T) {
	mood := func(c, i int, speaker string) float64 {
		x := 0.5*float64(c%2*2-1) + float64(i%5)/100 + float64(c%3)/50
		if speaker == "Bo" {
			x += 0.2 + float64(c%4)/100
		}
		return x
	}
	for calls, perCall := range map[int]bool{8: true, 4: false} {
		a := spoken(calls, 8, []string{"Ann", "Bo"}, mood)
		c, err := Compare(analysis.ColumnsBy(a, analysis.BySpeaker), options("sentiment"))
		if err != nil {
			t.Fatal(err)
		}
		r := c.Rows[0]
		if !c.Paired || r.PerCall != perCall || r.P.Value > 0.01 || math.Abs(r.Change.Value-0.2) > 0.03 {
			t.Errorf("%d calls: %+v, want a difference of .2 within calls", calls, r)
		}
	}
}

// A call is unlike six others or not; five are too few to tell. A group that the
// call does not have is in no row.
func TestAgainstBaseline(t *testing.T) {
	p := &analysis.Profile{}
	p.Append(spoken(7, 8, []string{"Ann", "Bo"}, func(c, i int, _ string) float64 { return float64(c%3)/20 + float64(i%4)/10 }))
	call := func(value float64) *analysis.Answers {
		var a analysis.Answers
		for i := range 8 {
			a.Add([]*analysis.Record{answer(analysis.Call{ID: "new", Company: "Acme"}, "Ann", value+float64(i%4)/10, 0)})
		}
		return &a
	}
	opts := options("sentiment")
	opts.By = []*analysis.Dimension{analysis.BySpeaker}
	for value, shown := range map[float64]bool{0.6: true, 0.05: false} {
		c, _, err := WithBaseline(p, call(value), opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range c.Rows {
			if r.Group == "Bo" || r.Shown != shown || !r.P.Defined || !r.PerCall {
				t.Errorf("at %g: %+v, want shown %v", value, r, shown)
			}
		}
		s := c.Standings[0]
		if s.Usual.N != 7 || !s.Usual.Low.Defined || !s.Expected.Defined || s.Weight <= 0 || s.Weight >= 1 {
			t.Errorf("at %g: standing %+v, want what is usual of seven calls and an expected value", value, s)
		}
	}
	few := &analysis.Profile{}
	few.Append(spoken(5, 8, []string{"Ann"}, func(c, i int, _ string) float64 { return float64(c+i) / 50 }))
	c, _, err := WithBaseline(few, call(0.6), opts)
	if err != nil || c.Rows[0].P.Defined || c.Rows[0].Warning != FewEarlier || !c.Rows[0].Change.Defined {
		t.Errorf("five calls: %+v, %v", c.Rows[0], err)
	}
}

// A missing quarter is a gap: sentiment rises by .1 a quarter, of which one is
// missing between the third call and the fourth.
func TestTimeIsTheDate(t *testing.T) {
	quarters := []int{0, 1, 2, 4, 5, 6}
	var a analysis.Answers
	for c, q := range quarters {
		of := analysis.Call{ID: fmt.Sprint(c), Period: fmt.Sprintf("%d-Q%d", 2020+q/4, 1+q%4)}
		for i := range 10 {
			a.Add([]*analysis.Record{answer(of, "Ann", 0.1*float64(q)+float64(i%2)/100, 0)})
		}
	}
	c, err := Compare(byCall(&a), options("sentiment"))
	if err != nil {
		t.Fatal(err)
	}
	if r := c.Rows[0]; c.Step != "quarter" || math.Abs(r.Change.Value-0.1) > 1e-6 || !r.Shown || !r.Differ.Shown {
		t.Errorf("per %s: %+v, want .1 a quarter", c.Step, r)
	}
	for i := range a.Calls {
		a.Calls[i].Period = ""
	}
	if c, err = Compare(byCall(&a), options("sentiment")); err != nil || c.Step != "call" || math.Abs(c.Rows[0].Change.Value-0.12) > 0.01 {
		t.Errorf("without periods per %s: %+v, %v", c.Step, c.Rows[0], err)
	}
}

// The interval of six calls or more is of calls, wider than that of answers.
func TestEstimatePerCall(t *testing.T) {
	mood := func(c, i int, _ string) float64 { return float64(c%2)/2 + float64(i%4)/20 }
	for calls, perCall := range map[int]bool{6: true, 5: false, 1: false} {
		all := spoken(calls, 10, []string{"Ann"}, mood).All()
		e := all.Estimate(analysis.MeanSentiment, 0.95)
		if e.PerCall != perCall || e.Calls != calls || e.N != 10*calls || !e.Interval.Defined {
			t.Errorf("%d calls: %+v", calls, e)
		}
		if answers := all.Sample(analysis.MeanSentiment).Estimate(0.95); perCall && e.Interval.High-e.Interval.Low < 1.5*(answers.Interval.High-answers.Interval.Low) {
			t.Errorf("of calls %+v, of answers %+v", e.Interval, answers.Interval)
		}
	}
}

// What compare does and writes grows with the calls: of two hundred companies'
// speakers the fifty with the most words are compared, and two steps decomposed.
func TestManyColumns(t *testing.T) {
	var a analysis.Answers
	for c := range 200 {
		for i := range 3 {
			a.Add([]*analysis.Record{answer(analysis.Call{ID: fmt.Sprintf("call-%03d", c)}, fmt.Sprintf("speaker %d", c/2), float64(i)/10, 0)})
		}
	}
	opts := options("sentiment")
	opts.By = []*analysis.Dimension{analysis.BySpeaker}
	c, err := Compare(byCall(&a), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rows) != 1+mostGroups || c.Left[analysis.BySpeaker] != 100-mostGroups || len(c.Compositions) > 4 {
		t.Errorf("%d rows, %v left out, %d compositions", len(c.Rows), c.Left, len(c.Compositions))
	}
	for _, p := range c.Changes {
		if s := p.String(); len(s) > 80 || !strings.Contains(s, "no answers in 198 of 200") {
			t.Errorf("%q", s)
		}
	}
}
