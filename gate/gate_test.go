package gate

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"candor/analysis"
	"candor/norms"
	"candor/score"
	"candor/topic"
	"candor/transcript"
	"candor/transcript/call"
)

// read makes a subject of a Markdown transcript, or of a draft if nobody speaks.
func read(t *testing.T, name, content string) *Subject {
	t.Helper()
	s := &Subject{Source: NewSource(name, name, []byte(content))}
	calls, err := transcript.Read(strings.NewReader(content), name)
	if errors.Is(err, transcript.ErrNoSpeakers) {
		s.Draft = true
		var draft *call.Call
		draft, err = transcript.ReadDraft(strings.NewReader(content), name, 0)
		calls = []*call.Call{draft}
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Call, s.Records = calls[0], analysis.Default().Records(calls[0])
	return s
}

// answered is a transcript in which Ann answers each question with one text.
func answered(answers ...string) string {
	var b strings.Builder
	b.WriteString("**Operator**\n\nThe first question comes from Tom Gray with Hill Partners.\n\n")
	for i, answer := range answers {
		fmt.Fprintf(&b, "**Tom Gray - Hill Partners, Analyst**\n\nCan you tell us more about point %d of the plan?\n\n**Ann Lee - Chief Financial Officer**\n\n%s\n\n", i+1, answer)
	}
	return b.String()
}

func parse(t *testing.T, rules string) *Config {
	t.Helper()
	config, err := Parse(".candor.yaml", []byte("version: 1\nrules:\n"+rules), known)
	if err != nil {
		t.Fatal(err)
	}
	return config
}

func evaluate(t *testing.T, rules string, subjects ...*Subject) *Verdict {
	t.Helper()
	g := &Gate{Config: parse(t, rules), Versions: analysis.Default().Versions()}
	v, err := g.Evaluate(subjects)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// lines writes findings as people see them, without the sites.
func lines(v *Verdict) []string {
	var out []string
	for _, f := range v.Findings {
		out = append(out, fmt.Sprintf("%s:%d:%d %s %s: %s", f.File, f.Line, f.Column, f.Severity, f.Rule, f.Message))
	}
	return out
}

func want(t *testing.T, v *Verdict, passed bool, findings ...string) {
	t.Helper()
	if got := lines(v); !slices.Equal(got, findings) {
		t.Errorf("findings are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(findings, "\n"))
	}
	if v.Passed != passed {
		t.Errorf("passed is %v", v.Passed)
	}
}

const (
	plainAnswer  = "We shipped forty units in March and the second line starts in May." // 13 words
	hedgedAnswer = "I think we might ship forty units."                                 // 7 words, I think and might
)

func TestLimits(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer))
	if got := len(s.Records[1].Hedges); got != 2 {
		t.Fatalf("%d hedges in %q, want 2", got, hedgedAnswer)
	}
	// 2 hedges in 13 + 7 = 20 words are 10 per 100; in the second answer alone 2/7.
	want(t, evaluate(t, "  - {id: a, metric: hedges_per_100_words, max: 10}\n", s), true)
	v := evaluate(t, "  - {id: a, metric: hedges_per_100_words, max: 9.9999}\n", s)
	want(t, v, false, "q1.md:19:12 error a: hedges_per_100_words of call q1 is 10.0000, above max 9.9999 (2 answers)")
	if got := v.Findings[0].Sites; len(got) != 2 || got[0].Text != "might" || got[1].Text != "I think" {
		t.Errorf("sites are %+v; want the stronger cue first", got)
	}
	want(t, evaluate(t, "  - {id: a, metric: hedges_per_100_words.modal, scope: speaker, max: 4, message: Be plain}\n", s), false,
		"q1.md:19:12 error a: Be plain: hedges_per_100_words.modal of speaker Ann Lee is 5.00, above max 4 (2 answers)")
	want(t, evaluate(t, "  - {id: a, metric: hedges_per_100_words, scope: answer, max: 20, severity: warning}\n", s), true,
		"q1.md:19:12 warning a: hedges_per_100_words of this answer is 28.57, above max 20 (1 answer)")
	// Too few words: the answers that are shorter than the limit are shown.
	v = evaluate(t, "  - {id: a, metric: words_per_answer, min: 11}\n", s)
	want(t, v, false, "q1.md:19:1 error a: words_per_answer of call q1 is 10.00, below min 11 (2 answers)")
	if got := v.Findings[0]; got.EndLine != 19 || got.EndColumn != 1+len(hedgedAnswer) || len(got.Sites) != 1 {
		t.Errorf("finding is %+v", got)
	}
	want(t, evaluate(t, "  - {id: a, metric: hedges_per_100_words, min: 12}\n", s), false,
		"q1.md:11:1 error a: hedges_per_100_words of call q1 is 10.00, below min 12 (2 answers)")
}

func TestForbid(t *testing.T) {
	s := read(t, "q1.md", answered(hedgedAnswer, "We might, and then we might not."))
	v := evaluate(t, "  - {id: a, forbid: [might], message: Say when}\n", s)
	want(t, v, false,
		`q1.md:11:12 error a: Say when: "might" is forbidden (modal, might)`,
		`q1.md:19:4 error a: Say when: "might" is forbidden (modal, might)`,
		`q1.md:19:23 error a: Say when: "might" is forbidden (modal, might)`)
	if c := v.Checks[0]; *c.Value != 3 || c.Metric != "forbidden" || c.Status != Failed || c.Answers != 2 {
		t.Errorf("check is %+v", c)
	}
	want(t, evaluate(t, "  - {id: a, forbid_categories: [disclaimer, deflection]}\n", s), true)
}

func TestWhere(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer))
	s.Records[0].Topics[0].Name, s.Records[1].Topics[0].Name = "demand", "guidance"
	rule := "  - {id: a, metric: words_per_answer, max: 1, where: {%s}}\n"
	for where, answers := range map[string]int{
		"topics: [guidance]": 1, "topics: [guidance, demand]": 2, "roles: [CFO]": 2, "roles: [executive]": 2,
		"speakers: [Ann Lee], topics: [demand]": 1, "sections: [qa]": 2,
	} {
		v := evaluate(t, fmt.Sprintf(rule, where), s)
		if len(v.Checks) != 1 || v.Checks[0].Answers != answers {
			t.Errorf("%s measured %+v, want %d answers", where, v.Checks, answers)
		}
	}
	v := evaluate(t, "  - {id: a, metric: words_per_answer, scope: topic, max: 8}\n", s)
	want(t, v, false, "q1.md:11:1 error a: words_per_answer of topic demand is 13.00, above max 8 (1 answer)")
}

