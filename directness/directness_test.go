package directness

import (
	"math"
	"strings"
	"testing"

	"candor/text"
)

func judge(question, answer string) Result {
	return Default().Judge(Input{Question: text.New(question), Answer: text.New(answer)})
}

func TestJudge(t *testing.T) {
	for _, test := range []struct {
		question, answer string
		label            Label
		kind             Kind
	}{
		{"What was gross margin in the quarter?", "Gross margin was 41.5 percent in the quarter, up from 40 percent a year ago.", Direct, ""},
		{"Is the Harlow plant at full capacity?", "Yes, the Harlow plant has been at full capacity since March.", Direct, ""},
		{"Can you tell us how many of the new ferries you sold?", "We don't disclose that.", Evaded, Declines},
		{"When do you expect to open the second yard?", "We'll talk about that on our next call.", Evaded, Defers},
		{"How much of the growth came from price?", "I don't have that number in front of me.", Evaded, DoesNotKnow},
		{"And so if I read that back, the yard in Harlow is full?", "Correct.", Direct, ""},
		{"Do you expect volumes to rise?", "Yeah. I don't know that I would comment on that.", Evaded, Declines},
		{"Would that be a fair way to think about it?", "No, not really.", Direct, ""},
	} {
		r := judge(test.question, test.answer)
		if !r.Judged || r.Label != test.label || r.Kind != test.kind {
			t.Errorf("%q: %s %q, evaded %.2f partial %.2f direct %.2f; want %s %q", test.answer, r.Label, r.Kind, r.Evaded, r.Partial, r.Direct, test.label, test.kind)
		}
		if sum := r.Evaded + r.Partial + r.Direct; sum < 0.999 || sum > 1.001 {
			t.Errorf("%q: the probabilities add up to %g", test.answer, sum)
		}
		if r.Score < 0 || r.Score > 1 {
			t.Errorf("%q: score %g", test.answer, r.Score)
		}
	}
}

// An answer that has nothing but a deflection is not direct, whatever the words.
func TestOnlyDeflectionIsNotDirect(t *testing.T) {
	for _, answer := range []string{"We don't disclose that.", "No comment.", "We'll get back to you on that.", "Yes, well, I'd rather not say.",
		"It's too early to say.", "We're not going to comment on that today, Jim."} {
		for _, question := range []string{"What was the margin?", "Are you seeing the pricing hold?", "Could you talk about demand in the yards and the pricing there?"} {
			if r := judge(question, answer); r.Label == Direct {
				t.Errorf("%q to %q is direct", answer, question)
			}
		}
	}
}

func TestNothingToJudge(t *testing.T) {
	for _, test := range [][2]string{
		{"", "Demand was strong."},
		{"What was the margin?", ""},
		{"Okay. Great, thanks.", "Thank you all for joining us today. We look forward to speaking with you next quarter. Have a great day."},
		{"What was the margin?", "In which segment?"},
	} {
		if r := judge(test[0], test[1]); r.Judged || r.Label != "" || r.Kind != "" {
			t.Errorf("%q to %q: %+v, want nothing", test[1], test[0], r)
		}
	}
}

func TestEvidenceIsInTheAnswer(t *testing.T) {
	answer := "Well, we don't give quarterly guidance. We'll provide an update on our next call, and it's too early to say."
	r := judge("What do you expect for margins next quarter?", answer)
	if len(r.Evidence) == 0 {
		t.Fatal("no evidence")
	}
	end := 0
	for _, e := range r.Evidence {
		if e.Start < end || e.End > len(answer) || e.Kind != r.Kind {
			t.Errorf("evidence %+v", e)
		}
		end = e.End
	}
	if got := answer[r.Evidence[0].Start:r.Evidence[0].End]; !strings.Contains(got, "we don't give") && !strings.Contains(got, "update") {
		t.Errorf("first evidence is %q", got)
	}
}

func TestAsked(t *testing.T) {
	for _, test := range []struct {
		question, answer, kind, found string
	}{
		{"How much did freight cost you?", "About $3 million.", "number", "$"},
		{"How much did freight cost you?", "Less than we feared.", "number", ""},
		{"When will the yard open?", "In March.", "date", "March"},
		{"When will the yard open?", "Soon enough.", "date", ""},
		{"Why did margins fall?", "Because steel was dearer.", "cause", "Because"},
		{"Is that right?", "Yes, it is.", "whether", "Yes"},
		{"Is that right?", "Steel was dearer.", "whether", ""},
		{"Which of the two yards is the bigger one?", "Harlow.", "list", ""},
		{"Could you talk about the yards?", "Harlow.", "open", ""},
	} {
		asks := Asked(Input{Question: text.New(test.question), Answer: text.New(test.answer)})
		if len(asks) != 1 || asks[0].Kind != test.kind || test.answer[asks[0].Start:asks[0].End] != test.found || asks[0].Found() != (test.found != "") {
			t.Errorf("%q, %q: %v, want %s %q", test.question, test.answer, asks, test.kind, test.found)
		}
	}
	if asks := Asked(Input{Question: text.New(""), Answer: text.New("Yes.")}); asks != nil {
		t.Errorf("without a question: %v", asks)
	}
}

// When an answer is promised is named; what is only put off has no date.
func TestUntil(t *testing.T) {
	for answer, until := range map[string]string{
		"We'll talk about that on our next call.": "on our next call",
		"We'll update you in March.":              "in March",
		"We'll have to get back to you on that.":  "",
	} {
		if r := judge("How much will you invest in the yard?", answer); r.Label == Direct || r.Kind != Defers || r.Until != until {
			t.Errorf("%q: %s, %s until %q, want it put off until %q", answer, r.Label, r.Kind, r.Until, until)
		}
	}
}

