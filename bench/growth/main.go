// Growth tells how time grows with what a user gives: the length of a question, the
// topics and the cues of their own, the calls of a comparison. Each is tried at 1, 2, 4
// and 8 times a size in one run, the quickest of three; linear is at most about twice
// the time for twice as much.
//
//	go run ./growth
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/hedge"
	"candor/text"
	"candor/topic"
	"candor/transcript/call"
)

// subject is what grows; do works on so much of it.
type subject struct {
	name string
	size int // at 1x
	unit string
	do   func(n int) error
}

func main() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "what\t1x is\tms at 1x\t2x\t4x\t8x\t8x by 1x\t")
	for _, s := range subjects {
		fmt.Fprintf(w, "%s\t%d %s\t", s.name, s.size, s.unit)
		first := 0.0
		for _, times := range []int{1, 2, 4, 8} {
			ms, err := quickest(func() error { return s.do(times * s.size) })
			if err != nil {
				fmt.Fprintln(os.Stderr, "growth:", s.name+":", err)
				os.Exit(2)
			}
			if times == 1 {
				first = ms
			}
			fmt.Fprintf(w, "%.1f\t", ms)
			if times == 8 {
				fmt.Fprintf(w, "%.1f\t\n", ms/first)
			}
		}
	}
	if err := w.Flush(); err != nil {
		os.Exit(2)
	}
}

func quickest(do func() error) (ms float64, err error) {
	for range 3 {
		begin := time.Now()
		if err := do(); err != nil {
			return 0, err
		}
		if took := float64(time.Since(begin)) / 1e6; ms == 0 || took < ms {
			ms = took
		}
	}
	return ms, nil
}

var subjects = []subject{
	{"a question, scored with its answers", 50_000, "bytes", question},
	{"own topics of 20 terms, loaded", 100, "topics", func(n int) error { _, err := topic.Load(strings.NewReader(topicsOf(n)), "own.yaml"); return err }},
	{"own topics, loaded and a call sorted", 100, "topics", sorted},
	{"own cues, loaded", 100, "cues", func(n int) error { _, err := hedge.BuiltIn().Extend("own.yaml", cuesOf(n)); return err }},
	{"own cues, loaded and a call searched", 100, "cues", searched},
	{"a comparison over time", 100, "calls", compared},
}

func question(n int) error {
	q := strings.Repeat("What do you expect of the margin next year, and why would it not fall? ", n/72)
	c := &call.Call{ID: "c"}
	for range 4 {
		c.Turns = append(c.Turns, call.Turn{Index: len(c.Turns), Section: call.QA, Speaker: call.Speaker{Name: "Ann", Role: call.Executive}, Asker: "Bo", Question: q,
			Text: "I think it is about 40 percent, but we don't guide to next year.", Places: call.Places{{Line: 1, Column: 1}}})
	}
	analysis.Default().Records(c)
	return nil
}

// word is the nth of very many words.
func word(n int) string {
	b := []byte("qu")
	for ; n > 0; n /= 20 {
		b = append(b, "bcdfghjklmnprstvwxyz"[n%20], 'a')
	}
	return string(b) + "x"
}

func topicsOf(n int) string {
	var b bytes.Buffer
	b.WriteString("replace: true\ntopics:\n")
	for i := range n {
		fmt.Fprintf(&b, "- name: t%d\n  terms:\n", i)
		for k := range 20 {
			fmt.Fprintf(&b, "    %s: 1\n", word(20*i+k))
		}
	}
	return b.String()
}

const spoken = "I think we may sell about forty barges this year, but it depends on the ice, and we don't disclose what a berth costs. "

func sorted(n int) error {
	t, err := topic.Load(strings.NewReader(topicsOf(n)), "own.yaml")
	if err == nil {
		d := text.New(strings.Repeat(spoken, 400))
		t.Assign(nil, d)
	}
	return err
}

func cuesOf(n int) []byte {
	b := []byte("cues:\n")
	for i := range n {
		b = fmt.Appendf(b, "  - {id: own-%d, category: modal, weight: 0.5, patterns: [\"[%s {adv}* %s]\"]}\n", i, word(i), word(i+1))
	}
	return b
}

func searched(n int) error {
	l, err := hedge.BuiltIn().Extend("own.yaml", cuesOf(n))
	if err == nil {
		hedge.NewDetector(l).Find(strings.Repeat(spoken, 400))
	}
	return err
}

func compared(n int) error {
	var a analysis.Answers
	for i := range n {
		c := analysis.Call{ID: fmt.Sprint("c", i), Company: "Acme", Period: fmt.Sprintf("%d-Q%d", 1900+i/4, 1+i%4)}
		var records []*analysis.Record
		for k := range 20 {
			score := float64((i*7+k*3)%11)/5 - 1
			records = append(records, &analysis.Record{Call: c, Section: call.QA, Speaker: fmt.Sprint("speaker ", k%4), Words: 100, Sentiment: analysis.Sentiment{Score: &score},
				Topics: []topic.Topic{{Name: fmt.Sprint("topic ", k%7), Weight: 1}}})
		}
		a.Add(records)
	}
	_, err := comparison.Compare(analysis.Columns(&a, func(i int) string { return a.Calls[i].ID }), comparison.DefaultOptions())
	return err
}
