package analysis

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"candor/topic"
)

// Write writes p as JSON, a summary or a call at a time. The bytes do not depend on
// the order in which calls were added.
func (p *Profile) Write(w io.Writer) error {
	answers := make([][]int32, len(p.Calls))
	for i, call := range p.call {
		answers[call] = append(answers[call], int32(i))
	}
	order := p.sorted()
	calls := func(yield func(profileCall) bool) {
		for _, c := range order {
			if !yield(p.fileCall(c, answers[c])) {
				return
			}
		}
	}
	for _, write := range []func() error{
		func() error { return writeJSON(w, `{"version":`, ProfileVersion) },
		func() error { return writeJSON(w, `,"metrics":`, MetricNames()) },
		func() error { return writeList(w, `,"summaries":[`, p.summaries(order, answers)) },
		func() error { return writeList(w, `,"calls":[`, calls) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "}\n")
	return err
}

// writeJSON writes a value as JSON, behind a text.
func writeJSON(w io.Writer, before string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append([]byte(before), b...))
	return err
}

// writeList writes values, each at once, and the end of the array that before begins.
func writeList[T any](w io.Writer, before string, values iter.Seq[T]) error {
	for v := range values {
		if err := writeJSON(w, before, v); err != nil {
			return err
		}
		before = ","
	}
	if before == "," {
		before = ""
	}
	_, err := io.WriteString(w, before+"]")
	return err
}

// fileCall is a call with its answers as the file has them.
func (p *Profile) fileCall(c int, answers []int32) profileCall {
	out := profileCall{Call: p.Calls[c], Answers: []profileAnswer{}}
	var firsts [numUnits]int32 // number of the call's first unit, and 1; 0 where there is none yet
	for _, answer := range answers {
		i := int(answer)
		a := profileAnswer{Speaker: p.Key(i, BySpeaker), Role: p.Key(i, ByRole), Section: p.Key(i, BySection), Asker: p.Key(i, ByAsker), AskerFirm: p.Key(i, ByFirm)}
		for _, t := range p.valuesOf(i, ByTopic) {
			a.Topics = append(a.Topics, topic.Topic{Name: t.Key, Weight: t.Weight})
		}
		for _, m := range Metrics {
			a.Terms = append(a.Terms, [2]float64{p.sums[m.at].at(i), p.bases[m.Per.at].at(i)})
		}
		for kind := range p.units {
			a.Units[kind] = p.units[kind].termsOf(i, &firsts[kind])
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

// summaries sums up each metric per speaker, topic and company, the calls in order.
func (p *Profile) summaries(order []int, answers [][]int32) iter.Seq[ProfileSummary] {
	all := Group{of: &p.Answers}
	for _, c := range order {
		for _, i := range answers[c] {
			all.units = append(all.units, unit{int(i), 1})
		}
	}
	return func(yield func(ProfileSummary) bool) {
		for _, by := range profileDimensions {
			for _, g := range all.By(by) {
				for _, m := range Metrics {
					if !yield(summaryOf(by, &g, m)) {
						return
					}
				}
			}
		}
	}
}

// ReadProfile reads what Write wrote, a call at a time. name is the file's, for
// errors.
func ReadProfile(r io.Reader, name string) (*Profile, error) {
	p := &Profile{}
	err := p.read(json.NewDecoder(r), name)
	var told profileError
	switch {
	case errors.As(err, &told):
		return nil, told.error
	case err != nil:
		return nil, fmt.Errorf("%s: not a profile: %w", name, err)
	}
	return p, nil
}

// profileError says what is wrong with a profile in words of its own.
type profileError struct{ error }

func profileErrorf(format string, values ...any) error {
	return profileError{fmt.Errorf(format, values...)}
}

func (p *Profile) read(d *json.Decoder, name string) error {
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errors.New("it is no object")
	}
	version, metrics := 0, []string(nil)
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		switch key {
		case "version":
			err = d.Decode(&version)
		case "metrics":
			err = d.Decode(&metrics)
		case "summaries":
			err = eachOf(d, func(*struct{}) error { return nil })
		case "calls":
			if err = sameProfile(name, version, metrics); err == nil {
				err = eachOf(d, func(c *profileCall) error { return p.addCall(name, c) })
			}
		default:
			err = d.Decode(new(struct{}))
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	return sameProfile(name, version, metrics)
}

func sameProfile(name string, version int, metrics []string) error {
	if version != ProfileVersion {
		return profileErrorf("%s: profile version %d; this candor reads version %d: make the profile anew", name, version, ProfileVersion)
	}
	if !slices.Equal(metrics, MetricNames()) {
		return profileErrorf("%s: its metrics are not those of this candor; make the profile anew", name)
	}
	return nil
}

// eachOf decodes the values of an array, one after the other; null is an empty one.
func eachOf[T any](d *json.Decoder, each func(*T) error) error {
	t, err := d.Token()
	if err != nil || t == nil {
		return err
	}
	if t != json.Delim('[') {
		return errors.New("it has no list where one should be")
	}
	for d.More() {
		v := new(T)
		if err := d.Decode(v); err != nil {
			return err
		}
		if err := each(v); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func (p *Profile) addCall(name string, c *profileCall) error {
	p.callOf(c.Call)
	first := p.unitCounts()
	for _, a := range c.Answers {
		if len(a.Terms) != len(Metrics) {
			return profileErrorf("%s: call %s: an answer with %d terms for %d metrics", name, c.ID, len(a.Terms), len(Metrics))
		}
		if len(a.Topics) == 0 {
			return profileErrorf("%s: call %s: an answer without topics", name, c.ID)
		}
		var topics []Weighted
		for _, t := range a.Topics {
			topics = append(topics, Weighted{t.Name, t.Weight})
		}
		base := make([]float64, len(bases))
		for i, m := range Metrics {
			base[m.Per.at] = a.Terms[i][1]
		}
		for kind := range p.units {
			if err := p.units[kind].addTerms(a.Units[kind], first[kind]); err != nil {
				return profileErrorf("%s: call %s: %w", name, c.ID, err)
			}
		}
		names := map[*Dimension]string{BySpeaker: a.Speaker, ByRole: a.Role, ByTopic: topics[0].Key, BySection: a.Section, ByAsker: a.Asker, ByFirm: a.AskerFirm}
		p.add(c.Call, func(d *Dimension) string { return names[d] }, topics, func(m *Metric) float64 { return a.Terms[m.at][0] }, func(b *Base) float64 { return base[b.at] })
	}
	return nil
}