// By topic an answer counts by its topics' weights: demand has 13 words at 0.8 and
// 7 at 0.2, so (10.4 + 1.4) / 1 words an answer. What is forbidden is found once.
func TestTopicScopeWeighs(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer))
	s.Records[0].Topics = []topic.Topic{{Name: "demand", Weight: 0.8}}
	s.Records[1].Topics = []topic.Topic{{Name: "guidance", Weight: 0.7}, {Name: "demand", Weight: 0.2}}
	v := evaluate(t, "  - {id: a, metric: words_per_answer, scope: topic, max: 11}\n", s)
	want(t, v, false, "q1.md:11:1 error a: words_per_answer of topic demand is 11.80, above max 11 (2 answers)")
	if v := evaluate(t, "  - {id: a, forbid: [might], scope: topic}\n", s); len(v.Findings) != 1 {
		t.Errorf("%d findings, want 1: %v", len(v.Findings), lines(v))
	}
}

func TestSeverityPolicy(t *testing.T) {
	s := read(t, "q1.md", answered(hedgedAnswer))
	rules := "  - {id: e, forbid: [might]}\n  - {id: w, forbid: [i-think], severity: warning}\n"
	two := 0
	for _, test := range []struct {
		name   string
		rules  string
		failOn FailOn
		most   *int
		passed bool
		fails  int
	}{
		{"default", rules, "", nil, false, 1},
		{"warning", rules, FailOnWarning, nil, false, 2},
		{"never", rules, FailNever, nil, true, 0},
		{"never, though too many", rules, FailNever, &two, true, 0},
		{"too many warnings", "  - {id: w, forbid: [i-think], severity: warning}\n", FailOnError, &two, false, 1},
		{"only warnings", "  - {id: w, forbid: [i-think], severity: warning}\n", FailOnError, nil, true, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := parse(t, test.rules)
			config.FailOn, config.MaxWarnings = test.failOn, test.most
			v, err := (&Gate{Config: config}).Evaluate([]*Subject{s})
			if err != nil {
				t.Fatal(err)
			}
			fails := 0
			for _, f := range v.Findings {
				if f.Fails {
					fails++
				}
			}
			if v.Passed != test.passed || fails != test.fails {
				t.Errorf("passed %v with %d failing findings, want %v with %d", v.Passed, fails, test.passed, test.fails)
			}
			if got := strings.HasPrefix(v.Summary(), "passed"); got != test.passed {
				t.Errorf("summary is %q", v.Summary())
			}
		})
	}
}

