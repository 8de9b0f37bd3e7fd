package gate

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"candor/analysis"
)

// ReadScores reads the records of a stored run: a baseline, or what candor score
// writes. name is the file's, for errors.
func ReadScores(r io.Reader, name string) ([]analysis.Record, error) {
	var records []analysis.Record
	lines := bufio.NewReader(r)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if text := strings.TrimSpace(string(line)); text != "" {
			var record analysis.Record
			if err := json.Unmarshal([]byte(text), &record); err != nil {
				return nil, fmt.Errorf("%s:%d: no record of candor score: %w", name, number, err)
			}
			if record.ID == "" || record.Versions == (analysis.Versions{}) {
				return nil, fmt.Errorf("%s:%d: no record of candor score: it has no id or no versions", name, number)
			}
			records = append(records, record)
		}
		if err != nil {
			return records, nil
		}
	}
}

// WriteBaseline writes what comparing with later needs of the records that
// count: scores, cues and names, not the texts or their places, so that a
// baseline in a repository changes only where a score does.
func WriteBaseline(w io.Writer, subjects []*Subject) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, s := range subjects {
		for _, r := range analysis.Counted(s.Records, "") {
			kept := *r
			kept.Text, kept.Question, kept.Line = "", "", 0
			kept.Hedges = make([]analysis.Hedge, len(r.Hedges))
			for i, h := range r.Hedges {
				kept.Hedges[i] = analysis.Hedge{Category: h.Category, Cue: h.Cue, Weight: h.Weight}
			}
			kept.Deflections = make([]analysis.Deflection, len(r.Deflections))
			for i, d := range r.Deflections {
				kept.Deflections[i] = analysis.Deflection{Cue: d.Cue}
			}
			kept.Sentences = make([]analysis.Sentence, len(r.Sentences))
			for i, sentence := range r.Sentences {
				kept.Sentences[i] = analysis.Sentence{Label: sentence.Label, Procedure: sentence.Procedure}
			}
			if err := out.Encode(&kept); err != nil {
				return err
			}
		}
	}
	return nil
}

// baseline finds the records that a group is compared with.
type baseline struct {
	same  map[[2]string]analysis.Group // by call and group
	other map[string]analysis.Group    // by group, of all calls
}

func newBaseline(records []analysis.Record, r *Rule) baseline {
	var selected []*analysis.Record
	for i := range records {
		if selects(r, &records[i]) {
			selected = append(selected, &records[i])
		}
	}
	b := baseline{map[[2]string]analysis.Group{}, map[string]analysis.Group{}}
	all := analysis.AnswersOf(selected).All()
	groupsOf := func(answer int) []analysis.Weighted { return values(r, selected[answer]) }
	for _, call := range all.By(analysis.ByCall) {
		for _, g := range call.Split(groupsOf) {
			b.same[[2]string{call.Key, g.Key}] = g
		}
	}
	if r.Scope == ScopeCall || r.Scope == "" {
		b.other[""] = all // any call
		return b
	}
	for _, g := range all.Split(groupsOf) {
		b.other[g.Key] = g
	}
	return b
}

// of gives what a group is compared with: itself, when the baseline has the
// same call, else the same group in all calls of the baseline; an answer with
// itself only. A group that the baseline does not have is empty.
func (b baseline) of(scope Scope, call, group string) (of string, baseline analysis.Group) {
	if same, known := b.same[[2]string{call, group}]; known {
		return "the same call", same
	}
	switch scope {
	case ScopeAnswer:
		return "", analysis.Group{}
	case ScopeCall:
		group = ""
	}
	other := b.other[group]
	return plural(other.Calls(), "call"), other
}

// comparable checks that the baseline was made with the versions that the
// metrics of comparing rules depend on. Scores of different versions differ
// for other reasons than the text.
func (g *Gate) comparable() error {
	for i := range g.Config.Rules {
		r := &g.Config.Rules[i]
		if !r.compares() {
			continue
		}
		for j := range g.Baseline {
			if what, was, is := g.differs(r, g.Baseline[j].Versions); what != "" {
				return fmt.Errorf("the baseline was made with %s %s, the scores with %s, so rule %q cannot compare them; make it anew with --update-baseline", what, was, is, r.ID)
			}
		}
	}
	return nil
}

func (g *Gate) differs(r *Rule, baseline analysis.Versions) (what, was, is string) {
	for _, by := range analysis.MetricNamed(r.Metric).MadeBy {
		if was, is := baseline.Version(by), g.Versions.Version(by); was != is {
			return string(by), was, is
		}
	}
	if (r.Scope == ScopeTopic || r.Where != nil && len(r.Where.Topics) > 0) && baseline.Taxonomy != g.Versions.Taxonomy {
		return "taxonomy", baseline.Taxonomy, g.Versions.Taxonomy
	}
	return "", "", ""
}

// inParallel calls do with 0 to n-1 on as many goroutines as there are processors.
func inParallel(n int, do func(int)) {
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	group.Wait()
}
