package procedure

import (
	"bytes"
	"os"
	"slices"
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
	if compact, err := set.Compact(); err != nil || !bytes.Equal(compact, compactCues) {
		t.Errorf("cues.bin is not that of cues.yaml: run go generate (%v)", err)
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
		if n := len(Sentences(d, nil)); n != len(d.Sentences) {
			t.Errorf("%d kinds of %d sentences", n, len(d.Sentences))
		}
	})
}

const answer = "Thank you for the question, Tom. Let me start, and then Ann, you take the second part. " +
	"Prices held up in the quarter because ships were few, and we expect that to last into next year. "

func BenchmarkSentences(b *testing.B) {
	d := text.New(string(bytes.Repeat([]byte(answer), 4)))
	var kinds []Kind
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		kinds = Sentences(d, kinds[:0])
	}
}