// stored gives records as a baseline of other calls: so many answers with the
// given hedges in 10 words each.
func stored(id string, answers int, hedges func(i int) int) []analysis.Record {
	var out []analysis.Record
	for i := range answers {
		r := analysis.Record{ID: fmt.Sprintf("%s#%d", id, i), Call: analysis.Call{ID: id}, Section: call.QA, Speaker: "Ann Lee",
			Role: call.Executive, Words: 10, Versions: analysis.Default().Versions()}
		r.Hedges = make([]analysis.Hedge, hedges(i))
		out = append(out, r)
	}
	return out
}

func TestChangeAgainstBaseline(t *testing.T) {
	s := read(t, "q2.md", answered(plainAnswer, hedgedAnswer)) // 10 per 100 words
	versions := analysis.Default().Versions()
	q1 := stored("q1", 10, func(i int) int { return i % 2 }) // 5 in 100 words
	for _, test := range []struct {
		name, rule string
		baseline   []analysis.Record
		findings   []string
	}{
		{"share above", "max_increase: 90%", q1, []string{
			"q2.md:19:12 error a: hedges_per_100_words of call q2 rose by 100% from 5.00 to 10.00, more than max_increase 90% (2 answers; baseline: 1 call, 10 answers)"}},
		{"share just met", "max_increase: 100%", q1, nil},
		{"number above", "max_increase: 4.9", q1, []string{
			"q2.md:19:12 error a: hedges_per_100_words of call q2 rose by 100% from 5.00 to 10.00, more than max_increase 4.9 (2 answers; baseline: 1 call, 10 answers)"}},
		{"number just met", "max_increase: 5", q1, nil},
		{"fall", "max_decrease: 10%", stored("q1", 4, func(int) int { return 2 }), []string{
			"q2.md:11:1 error a: hedges_per_100_words of call q2 fell by 50% from 20.00 to 10.00, more than max_decrease 10% (2 answers; baseline: 1 call, 4 answers)"}},
		{"the same call goes first", "max_increase: 5%", append(stored("q2", 2, func(int) int { return 1 }), q1...), nil},
		{"several calls", "max_increase: 50%", append(stored("q0", 10, func(int) int { return 0 }), q1...), []string{
			"q2.md:19:12 error a: hedges_per_100_words of call q2 rose by 300% from 2.50 to 10.00, more than max_increase 50% (2 answers; baseline: 2 calls, 20 answers)"}},
		{"max goes first", "max: 9, max_increase: 1%", q1, []string{
			"q2.md:19:12 error a: hedges_per_100_words of call q2 is 10.00, above max 9 (2 answers)"}},
		{"other speakers only", "scope: speaker, max_increase: 1%", slices.Collect(func(yield func(analysis.Record) bool) {
			for _, r := range q1 {
				r.Speaker = "Bob Day"
				yield(r)
			}
		}), []string{".candor.yaml:3:5 warning candor/cannot-fail: rule 1 (a) was skipped everywhere: nothing in the baseline to compare with"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := &Gate{Config: parse(t, "  - {id: a, metric: hedges_per_100_words, "+test.rule+"}\n"), Baseline: test.baseline, Versions: versions}
			v, err := g.Evaluate([]*Subject{s})
			if err != nil {
				t.Fatal(err)
			}
			want(t, v, v.Errors == 0, test.findings...)
		})
	}
}

