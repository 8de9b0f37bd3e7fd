package analysis

import (
	"candor/hedge"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// answer makes a scored record of 50 words with so many hedges.
func answer(call Call, speaker string, sentiment float64, hedges int) *Record {
	return &Record{Call: call, Speaker: speaker, Words: 50, Specificity: 0.5, Sentiment: Sentiment{Score: &sentiment},
		Hedges: slices.Repeat([]Hedge{{Category: hedge.Modal}}, hedges)}
}

// observations makes calls of as many answers as each; value gives the sentiment
// of answer i of call c.
func observations(calls, each int, value func(c, i int) float64) *Answers {
	var o Answers
	for c := range calls {
		call := Call{ID: fmt.Sprintf("call-%02d", c), Company: "Acme", Period: fmt.Sprintf("2023-Q%d", c%4+1)}
		var records []*Record
		for i := range each {
			records = append(records, answer(call, "Ann", value(c, i), i%3))
		}
		o.Add(records)
	}
	return &o
}

func TestSortColumns(t *testing.T) {
	o := observations(3, 1, func(c, i int) float64 { return 0 })
	for i, date := range []string{"2023-05-01", "2022-05-01", "2024-05-01"} {
		o.Calls[i].Date = date
	}
	o.callAt = nil
	for _, test := range []struct {
		order Order
		want  string
		by    Order
	}{
		{OrderAuto, "call-01 call-00 call-02", OrderDate}, {OrderGiven, "call-00 call-01 call-02", OrderGiven},
		{OrderPeriod, "call-00 call-01 call-02", OrderPeriod}, {OrderName, "call-00 call-01 call-02", OrderName},
	} {
		columns := Columns(o, func(call int) string { return o.Calls[call].ID })
		by, err := Sort(columns, test.order)
		var got []string
		for _, c := range columns {
			got = append(got, c.Label)
		}
		if err != nil || by != test.by || strings.Join(got, " ") != test.want {
			t.Errorf("%s: %v by %s, %v; want %s by %s", test.order, got, by, err, test.want, test.by)
		}
	}
	o.Calls[1].Date = ""
	if _, err := Sort(Columns(o, func(call int) string { return o.Calls[call].ID }), OrderDate); err == nil || !strings.Contains(err.Error(), "call-01 tells no date") {
		t.Errorf("a call without a date is sorted by date: %v", err)
	}
	if by, err := Sort(Columns(o, func(call int) string { return o.Calls[call].ID }), OrderAuto); err != nil || by != OrderPeriod {
		t.Errorf("auto sorts by %s, %v; want by period where a date is missing", by, err)
	}
}
