package analysis

import (
	"bytes"
	"testing"

	"candor/directness"
	"candor/topic"
)

// One exchange of three turns and one of one: Ann refuses twice, Bob tells; then Ann
// answers in part.
func exchanges() []Record {
	turn := func(id, speaker string, topicName string, label directness.Label, score float64) Record {
		r := *answer(Call{ID: "c"}, speaker, 0, 0)
		r.ID, r.Topics = id, []topic.Topic{{Name: topicName, Weight: 0.5}}
		r.Directness = Directness{Score: &score, Label: label}
		return r
	}
	first := []Record{turn("c#1", "Ann", "price", directness.Evaded, 0.1), turn("c#2", "Bob", "price", directness.Direct, 0.9), turn("c#3", "Ann", "cost", directness.Evaded, 0.2)}
	judgeExchange(first)
	return append(first, turn("c#4", "Ann", "price", directness.Partial, 0.8))
}

func TestExchangeIsThatOfItsBestTurn(t *testing.T) {
	records := exchanges()
	for i, r := range records[:3] {
		e := r.Directness.Exchange
		if e == nil || e.ID != "c#1" || e.Answers != 3 || e.Label != directness.Direct || *e.Score != 0.9 {
			t.Errorf("%d: exchange %+v", i, e)
		}
	}
	if p := records[2].Directness.Part; p == nil || p.ID != "c#1" || p.Answers != 2 || p.Label != directness.Evaded || *p.Score != 0.2 {
		t.Errorf("Ann's part %+v", p)
	}
	if records[1].Directness.Part != nil || records[3].Directness.Exchange != nil {
		t.Error("a single turn is part of nothing")
	}
	if records[0].Directness.Label != directness.Evaded {
		t.Error("a refusal stays one where a colleague answers")
	}
}

// Two exchanges, one direct and one partial. Ann's parts are evaded and partial.
func TestDirectnessIsCountedByExchange(t *testing.T) {
	records := exchanges()
	var all []*Record
	for i := range records {
		all = append(all, &records[i])
	}
	answers := AnswersOf(all)
	check := func(name string, g *Group, direct, evaded float64, n int) {
		t.Helper()
		if d, e := value(g, ShareDirect.Name), value(g, ShareEvaded.Name); d != direct || e != evaded || g.Sample(ShareDirect).N() != n {
			t.Errorf("%s: direct %g, evaded %g of %d; want %g, %g of %d", name, d, e, g.Sample(ShareDirect).N(), direct, evaded, n)
		}
	}
	whole := answers.All()
	check("all", &whole, 0.5, 0, 2)
	for _, g := range whole.By(BySpeaker) {
		switch g.Key {
		case "Ann":
			check("Ann", &g, 0, 0.5, 2)
		case "Bob":
			check("Bob", &g, 1, 0, 1)
		}
	}
	for _, g := range whole.By(ByTopic) {
		switch g.Key {
		case "price": // Ann's refusal, Bob's answer, Ann's other one
			check("price", &g, 1./3, 1./3, 3)
		case "cost":
			check("cost", &g, 0, 1, 1)
		}
	}
	together := AnswersOf(all).All()
	if direct, partial, evaded := together.Judged(); direct != 1 || partial != 1 || evaded != 0 {
		t.Errorf("%d direct, %d partial, %d evaded", direct, partial, evaded)
	}
	single := answers.All()
	single.CountBy(nil)
	check("turns", &single, 0.25, 0.5, 4)

	// What is not judged may stand within an exchange, which counts once.
	unjudged := *answer(Call{ID: "c"}, "Cy", 0, 0)
	unjudged.ID = "c#0"
	within := AnswersOf([]*Record{all[0], &unjudged, all[1], all[2], all[3]}).All()
	if n := within.Sample(ShareDirect).N(); n != 2 {
		t.Errorf("%d exchanges with an unjudged turn in one, want 2", n)
	}

	// The units survive what answers go through.
	var copied Answers
	copied.Append(answers)
	copied.Append(answers)
	twice := copied.All()
	check("appended", &twice, 0.5, 0, 4)
	p := &Profile{}
	p.Add(all)
	var file bytes.Buffer
	if err := p.Write(&file); err != nil {
		t.Fatal(err)
	}
	read, err := ReadProfile(&file, "p.json")
	if err != nil {
		t.Fatal(err)
	}
	again := read.All()
	check("read", &again, 0.5, 0, 2)
}