func TestSignificance(t *testing.T) {
	versions := analysis.Default().Versions()
	rule := "  - {id: a, metric: hedges_per_100_words, max_increase: 20%, significant: true}\n"
	// Calls of hedges 0, 1, 2, … in 100 words each; 25 per 100 words is unlike them,
	// 10 is not. Five of them are too few to tell.
	earlier := func(calls int) (records []analysis.Record) {
		for c := range calls {
			records = append(records, stored(fmt.Sprintf("call-%d", c), 10, func(i int) int { return max(0, min(1, 2*c-i)) })...)
		}
		return records
	}
	many := read(t, "q2.md", answered(slices.Repeat([]string{"We might do it."}, 8)...))
	near := read(t, "q2.md", answered(hedgedAnswer, plainAnswer))
	for _, test := range []struct {
		name     string
		subject  *Subject
		baseline []analysis.Record
		status   Status
		note     string
	}{
		{"clear", many, earlier(6), Failed, ""},
		{"too few", many, earlier(5), Skipped, "no test: the baseline has 5 calls of it, and one takes 6 that differ"},
		{"the same call", many, append(earlier(6), stored("q2", 8, func(int) int { return 0 })...), Skipped, "no test: the baseline has 1 call of it"},
		{"noise", near, earlier(6), Passed, "beyond the limit, but not significantly (q = "},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := &Gate{Config: parse(t, rule), Baseline: test.baseline, Versions: versions}
			v, err := g.Evaluate([]*Subject{test.subject})
			if err != nil {
				t.Fatal(err)
			}
			if c := v.Checks[0]; c.Status != test.status || !strings.HasPrefix(c.Note, test.note) {
				t.Errorf("status %s, note %q", c.Status, c.Note)
			}
			if test.status == Failed && (v.Checks[0].Against.Q == nil || *v.Checks[0].Against.Q > Alpha) {
				t.Errorf("q is %v", v.Checks[0].Against.Q)
			}
		})
	}
}

// Of sixty calls of four answers each tenth has all of them hedged and the others none.
// fourAnswers is a call of four answers, so many of which hedge.
func fourAnswers(t *testing.T, name string, hedged int) *Subject {
	t.Helper()
	answers := slices.Repeat([]string{plainAnswer}, 4)
	for i := range hedged {
		answers[i] = hedgedAnswer
	}
	return read(t, name, answered(answers...))
}

// sixtyCalls are norms of calls of four answers, in every tenth of which all hedge.
func sixtyCalls(t *testing.T) *norms.Norms {
	t.Helper()
	known := new(norms.Norms)
	for i := range 60 {
		s := fourAnswers(t, fmt.Sprintf("call-%d.md", i), 4*(i%10/9))
		s.Records[0].Text += fmt.Sprint(i) // the same words are the same call
		if err := known.Merge(norms.Measure(s.Records, "")); err != nil {
			t.Fatal(err)
		}
	}
	return known
}

// TestStarterKnowsOrdinaryCalls: beside each limit stands how many ordinary calls go
// beyond it.
func TestStarterKnowsOrdinaryCalls(t *testing.T) {
	const rule = "  - id: hedging\n    metric: hedges_per_100_words\n    scope: call\n    max: "
	for hedged, want := range map[int]string{
		0: "  # Of ordinary calls about 10 in 100 would fail it.\n" + rule + "0\n",
		2: "  # Of ordinary calls about 10 in 100 would fail it.\n" + rule + "10\n", // 4 hedges in 40 words
	} {
		got := string(Starter([]*Subject{fourAnswers(t, "q.md", hedged)}, sixtyCalls(t)))
		if !strings.Contains(got, want) || !strings.Contains(got, "# Ordinary calls, of which") ||
			!strings.Contains(got, "  # Of ordinary calls fewer than 1 in 100 would fail it.\n  - id: negative-answers\n") {
			t.Errorf("no %q in\n%s", want, got)
		}
		if strings.Contains(got, "error\n") {
			t.Errorf("it starts with errors:\n%s", got)
		}
	}
	if got := string(Starter([]*Subject{fourAnswers(t, "q.md", 0)}, nil)); strings.Contains(got, "rdinary") {
		t.Errorf("without norms it tells of ordinary calls:\n%s", got)
	}
}