// Evaded is the most probable label, and something shows it.
func TestEvadedNeedsEvidence(t *testing.T) {
	for _, answer := range []string{"Ships are fine things.", "We are very pleased with the team.", "We don't disclose that.", "The yard in Harlow is full, and we sold 12 ships in March."} {
		r := judge("How much of the growth was price?", answer)
		most := max(r.Evaded, r.Partial, r.Direct)
		switch r.Label {
		case Evaded:
			if r.Evaded < most || r.Kind == "" {
				t.Errorf("%q: evaded, at %.2f of %.2f, kind %q", answer, r.Evaded, most, r.Kind)
			}
		case Partial:
			if r.Partial < most-1e-9 {
				t.Errorf("%q: partial at %.2f of %.2f", answer, r.Partial, most)
			}
		case Direct:
			if r.Direct < most-1e-9 || r.Kind != "" || r.Evidence != nil {
				t.Errorf("%q: direct at %.2f of %.2f, kind %q", answer, r.Direct, most, r.Kind)
			}
		}
	}
}

// Courtesy, notes, fillers, case and lost question marks change no judgement.
func TestJudgementHolds(t *testing.T) {
	for _, pair := range [][2]string{
		{"How much did margins fall in the ferry business?", "Margins fell by two points because fuel was dear."},
		{"When will you open the second yard?", "We'll talk about that on our next call."},
		{"Is demand in Norway holding up?", "Demand was strong in the quarter, and we have orders for the year."},
	} {
		want := judge(pair[0], pair[1])
		for _, changed := range [][2]string{
			{pair[0], "Thanks for the question, Tom. " + pair[1]},
			{pair[0], pair[1] + " Does that answer your question?"},
			{pair[0], "Well, uh, " + strings.ToLower(pair[1][:1]) + pair[1][1:]},
			{pair[0], strings.Replace(pair[1], " ", " [ph] ", 1)},
			{strings.ToUpper(pair[0]), strings.ToUpper(pair[1])},
			{strings.ToLower(pair[0]), strings.ToLower(pair[1])},
			{strings.TrimSuffix(pair[0], "?"), pair[1]},
		} {
			got := judge(changed[0], changed[1])
			sure := math.Abs(want.Direct-want.Partial) > 0.1 // else a hair decides the label
			if !got.Judged || sure && got.Label != want.Label || math.Abs(got.Score-want.Score) > 0.1 {
				t.Errorf("%q to %q: %s %.2f, was %s %.2f", changed[1], changed[0], got.Label, got.Score, want.Label, want.Score)
			}
		}
	}
}

// The reasons of Explain add up to the log-odds of evaded against direct.
func TestExplainAddsUp(t *testing.T) {
	in := Input{Question: text.New("How much of the growth was price?"), Answer: text.New("We don't break that out, but volume was the larger part.")}
	reasons, logOdds := Default().Explain(in)
	r := Default().Judge(in)
	sum := 0.0
	for _, reason := range reasons {
		sum += reason.Weight
	}
	// ln(evaded/direct), of which the rule for mere deflections changes nothing here.
	if want := logRatio(r.Evaded, r.Direct); abs(sum-want) > 1e-6 || abs(logOdds-want) > 1e-6 {
		t.Errorf("reasons add up to %g, log-odds %g, want %g", sum, logOdds, want)
	}
}

func TestJudgeAllocates(t *testing.T) {
	in := Input{Question: text.New("How is demand in the yards, and what about pricing?"), Answer: text.New(strings.Repeat("Demand was strong and the yards were full through the quarter. ", 10))}
	j := Default()
	j.Judge(in)
	if n := testing.AllocsPerRun(100, func() { j.Judge(in) }); n > 60 { // the pools may be emptied in between, and are under -race; there are 130 tokens
		t.Errorf("%g allocations an answer", n)
	}
}

func TestModelErrors(t *testing.T) {
	for _, data := range []string{"", "candorM", "candorD", builtInModel[:len(builtInModel)-1], builtInModel[:40] + "x" + builtInModel[41:]} {
		if _, err := Parse(data); err == nil {
			t.Errorf("%d bytes: no error", len(data))
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("How much?", "We don't say.")
	f.Add("?", ".")
	f.Fuzz(func(t *testing.T, question, answer string) {
		r := judge(question, answer)
		if r.Score < 0 || r.Score > 1 {
			t.Errorf("score %g", r.Score)
		}
		for _, e := range r.Evidence {
			if e.Start < 0 || e.Start >= e.End || e.End > len(answer) {
				t.Errorf("evidence %+v of %d bytes", e, len(answer))
			}
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	question := text.New("Thanks. Could you talk about what drove the margin in the quarter, and how much of it was price?")
	answer := text.New(strings.Repeat("Well, gross margin was sort of in line, and we've seen orders and the backlog grow while the plant in Ohio ramps up. ", 6))
	j := Default()
	b.SetBytes(int64(len(question.Text) + len(answer.Text)))
	b.ReportAllocs()
	for b.Loop() {
		j.Judge(Input{Question: question, Answer: answer})
	}
}

func logRatio(a, b float64) float64 { return math.Log(a / b) }

func abs(x float64) float64 { return math.Abs(x) }
