package pair

import (
	"slices"
	"testing"

	"candor/internal/model"
	"candor/text"
)

func read(question, answer string) *Pair {
	return Read(Input{Question: text.New(question), Answer: text.New(answer)})
}

func TestRepeats(t *testing.T) {
	const first = "What was the margin of the ferry business in the third quarter, and why did it fall?"
	for _, c := range []struct {
		then string
		want bool
	}{
		{"Just to clarify, the margin of the ferry business?", true},
		{"Sorry, the ferry margin in the quarter.", true},
		{"And how do prices of fuel look?", false},
		{"Thank you.", false},
		{"Margin?", false}, // one word tells nothing
		{"The ferry business had a margin in the quarter. " + "We saw new ships, new docks, new crews, new routes, new ports, new fuels, new cranes, new tugs, new pilots, new engines, new rules, new tolls and new fees this year.", false},
	} {
		if got := Repeats(first, c.then); got != c.want {
			t.Errorf("%q: %v", c.then, got)
		}
	}
}

func TestAskedFor(t *testing.T) {
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"Thanks. How much of the growth was price?", []string{AsksNumber}},
		{"When do you open the yard in Harlow?", []string{AsksDate}},
		{"Why did margins fall?", []string{AsksCause}},
		{"Is the yard in Harlow full?", []string{AsksWhether}},
		{"Is the yard in Harlow full", []string{AsksWhether}},
		{"Which of the yards are full?", []string{AsksList}},
		{"Could you talk about the yard?", []string{AsksOpen}},
		{"How many ships were sold? And when do you deliver them?", []string{AsksNumber, AsksDate}},
		{"", nil},
	} {
		p := read(c.question, "Yes.")
		if got := p.AskedFor(); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.question, got, c.want)
		}
		p.Release()
	}
}

func TestGiven(t *testing.T) {
	const answer = "Yes. Because of fog we sold 12 ships, and in March we sell more."
	p := read("Is it so?", answer)
	defer p.Release()
	for kind, want := range map[string]string{AsksNumber: "12", AsksDate: "March", AsksWhether: "Yes", AsksCause: "Because", AsksOpen: ""} {
		if start, end := p.Given(kind); answer[start:end] != want {
			t.Errorf("%s: %q, want %q", kind, answer[start:end], want)
		}
	}
}

// Courtesy, fillers, notes, a lost question mark and case change nothing of what is
// measured of the pair, as far as the words are the same.
func TestMeasuresHold(t *testing.T) {
	const question, answer = "How much did margins fall in the ferry business?", "Margins fell by two points because fuel was dear."
	measure := func(question, answer string) []float64 {
		p := read(question, answer)
		defer p.Release()
		p.Measure(new(Vectors))
		return slices.Clone(p.Measures.Values)
	}
	want := measure(question, answer)
	for _, c := range [][2]string{
		{question, "Thanks for the question, Tom. " + answer},
		{question, answer + " Does that answer your question?"},
		{question, "Good morning. Great question. " + answer + " Thank you."},
		{question, "Margins fell [ph] by two points because fuel was dear."},
		{question, "Margins, uh, fell by two points because, you know, fuel was dear."},
		{"How much did margins fall in the ferry business", answer},
		{"Thanks for taking my question. " + question, answer},
		{"HOW MUCH DID MARGINS FALL IN THE FERRY BUSINESS?", "MARGINS FELL BY TWO POINTS BECAUSE FUEL WAS DEAR."},
		{"how much did margins fall in the ferry business?", "margins fell by two points because fuel was dear."},
	} {
		if got := measure(c[0], c[1]); !slices.Equal(got, want) {
			names, _ := MeasureNames()
			for i := range got {
				if got[i] != want[i] {
					t.Errorf("%q to %q: %s is %v, was %v", c[1], c[0], names[i], got[i], want[i])
				}
			}
		}
	}
}

func TestTimeNear(t *testing.T) {
	for answer, want := range map[string]string{
		"We'll update you in March.":                                  "in March",
		"We will talk about that on our next call.":                   "on our next call",
		"We don't give that out. We have guidance for you next year.": "",
	} {
		p := read("How much is it?", answer)
		start, end, ok := p.TimeNear(0, 10)
		if ok != (want != "") || answer[start:end] != want {
			t.Errorf("%q: %q, want %q", answer, answer[start:end], want)
		}
		p.Release()
	}
}

func TestOnlyWithholds(t *testing.T) {
	for answer, want := range map[string]bool{
		"We don't disclose that.":                       true,
		"Thanks. We don't disclose that.":               true,
		"We don't disclose that, but it was 5 percent.": false,
		"Ships sold well.":                              false,
	} {
		p := read("How much is it?", answer)
		if got := p.OnlyWithholds(); got != want {
			t.Errorf("%q: %v", answer, got)
		}
		p.Release()
	}
}

// What is said twice counts once: its words, its evidence and its terms.
func TestSaidTwice(t *testing.T) {
	const question, answer = "How much did you sell?", "Yes. We don't give that number. Fog held the ships in the yard."
	terms := func(p *Pair) (n int) {
		p.EachTerm(AnswerPart, func(model.Key) { n++ })
		return n
	}
	once, twice := read(question, answer), read(question, answer+" Yes. We, uh, don't give that number. Fog held the ships in the yard.")
	defer once.Release()
	defer twice.Release()
	if once.answer.words != 13 || twice.answer.words != 13 {
		t.Errorf("%d and %d words, want 13", once.answer.words, twice.answer.words)
	}
	if len(once.Evidence) == 0 || !slices.Equal(once.Evidence, twice.Evidence) {
		t.Errorf("evidence %v, said twice %v", once.Evidence, twice.Evidence)
	}
	if terms(once) != terms(twice) {
		t.Errorf("%d terms, said twice %d", terms(once), terms(twice))
	}
}

// Fillers and the commas around them move no term.
func TestFillersMoveNoTerm(t *testing.T) {
	terms := func(answer string) (keys []model.Key) {
		p := read("How much did you sell?", answer)
		defer p.Release()
		for of := range NumParts {
			p.EachTerm(of, func(k model.Key) { keys = append(keys, k) })
		}
		return keys
	}
	if plain, filled := terms("We sold ships in March."), terms("We sold uh, ships, you know, in March."); !slices.Equal(plain, filled) {
		t.Errorf("%d terms, %d with fillers", len(plain), len(filled))
	}
}

// The first turn that says a good deal to a question is an answer, a later one or a
// word may be none.
func TestAwaited(t *testing.T) {
	const long = "Fog held the ships in the yard for weeks, and so we sold fewer of them than we had hoped for in the spring."
	for _, c := range []struct {
		question, answer string
		before           int
		want             bool
	}{
		{"How much did you sell?", long, 0, true},
		{"How much did you sell?", "Thank you. " + long + " Thank you all.", 0, true},
		{"How much did you sell?", long, 1, false},
		{"How much did you sell?", "Less than we hoped.", 0, false},
		{"Okay, great.", long, 0, false},
		{"The ships in the yard were held by fog, and so the harbour in Harlow must have been full.", long, 0, true},
	} {
		p := Read(Input{Question: text.New(c.question), Answer: text.New(c.answer), Place: Place{Known: true, Before: c.before, LastTurn: true}})
		if got := p.Awaited(); got != c.want {
			t.Errorf("%q to %q: %v", c.answer, c.question, got)
		}
		p.Release()
	}
}