func TestPercentiles(t *testing.T) {
	call := func(name string, hedged int) *Subject { return fourAnswers(t, name, hedged) }
	known := sixtyCalls(t)
	most := hedgesOf(call("q.md", 4))
	for _, test := range []struct {
		name, rule string
		norms      *norms.Norms
		hedged     int
		status     Status
		note       string
	}{
		{"above", "{id: a, metric: hedges_per_100_words, max: p80}", known, 4, Failed, ""},
		{"as most", "{id: a, metric: hedges_per_100_words, max: p80}", known, 0, Passed, ""},
		{"within", "{id: a, metric: hedges_per_100_words, max: p99}", known, 2, Passed, ""},
		{"of each answer", "{id: a, metric: hedges_per_100_words, scope: answer, max: p80}", known, 4, Failed, ""},
		{"of each section", "{id: a, metric: hedges_per_100_words, scope: section, min: p5}", known, 0, Passed, ""},
		{"without norms", "{id: a, metric: hedges_per_100_words, max: p80}", nil, 4, Skipped, "there are no norms to compare with"},
		{"of other lexicons", "{id: a, metric: hedges_per_100_words, max: p80}", known.For(analysis.Versions{Lexicon: "ours"}), 4, Skipped,
			"the norms tell nothing of hedges_per_100_words by these models and lexicons"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := &Gate{Config: parse(t, "  - "+test.rule+"\n"), Norms: test.norms, Versions: analysis.Default().Versions()}
			v, err := g.Evaluate([]*Subject{call("q.md", test.hedged)})
			if err != nil {
				t.Fatal(err)
			}
			c := v.Checks[0]
			if c.Status != test.status || c.Note != test.note {
				t.Errorf("%.2f (all hedged: %.2f): status %s, note %q; want %s, %q", *c.Value, most, c.Status, c.Note, test.status, test.note)
			}
		})
	}
}

// hedgesOf gives the hedges per 100 words of a call.
func hedgesOf(s *Subject) float64 {
	g := analysis.GroupBy(analysis.Counted(s.Records, ""), analysis.Together)[0]
	sample := g.Sample(analysis.HedgeRate)
	return sample.Value().OrNaN()
}

func TestBaselineOfOtherVersions(t *testing.T) {
	s := read(t, "q2.md", answered(plainAnswer))
	old := stored("q1", 2, func(int) int { return 1 })
	old[1].Versions.Lexicon = "0.1+00000000"
	g := &Gate{Config: parse(t, "  - {id: a, metric: hedges_per_100_words, max_increase: 1}\n"), Baseline: old, Versions: analysis.Default().Versions()}
	if _, err := g.Evaluate([]*Subject{s}); err == nil || !strings.Contains(err.Error(), "lexicon 0.1+00000000") || !strings.Contains(err.Error(), "--update-baseline") {
		t.Errorf("error is %v", err)
	}
	// A metric that does not use the lexicon may be compared.
	g.Config = parse(t, "  - {id: a, metric: words_per_answer, max_increase: 99}\n")
	if _, err := g.Evaluate([]*Subject{s}); err != nil {
		t.Error(err)
	}
}

func TestBaselineRoundTrip(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer))
	var b bytes.Buffer
	if err := WriteBaseline(&b, []*Subject{s}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"forty", "point 2", "might ship"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("the baseline holds the text %q", secret)
		}
	}
	records, err := ReadScores(&b, "b.jsonl")
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, error %v", len(records), err)
	}
	for _, m := range analysis.Metrics {
		of := func(rs []analysis.Record) any {
			all := analysis.AnswersOf(analysis.Counted(rs, "")).All()
			return all.Sample(m).Value()
		}
		if got, want := of(records), of(s.Records); got != want {
			t.Errorf("%s is %v after the round trip, was %v", m.Name, got, want)
		}
	}
}

