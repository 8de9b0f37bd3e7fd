package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/analysis"
	"candor/transcript/call"
)

// Each line is a record: call, company, speaker, asker, asker's firm.
const recordsOfPeople = `
a Sundal; Olga R. Brandt; Jon Orr; Hill Partners
a Sundal; Olga R. Brandt; Ann Lee; Fox
b Sundal, Inc.; Olga Brandt; John Orr; Hill
c Other; Olga S. Brandt; Jonathan Orr; Lake
d Sundal; Bo Lind; Anne Li; Fox
d Sundal; Beo Lind; Ann Lee; Fox`

func recordsOf(t *testing.T) []analysis.Record {
	t.Helper()
	var records []analysis.Record
	for line := range strings.SplitSeq(strings.TrimSpace(recordsOfPeople), "\n") {
		fields := strings.Split(line[2:], "; ")
		records = append(records, analysis.Record{Call: analysis.Call{ID: line[:1], Company: fields[0]}, Speaker: fields[1], Asker: fields[2], AskerFirm: fields[3]})
	}
	return records
}

func speakersAndAskers(records []analysis.Record) string {
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintf(&b, "%s %s: %s, %s\n", r.Call.ID, r.Call.Company, r.Speaker, r.Asker)
	}
	return b.String()
}

func TestUnite(t *testing.T) {
	records := recordsOf(t)
	analysis.Unite(records, nil)
	// Olga S. is of another company, Jonathan of another firm; Bo and Beo speak in one call.
	want := `a Sundal: Olga R. Brandt, John Orr
a Sundal: Olga R. Brandt, Ann Lee
b Sundal, Inc.: Olga R. Brandt, John Orr
c Other: Olga S. Brandt, Jonathan Orr
d Sundal: Bo Lind, Anne Li
d Sundal: Beo Lind, Ann Lee
`
	if got := speakersAndAskers(records); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestUniteWithAliases(t *testing.T) {
	aliases, err := call.ReadAliases(strings.NewReader("Olga Brandt-Lind: [Olga R. Brandt, Olga S. Brandt]\nJon Orr: []\nJohn Orr: []\n"), "a.yml")
	if err != nil {
		t.Fatal(err)
	}
	records := recordsOf(t)[:4]
	analysis.Unite(records, aliases)
	want := `a Sundal: Olga Brandt-Lind, Jon Orr
a Sundal: Olga Brandt-Lind, Ann Lee
b Sundal, Inc.: Olga Brandt, John Orr
c Other: Olga Brandt-Lind, Jonathan Orr
`
	if got := speakersAndAskers(records); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What is kept of records is united as the records are.
func TestUniteAnswers(t *testing.T) {
	records := recordsOf(t)
	var o analysis.Answers
	for i := range records {
		o.Add([]*analysis.Record{&records[i]})
	}
	o.Unite(nil)
	analysis.Unite(records, nil)
	for i := range records {
		speaker, asker := o.Key(i, analysis.BySpeaker), o.Key(i, analysis.ByAsker)
		if speaker != records[i].Speaker || asker != records[i].Asker {
			t.Errorf("answer %d is by %s to %s, the record by %s to %s", i, speaker, asker, records[i].Speaker, records[i].Asker)
		}
	}
}
