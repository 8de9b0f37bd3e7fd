package procedure

import (
	"os"
	"slices"
	"strings"
	"testing"

	"candor/hedge"
	"candor/internal/cue"
	"candor/text"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want Kind
	}{
		{"Good morning, Ann.", Greeting},
		{"Thanks for the question, Tom.", Courtesy},
		{"Thank you all for joining us on our third quarter 2025 call.", Closing},
		{"Thanks, and margins were down.", Business},
		{"Thank you, we grew 5%.", Business},
		{"That's a great question.", Courtesy},
		{"Congrats on the results.", Courtesy},
		{"Great job, guys.", Courtesy},
		{"The team did a great job in Ohio.", Business},
		{"I hope that helps.", Courtesy},
		{"Does that answer your question?", Courtesy},
		{"It helps our margins.", Business},
		{"Chris, you take that one.", HandOver},
		{"chris, you take that one.", HandOver},
		{"CHRIS, YOU TAKE THAT ONE.", HandOver},
		{"SHIPS SOLD WELL IN OHIO.", Business},
		{"Go ahead, John.", HandOver},
		{"I'll turn it over to Ann Lee to talk about the margin.", HandOver},
		{"Do you want to take that?", HandOver},
		{"Hock?", HandOver},
		{"We handed in the numbers.", Business},
		{"Next question, please.", Moderation},
		{"Operator, we have time for one more question.", Moderation},
		{"The question is what prices do.", Business},
		{"Have a great day.", Closing},
		{"We look forward to speaking with you in March.", Closing},
		{"We look forward to higher prices.", Business},
		{"Could you repeat the second part?", PutBack},
		{"Repeat customers buy more.", Business},
		{"Can you hear me?", Hearing},
		{"Okay.", Filler},
		{"That is good.", Business},
		{"Yes.", Reply},
		{"That's right.", Reply},
		{"Mexico.", Business},
		{"[indiscernible]", Filler},
	} {
		d := text.New(c.text)
		got := Sentences(d, nil)
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestTurn(t *testing.T) {
	for _, c := range []struct {
		question, answer string
		want             Kind
	}{
		{"Do prices hold?", "Yes.", Business},
		{"Do prices hold?", "Mexico.", Business},
		{"Do prices hold?", "Sure. Chris, you take that one.", HandOver},
		{"Do prices hold?", "Yes. Thank you.", Business},
		{"That was helpful.", "Yes. Thank you.", Thanks},
		{"Do prices hold?", "In the third quarter, you mean?", PutBack},
		{"Do prices hold?", "Sorry, Tom. The ones in Ohio?", PutBack},
		{"Do prices hold?", "They hold, right?", Business},
		{"Do prices hold?", "What do they do? They hold.", Business},
		{"Do prices hold?", "Great question. They hold.", Business},
		{"", "", Filler},
	} {
		d := text.New(c.answer)
		if got := KindOf(text.New(c.question), d); got != c.want {
			t.Errorf("%q behind %q: %v, want %v", c.answer, c.question, got, c.want)
		}
		if Turn(text.New(c.question), d) != (c.want != Business) {
			t.Errorf("Turn and KindOf differ for %q", c.answer)
		}
	}
	if !Turn(nil, text.New("Yes. Thank you.")) {
		t.Error("without a question a yes answers nothing")
	}
}

// The cues find their examples and not their counterexamples, and the compiled
// form is that of the YAML.
func TestCues(t *testing.T) {
	data, err := os.ReadFile("cues.yaml")
	if err != nil {
		t.Fatal(err)
	}
	set, err := cue.Read(hedge.BuiltIn().Names(), "cues.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range set.Check() {
		t.Error(wrong)
	}
	if string(set.Compact()) != compactCues {
		t.Errorf("cues.bin is not that of cues.yaml: run go generate")
	}
	for _, k := range set.Kinds() {
		if !slices.Contains(kindNames[:], k) {
			t.Errorf("there is no kind %q", k)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Thanks. Next question, please. We grew.")
	f.Add("can you hear me -- \xff, [ph] yes?")
	f.Fuzz(func(t *testing.T, s string) {
		d := text.New(s)
		if got, want := Sentences(d, nil), walkedWhole(d); !slices.Equal(got, want) {
			t.Errorf("%v, want %v as without a short cut", got, want)
		}
	})
}

// walkedWhole gives the kinds as Sentences, which leaves a sentence as soon as it
// knows enough, but looks for every cue.
func walkedWhole(d *text.Document) (kinds []Kind) {
	c := builtIn()
	r := &reader{of: make([]Kind, len(d.Tokens))}
	scan := c.Scan(d)
	defer scan.Release()
	for at := 0; at < scan.Len(); {
		m, ok := scan.Longest(at)
		if !ok {
			at++
			continue
		}
		sentence := slices.IndexFunc(d.Sentences, func(s text.Sentence) bool { return scan.At(m.First) < s.Last })
		r.cover(d, sentence, scan.At(m.First), scan.At(m.Last-1)+1, c.of[m.Entry])
		at = m.Last
	}
	for _, s := range d.Sentences {
		kinds = append(kinds, r.kind(d, s, shouted(d)))
	}
	return kinds
}

// What stands in one sentence may be part of a cue of the next one, or cover it.
func TestShortCut(t *testing.T) {
	for _, s := range []string{
		answer,
		"Prices rose a lot at Ann. Chris, you take that one. Margins held up. Thank you.",
		"Margins held up at Ann. Bob will take that. Next question, please.",
		"We sold ships and thank you. Thank you, we sold ships for our friends! Good morning.",
		"PRICES ROSE IN THE QUARTER. THANK YOU VERY MUCH. MARGINS HELD UP AGAIN",
		"prices rose in the quarter and we thank you, uh, -- our margins held up... thank you",
		"It grew 5 %. We, uh, have time for one more question. Volumes of ships were up. \"Thank you.\"",
	} {
		d := text.New(s)
		if got, want := Sentences(d, nil), walkedWhole(d); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
}

const answer = "Thank you for the question, Tom. Let me start, and then Ann, you take the second part. " +
	"Prices held up in the quarter because ships were few, and we expect that to last into next year. "

func BenchmarkSentences(b *testing.B) {
	d := text.New(strings.Repeat(answer, 4))
	var kinds []Kind
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		kinds = Sentences(d, kinds[:0])
	}
}