func TestReadScoresErrors(t *testing.T) {
	for input, want := range map[string]string{
		"{\"id\":\"a\",\"versions\":{\"model\":\"m\"}}\n\nnonsense\n": "b.jsonl:3: no record of candor score: invalid character",
		"{\"id\":\"a\"}": "b.jsonl:1: no record of candor score: it has no id or no versions",
	} {
		if _, err := ReadScores(strings.NewReader(input), "b.jsonl"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}

// What cannot fail is named, where the configuration says it.
func TestCannotFail(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer))
	for rule, message := range map[string]string{
		"metric: sentiment, max: 1":                               "37 warning candor/cannot-fail: rule 1 (a) cannot fail: sentiment is never above 1",
		"metric: sentiment, min: -1.5":                            "37 warning candor/cannot-fail: rule 1 (a) cannot fail: sentiment is never below -1",
		"metric: words_per_answer, max: 99, min_answers: 3":       "5 warning candor/cannot-fail: rule 1 (a) was skipped everywhere: 2 answers, fewer than min_answers 3",
		"metric: words_per_answer, max: 99, files: [drafts/*.md]": "55 warning candor/cannot-fail: rule 1 (a) measured 0 answers: none of the files is among its files",
	} {
		want(t, evaluate(t, "  - {id: a, "+rule+"}\n", s), true, ".candor.yaml:3:"+message)
	}
	g := &Gate{Config: parse(t, "  - {id: a, metric: specificity, max_decrease: 100%}\n  - {id: b, metric: specificity, max_increase: 1}\n"),
		Versions: analysis.Default().Versions(), Baseline: stored("q1", 2, func(int) int { return 0 })}
	v, err := g.Evaluate([]*Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	want(t, v, true, ".candor.yaml:3:48 warning candor/cannot-fail: rule 1 (a) cannot fail: specificity cannot fall by more than 100%",
		".candor.yaml:4:48 warning candor/cannot-fail: rule 2 (b) cannot fail: specificity cannot change by more than 1")
	want(t, evaluate(t, "  - {id: a, metric: words_per_answer, max: 99, where: {speakers: [Anne Lee]}}\n", s), true,
		".candor.yaml:3:5 warning candor/cannot-fail: rule 1 (a) measured 0 answers",
		`.candor.yaml:3:67 warning candor/cannot-fail: rule 1 (a): the speaker "Anne Lee" never occurs; did you mean "Ann Lee"?`)
	want(t, evaluate(t, "  - {id: a, metric: words_per_answer, max: 99, where: {sections: [prepared]}}\n", s), true,
		".candor.yaml:3:5 warning candor/cannot-fail: rule 1 (a) measured 0 answers",
		`.candor.yaml:3:67 warning candor/cannot-fail: rule 1 (a): the section "prepared" never occurs`)
	draft := read(t, "draft.md", "We may win.\n")
	want(t, evaluate(t, "  - {id: a, metric: words_per_answer, max: 99, scope: speaker}\n", draft), true,
		".candor.yaml:3:55 warning candor/cannot-fail: rule 1 (a) measured 0 answers: scope speaker never occurs, the answers name no speaker")
	config, err := Parse(".candor.yaml", []byte("version: 1\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	v, err = (&Gate{Config: config}).Evaluate([]*Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	want(t, v, true, ".candor.yaml:1:1 warning candor/cannot-fail: there are no rules")
}

func TestAllow(t *testing.T) {
	const rules = "  - {id: plain, forbid_categories: [modal, epistemic]}\n"
	for _, test := range []struct {
		name, draft string
		allowed     int
		passed      bool
		findings    []string
	}{
		{"same line", "We might win. <!-- candor:allow modal cleared -->\n", 1, true, nil},
		{"line before", "<!-- candor:allow modal cleared -->\nWe might win.\n", 1, true, nil},
		{"line before, with an empty one", "<!-- candor:allow modal cleared -->\n\nWe might win.\n", 1, true, nil},
		{"same paragraph", "We might win.\nThat is all. <!-- candor:allow might cleared\nby counsel -->\n", 1, true, nil},
		{"by rule", "I think we might win. <!-- candor:allow plain cleared -->\n", 2, true, nil},
		{"two on one line", "<!-- candor:allow modal cleared --> <!-- candor:allow i-think his words -->\nI think we might win.\n", 2, true, nil},
		{"other paragraph", "We might win. <!-- candor:allow modal cleared -->\n\nWe might lose.\n", 1, false,
			[]string{`d.md:3:4 error plain: "might" is forbidden (modal, might)`}},
		{"other category", "I think we might win. <!-- candor:allow modal cleared -->\n", 1, false,
			[]string{`d.md:1:1 error plain: "I think" is forbidden (epistemic, i-think)`}},
		{"unused", "We win. <!-- candor:allow modal cleared -->\n", 0, true,
			[]string{"d.md:1:9 warning candor/unused-allow: candor:allow modal allows nothing here: no rule finds it"}},
		{"known, but no rule looks for it", "We win about half. <!-- candor:allow approximator cleared -->\n", 0, true,
			[]string{"d.md:1:20 warning candor/unused-allow: candor:allow approximator allows nothing here: no rule finds it"}},
		{"unknown", "We might win. <!-- candor:allow modall cleared -->\n", 0, false, []string{
			`d.md:1:4 error plain: "might" is forbidden (modal, might)`,
			`d.md:1:15 warning candor/unknown-allow: candor:allow "modall" names no rule, cue or category; did you mean "modal"?`}},
		{"no reason", "We might win. <!-- candor:allow modal -->\n", 1, true,
			[]string{"d.md:1:15 warning candor/allow-without-reason: candor:allow modal gives no reason"}},
		{"at the end", "We might win.\n\n<!-- candor:allow modal cleared -->\n", 0, false, []string{
			`d.md:1:4 error plain: "might" is forbidden (modal, might)`,
			"d.md:3:1 warning candor/unused-allow: candor:allow modal allows nothing here: no rule finds it"}},
		{"not closed", "We might win. <!-- candor:allow modal cleared\n", 0, false,
			[]string{`d.md:1:4 error plain: "might" is forbidden (modal, might)`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := evaluate(t, rules, read(t, "d.md", test.draft))
			want(t, v, test.passed, test.findings...)
			if v.Allowed != test.allowed {
				t.Errorf("%d allowed, want %d", v.Allowed, test.allowed)
			}
		})
	}
}

// What a comment allows is not measured: neither in a rate nor in a strength.
func TestAllowedIsNotMeasured(t *testing.T) {
	text := "I think we might ship forty units in the second half of this year."                                        // 14 words
	s := read(t, "d.md", text+" <!-- candor:allow modal cleared -->\n\nWe ship forty units in all of the next year.\n") // 10 words
	if s.Records[0].Words != 14 {
		t.Fatalf("%d words: the comment's are counted", s.Records[0].Words)
	}
	v := evaluate(t, "  - {id: rate, metric: hedges_per_100_words, max: 99}\n  - {id: strength, metric: hedge_strength, max: 99}\n", s)
	if got, want := *v.Checks[0].Value, 100*1.0/24; math.Abs(got-want) > 1e-12 {
		t.Errorf("rate is %v, want %v: one of two hedges", got, want)
	}
	weight := s.Records[0].Hedges[0].Weight
	if got, want := *v.Checks[1].Value, 100*weight/24; math.Abs(got-want) > 1e-12 {
		t.Errorf("strength is %v, want %v", got, want)
	}
	if v.Allowed != 1 {
		t.Errorf("%d allowed, want 1: one cue, seen by two rules", v.Allowed)
	}
	// A rule about answers leaves the whole answer out.
	s = read(t, "d.md", text+" <!-- candor:allow length quoted -->\n\nWe ship.\n")
	v = evaluate(t, "  - {id: length, metric: words_per_answer, max: 99}\n", s)
	if c := v.Checks[0]; *c.Value != 2 || c.Answers != 1 {
		t.Errorf("value %v over %d answers, want 2 over 1", *c.Value, c.Answers)
	}
}

func TestAllowInTranscript(t *testing.T) {
	text := answered("<!-- candor:allow modal as agreed -->\nWe might win.", "We might lose.")
	v := evaluate(t, "  - {id: a, forbid: [might]}\n", read(t, "q1.md", text))
	want(t, v, false, `q1.md:20:4 error a: "might" is forbidden (modal, might)`)
}

func TestNewFrom(t *testing.T) {
	s := read(t, "d.md", "We might win.\n\nWe might lose.\nI think so.\n")
	patch := "diff --git a/d.md b/d.md\n--- a/d.md\n+++ b/d.md\n@@ -3,0 +3,1 @@\n+We might lose.\n"
	changes, err := ReadChanges(strings.NewReader(patch), func(name string) string { return name })
	if err != nil {
		t.Fatal(err)
	}
	evaluate := func(rules string, changes *Changes) *Verdict {
		v, err := (&Gate{Config: parse(t, rules), Changes: changes}).Evaluate([]*Subject{s})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := evaluate("  - {id: a, forbid: [might]}\n", changes)
	want(t, v, false, `d.md:3:4 error a: "might" is forbidden (modal, might)`)
	if v.Hidden != 1 {
		t.Errorf("%d hidden, want 1", v.Hidden)
	}
	// A rate over the whole draft shows the new cue only.
	v = evaluate("  - {id: a, metric: hedges_per_100_words, max: 1}\n", changes)
	want(t, v, false, "d.md:3:4 error a: hedges_per_100_words of draft d is 33.33, above max 1 (2 passages)")
	if len(v.Findings[0].Sites) != 1 {
		t.Errorf("sites are %+v", v.Findings[0].Sites)
	}
	// What the change does not touch is no finding, and the check says so.
	v = evaluate("  - {id: a, forbid: [i-think]}\n", changes)
	want(t, v, true)
	if v.Checks[0].Status != Passed || v.Checks[0].Note == "" {
		t.Errorf("check is %+v", v.Checks[0])
	}
	other := &Changes{}
	other.AddFile("d.md")
	if v = evaluate("  - {id: a, forbid: [might]}\n", other); len(v.Findings) != 2 {
		t.Errorf("%d findings in a new file, want 2", len(v.Findings))
	}
	if v = evaluate("  - {id: a, forbid: [might]}\n", &Changes{}); !v.Passed || v.Hidden != 1 {
		t.Errorf("an unchanged file gives %+v", v)
	}
	if _, err := ReadChanges(strings.NewReader("--- a/x\n+++ b/x\n@@ nonsense"), nil); err == nil {
		t.Error("a broken patch is no error")
	}
}

func TestColumnsInCharacters(t *testing.T) {
	s := read(t, "d.md", "“Größe” — we might win.\n")
	f := evaluate(t, "  - {id: a, forbid: [might]}\n", s).Findings[0]
	line := "“Größe” — we might win."
	if from := strings.Index(line, "might"); f.Column != from+1 || f.EndColumn != from+6 {
		t.Errorf("bytes %d to %d, want %d", f.Column, f.EndColumn, from+1)
	}
	if f.FromCharacter != 14 || f.ToCharacter != 19 {
		t.Errorf("characters %d to %d, want 14 to 19", f.FromCharacter, f.ToCharacter)
	}
}

func TestDrift(t *testing.T) {
	s := read(t, "q1.md", answered(plainAnswer, hedgedAnswer, "We will do it."))
	golden := slices.Clone(s.Records)
	drift := func(golden []analysis.Record) *Verdict {
		t.Helper()
		v, err := (&Comparison{Golden: golden, File: "scores.jsonl", Versions: analysis.Default().Versions()}).Drift([]*Subject{s})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := drift(golden); !v.Passed || len(v.Findings) != 0 || len(v.Checks) != 3 {
		t.Errorf("the same run gives %+v", v)
	}
	low, near := -0.5, 0.0
	s.Records[0].Sentiment = analysis.Sentiment{Score: &near, Label: score.Neutral}
	golden[0].Sentiment = analysis.Sentiment{Score: &low, Label: score.Negative}
	golden[0].Versions.Model = "old-1"
	golden[1].Hedges = golden[1].Hedges[:1]
	golden[1].Text = "I think we will ship forty units."
	model := s.Records[0].Versions.Model
	want(t, drift(golden[:2]), false,
		"q1.md:11:1 error candor/drift: q1#2: sentiment -0.50 to 0.00, sentiment_gap -0.51 to -0.01, label negative to neutral: model "+model+", was old-1",
		"q1.md:19:1 error candor/drift: q1#4: hedges_per_100_words 14.29 to 28.57, shields_per_100_words 14.29 to 28.57, hedges_per_100_words.modal 0.00 to 14.29: the text differs",
		"q1.md:27:1 error candor/drift: q1#6: this run has it, the stored one does not")
	golden[2].ID = "q0#6"
	v := drift(golden)
	if got := lines(v); len(got) != 4 || got[3] != "scores.jsonl:3:1 error candor/drift: q0#6: the stored run has it, this one does not" {
		t.Errorf("findings are %q", got)
	}
	golden[1] = s.Records[1]
	golden[1].Hedges = nil
	if got := lines(drift(golden)); !strings.Contains(got[1], "same text, same versions: not explained") {
		t.Errorf("findings are %q", got)
	}
	golden[2].ID = golden[1].ID
	if _, err := (&Comparison{Golden: golden, File: "scores.jsonl"}).Drift([]*Subject{s}); err == nil {
		t.Error("two records of one id are no error")
	}
	// Within the tolerance nothing moved.
	a, b := 0.100, 0.109
	s.Records, golden = s.Records[:1], slices.Clone(s.Records[:1])
	s.Records[0].Sentiment.Score, golden[0].Sentiment.Score = &a, &b
	if v := drift(golden); !v.Passed {
		t.Errorf("0.009 is within 0.01, but %q", lines(v))
	}
	c := Comparison{Golden: golden, Tolerance: map[string]float64{"sentiment": 0.005}}
	if v, _ := c.Drift([]*Subject{s}); v.Passed {
		t.Error("0.009 is not within 0.005")
	}
}
