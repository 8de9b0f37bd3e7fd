package transcript

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/infer"
)

// TestWhoIsWho reads short calls and shows each turn: section, role, name, text,
// and who asked what. "~" marks a trivial turn.
func TestWhoIsWho(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"investor relations answers, directs and closes", `
Operator: Welcome to Norrland Trams. Pia Lund, head of investor relations, will begin.
Pia Lund: Thank you. Some remarks today are forward-looking statements. Here is Astrid.
Astrid Falk: We bought nine trams in the spring, and they run.
Operator: The first question comes from Greta Holm with Lakeside Brokers.
Greta Holm: Which lines get them?
Astrid Falk: The ring line, I think. Pia has the list.
Pia Lund: Three go to the ring line, and six to the harbour, at about a million each.
Greta Holm: Thank you.
Pia Lund: Thanks, Greta. Operator, we have time for one more question.
Operator: There are no further questions. I turn the call back to management.
Astrid Falk: Nine trams are a beginning. Goodbye.
Pia Lund: This concludes the call.`, `
prepared operator Operator: Welcome to Norrland Trams. Pia Lund, head of investor relations, will begin.
prepared investor_relations Pia Lund: Thank you. Some remarks today are forward-looking statements. Here is Astrid.
prepared executive Astrid Falk: We bought nine trams in the spring, and they run.
qa operator Operator: The first question comes from Greta Holm with Lakeside Brokers.
qa analyst Greta Holm of Lakeside Brokers: Which lines get them?
qa executive Astrid Falk: The ring line, I think. Pia has the list. <- Greta Holm of Lakeside Brokers: Which lines get them?
qa investor_relations Pia Lund: Three go to the ring line, and six to the harbour, at about a million each. <- Greta Holm of Lakeside Brokers: Which lines get them?
qa analyst Greta Holm of Lakeside Brokers: ~Thank you.
qa investor_relations Pia Lund: ~Thanks, Greta. Operator, we have time for one more question. <- Greta Holm of Lakeside Brokers: Which lines get them?|Thank you.
qa operator Operator: There are no further questions. I turn the call back to management.
qa executive Astrid Falk: ~Nine trams are a beginning. Goodbye. <- Greta Holm of Lakeside Brokers: Which lines get them?|Thank you.
qa investor_relations Pia Lund: ~This concludes the call. <- Greta Holm of Lakeside Brokers: Which lines get them?|Thank you.`},

		{"variants of a name, a nameless stand-in", `
Operator: Welcome. Astrid Falk will begin.
Astrid M. Falk: The depot is built, and we moved in.
Operator: The first question comes from the line of Robert Thiele of Hill Partners.
Bob Thiele: Was it dear?
Astrid Falk: It was not.
Bob Thiele: And the roof?
A. Falk [ph]: It may leak.
Operator: Our next question is from Greta Holm with Lakeside.
Unidentified Analyst: I am on for Greta. Will it rain?
Astrid M. Falk: Perhaps in May.`, `
prepared operator Operator: Welcome. Astrid Falk will begin.
prepared executive Astrid M. Falk: The depot is built, and we moved in.
qa operator Operator: The first question comes from the line of Robert Thiele of Hill Partners.
qa analyst Bob Thiele of Hill Partners: Was it dear?
qa executive Astrid M. Falk: It was not. <- Bob Thiele of Hill Partners: Was it dear?
qa analyst Bob Thiele of Hill Partners: And the roof?
qa executive Astrid M. Falk: It may leak. <- Bob Thiele of Hill Partners: And the roof?
qa operator Operator: Our next question is from Greta Holm with Lakeside.
qa analyst Unidentified Analyst: I am on for Greta. Will it rain?
qa executive Astrid M. Falk: Perhaps in May. <- Greta Holm of Lakeside: I am on for Greta. Will it rain?`},

		{"a question in several turns, another analyst, the operator between", `
Operator: The first question comes from Greta Holm with Lakeside.
Greta Holm: Good morning.
Astrid Falk: Good morning, Greta.
Greta Holm: You bought trams.
Astrid Falk: Which do you mean?
Greta Holm: The red ones.
Astrid Falk: They were cheap, perhaps too cheap.
Greta Holm: Okay.
Astrid Falk: But they run.
Omar Lind: May I ask about the blue ones?
Astrid Falk: There are none.
Operator: Please stand by, we have a technical problem.
Astrid Falk: As I said, there are none.`, `
qa operator Operator: The first question comes from Greta Holm with Lakeside.
qa analyst Greta Holm of Lakeside: ~Good morning.
qa executive Astrid Falk: ~Good morning, Greta. <- Greta Holm of Lakeside: Good morning.
qa analyst Greta Holm of Lakeside: You bought trams.
qa executive Astrid Falk: Which do you mean? <- Greta Holm of Lakeside: You bought trams.
qa analyst Greta Holm of Lakeside: The red ones.
qa executive Astrid Falk: They were cheap, perhaps too cheap. <- Greta Holm of Lakeside: You bought trams.|The red ones.
qa analyst Greta Holm of Lakeside: ~Okay.
qa executive Astrid Falk: But they run. <- Greta Holm of Lakeside: You bought trams.|The red ones.|Okay.
qa analyst Omar Lind: May I ask about the blue ones?
qa executive Astrid Falk: There are none. <- Omar Lind: May I ask about the blue ones?
qa operator Operator: Please stand by, we have a technical problem.
qa executive Astrid Falk: As I said, there are none. <- Omar Lind: May I ask about the blue ones?`},

		{"questions that were sent in", `
Pia Lund: Welcome to our results. Here is Astrid, who has some to tell.
Astrid Falk: The winter was mild.
Operator: The first question comes from Greta Holm with Lakeside.
Greta Holm: Is there snow?
Astrid Falk: There was.
Operator: There are no further questions on the phone. I turn the call over to Pia Lund.
Pia Lund: We have a question that came in by e-mail. Will you buy a plough?
Astrid Falk: We might rent one.`, `
prepared executive Pia Lund: Welcome to our results. Here is Astrid, who has some to tell.
prepared executive Astrid Falk: The winter was mild.
qa operator Operator: The first question comes from Greta Holm with Lakeside.
qa analyst Greta Holm of Lakeside: Is there snow?
qa executive Astrid Falk: There was. <- Greta Holm of Lakeside: Is there snow?
qa operator Operator: There are no further questions on the phone. I turn the call over to Pia Lund.
qa executive Pia Lund: ~We have a question that came in by e-mail. Will you buy a plough?
qa executive Astrid Falk: We might rent one. <- : We have a question that came in by e-mail. Will you buy a plough?`},

		{"investor relations reads what shareholders asked", `
Operator: Welcome. Pia Lund, head of investor relations, will begin.
Pia Lund: Thank you. Some remarks today are forward-looking statements.
Astrid Falk: The winter was mild, and we carried more people than ever before.
Pia Lund: We have a number of questions from shareholders. Astrid, will you pay a dividend?
Astrid Falk: We may, in the autumn.
Pia Lund: The next question relates to trams. Are they paid for?
Astrid Falk: Mostly.
Pia Lund: And the third question we received is on snow. Will there be some?
Astrid Falk: I hope so.`, `
prepared operator Operator: Welcome. Pia Lund, head of investor relations, will begin.
prepared investor_relations Pia Lund: Thank you. Some remarks today are forward-looking statements.
prepared executive Astrid Falk: The winter was mild, and we carried more people than ever before.
qa investor_relations Pia Lund: ~We have a number of questions from shareholders. Astrid, will you pay a dividend?
qa executive Astrid Falk: We may, in the autumn. <- : We have a number of questions from shareholders. Astrid, will you pay a dividend?
qa investor_relations Pia Lund: ~The next question relates to trams. Are they paid for?
qa executive Astrid Falk: Mostly. <- : The next question relates to trams. Are they paid for?
qa investor_relations Pia Lund: ~And the third question we received is on snow. Will there be some?
qa executive Astrid Falk: I hope so. <- : And the third question we received is on snow. Will there be some?`},

		{"an executive of an analyst's name, a bad line", `
Operator: The first question comes from Greta Holm with Lakeside.
Greta Holm: Tell us about the snow.
Nils Holm: There was none of it this year.
Greta Holm: And about the trams.
Nils Holm: You broke up, Greta. Could you repeat that?
Greta Holm: And about the trams.
Nils Holm: They ran on all days.`, `
qa operator Operator: The first question comes from Greta Holm with Lakeside.
qa analyst Greta Holm of Lakeside: Tell us about the snow.
qa executive Nils Holm: There was none of it this year. <- Greta Holm of Lakeside: Tell us about the snow.
qa analyst Greta Holm of Lakeside: And about the trams.
qa executive Nils Holm: ~You broke up, Greta. Could you repeat that? <- Greta Holm of Lakeside: And about the trams.
qa analyst Greta Holm of Lakeside: And about the trams.
qa executive Nils Holm: They ran on all days. <- Greta Holm of Lakeside: And about the trams.|And about the trams.`},

		{"nobody announces", `
Astrid Falk: Welcome to our results. We carried more people than in any spring before.
Bertil Quist: The fares paid for the power, and for little else.
Greta Holm: Thanks. How much was the power?
Bertil Quist: About a fifth.
Greta Holm: I see. Will it be more?
Astrid Falk: It could.
Omar Lind: Will you hedge it?
Bertil Quist: We have not decided, and nothing is planned before the autumn.`, `
prepared executive Astrid Falk: Welcome to our results. We carried more people than in any spring before.
prepared executive Bertil Quist: The fares paid for the power, and for little else.
qa analyst Greta Holm: Thanks. How much was the power?
qa executive Bertil Quist: About a fifth. <- Greta Holm: Thanks. How much was the power?
qa analyst Greta Holm: I see. Will it be more?
qa executive Astrid Falk: It could. <- Greta Holm: I see. Will it be more?
qa analyst Omar Lind: Will you hedge it?
qa executive Bertil Quist: We have not decided, and nothing is planned before the autumn. <- Omar Lind: Will you hedge it?`},
	} {
		if got := showWho(readString(t, "call.txt", test.text)); got != test.want {
			t.Errorf("%s: got%s\nwant%s", test.name, got, test.want)
		}
	}
}

func showWho(c *call.Call) string {
	var b strings.Builder
	with := func(name, firm string) string {
		if firm != "" {
			name += " of " + firm
		}
		return name
	}
	one := strings.NewReplacer("\n\n", "|")
	for i := range c.Turns {
		u := &c.Turns[i]
		b.WriteString("\n" + string(u.Section) + " " + string(u.Speaker.Role) + " " + with(u.Speaker.Name, u.Speaker.Firm) + ": ")
		if u.Trivial {
			b.WriteString("~")
		}
		b.WriteString(one.Replace(u.Text))
		if u.Question != "" {
			b.WriteString(" <- " + with(u.Asker, u.AskerFirm) + ": " + one.Replace(u.Question))
		}
	}
	return b.String()
}

// Two people of one name, a guest and one of the company, stay two; the list of
// guests says more of its founders than their titles.
func TestNamesakes(t *testing.T) {
	rule, dash := strings.Repeat("=", 80)+"\n", strings.Repeat("-", 80)+"\n"
	turn := func(name, text string) string { return dash + name + "    [1]\n" + dash + "\n" + text + "\n\n" }
	c := "Corporate Participants\n" + rule + " * Lars Holm\n   Norrland - CFO\n" + rule + "Conference Call Participiants\n" + rule + " * Lars Holm\n   Lakeside, Research Division - Analyst\n * Ida Rehn\n   Rehn & Co - Founder\n" +
		rule + "Questions and Answers\n" + rule + turn("Lars Holm,  Lakeside, Research Division - Analyst", "Is it dear?") + turn("Lars Holm,  Norrland - CFO", "It could be dearer.") +
		turn("Ida Rehn,  Rehn & Co - Founder", "By how much?") + turn("Lars Holm,  Norrland - CFO", "By half, I think.")
	want := "\nqa analyst Lars Holm of Lakeside, Research Division: Is it dear?" +
		"\nqa executive Lars Holm of Norrland: It could be dearer. <- Lars Holm of Lakeside, Research Division: Is it dear?" +
		"\nqa analyst Ida Rehn of Rehn & Co: By how much?" +
		"\nqa executive Lars Holm of Norrland: By half, I think. <- Ida Rehn of Rehn & Co: By how much?"
	if got := showWho(readString(t, "call.txt", rule+c)); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

// Who is listed keeps the listed name; a variant takes it, if one person only is meant.
func TestListedNames(t *testing.T) {
	const c = `{"participants":["Astrid Falk--Chief Executive Officer","Jon Orr--Lakeside -- Analyst","John Orr--Hill Partners -- Analyst"],
	"q_and_a":[{"speaker":"John Orr","speech":"Why?"},{"speaker":"Astrid M. Falk","speech":"I cannot say."},
	{"speaker":"Jon Orr","speech":"When?"},{"speaker":"Astrid Falk","speech":"In May, perhaps."}]}`
	want := `
qa analyst John Orr of Hill Partners: Why?
qa executive Astrid Falk: I cannot say. <- John Orr of Hill Partners: Why?
qa analyst Jon Orr of Lakeside: When?
qa executive Astrid Falk: In May, perhaps. <- Jon Orr of Lakeside: When?`
	if got := showWho(readString(t, "call.json", c)); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

func TestAliases(t *testing.T) {
	aliases, err := call.ReadAliases(strings.NewReader("Astrid Falk-Lund: [Astrid Falk, A. Lund]\nGreta Holm: Grete Helm\nJon Orr:\nJohn Orr: []\n"), "who.yml")
	if err != nil {
		t.Fatal(err)
	}
	const c = `
Operator: The first question comes from Grete Helm.
Grete Helm: Why?
Astrid Falk: Because we may.
Jon Orr: When will you?
A. Lund: Soon.
John Orr: How soon will you?
Astrid Falk: It might be May.`
	calls, err := ReadWith(strings.NewReader(c), "call.txt", Options{Aliases: aliases})
	if err != nil {
		t.Fatal(err)
	}
	want := `
qa operator Operator: The first question comes from Grete Helm.
qa analyst Greta Holm: Why?
qa executive Astrid Falk-Lund: Because we may. <- Greta Holm: Why?
qa analyst Jon Orr: When will you?
qa executive Astrid Falk-Lund: Soon. <- Jon Orr: When will you?
qa analyst John Orr: How soon will you?
qa executive Astrid Falk-Lund: It might be May. <- John Orr: How soon will you?`
	if got := showWho(calls[0]); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
	if name, known := aliases.Name("grete helm"); name != "Greta Holm" || !known {
		t.Errorf("Grete Helm is %s", name)
	}
	var none *call.Aliases
	if name, known := none.Name("Bo Lind"); name != "Bo Lind" || known {
		t.Errorf("without aliases Bo Lind is %s", name)
	}
}

func TestAliasErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"- Ann Lee\n", `who.yml:1:1: want names and their variants, as "Ann Lee: [Ann B. Lee]"`},
		{"Ann Lee: [A. Lee]\nBo Lee: [A Lee]\n", "who.yml:2:10: A Lee is already a name of Ann Lee"},
		{"Ann Lee: []\nAnn Lee: []\n", `who.yml:2:1: mapping key "Ann Lee" already defined at [1:1]`},
		{"Ann Lee:\n- [A. Lee]\n", "who.yml:2:3: want a name, not a list"},
		{"Ann Lee:\n  name: A. Lee\n", "who.yml:2:7: want the other names of Ann Lee in a list"},
		{"Ann Lee: ['...']\n", `who.yml:1:11: "..." is no name`},
		{"Ann Lee: [A. Lee\n", "who.yml:1:10: sequence end token ']' not found"},
		{"Ann Lee: []\n---\nBo Lee: []\n", "who.yml:3:7: want one YAML document"},
	} {
		_, err := call.ReadAliases(strings.NewReader(test.text), "who.yml")
		var e *call.AliasError
		if !errors.As(err, &e) || err.Error() != test.want {
			t.Errorf("%q: %v, want %s", test.text, err, test.want)
		}
	}
	if a, err := call.ReadAliases(strings.NewReader("# nobody\n"), "who.yml"); err != nil || a == nil {
		t.Errorf("an empty file: %v, %v", a, err)
	}
}

func TestAnnounced(t *testing.T) {
	for _, test := range []struct{ text, name, firm string }{
		{"Your next question comes from the line of Ann Lee with Acme Capital. Please go ahead.", "Ann Lee", "Acme Capital"},
		{"[Operator Instructions] Our first question today is from Bo Lind from Hill & Co. Your line is open.", "Bo Lind", "Hill & Co"},
		{"We'll go next to C.J. Mund of Fox Partners, LLC.", "C.J. Mund", "Fox Partners, LLC"},
		{"The next question, Mr. Ludwig van der Berg, Lake Bank.", "Ludwig van der Berg", "Lake Bank"},
		{"Ann Lee with Lake of Como Bank. Your line is open.", "Ann Lee", "Lake of Como Bank"},
		{"The first question is from Bo Lind.", "Bo Lind", ""},
		{"There are no further questions. I turn the call over to Ann Lee of Acme.", "", ""},
		{"Thank you. Please stand by.", "", ""},
		{"", "", ""},
	} {
		if name, firm := infer.Announced(test.text); name != test.name || firm != test.firm {
			t.Errorf("%q announces %q of %q, want %q of %q", test.text, name, firm, test.name, test.firm)
		}
	}
}

func TestHousekeeping(t *testing.T) {
	for text, want := range map[string]bool{
		"Thanks, Ann. Operator, we have time for one more question.": true,
		"Next question, please.":                                     true,
		"Great. Are we ready for the next one?":                      true,
		"Thank you, Ann.":                                            false, // bare, not housekeeping
		"Margins rose. Next question, please.":                       false,
		"We appreciate that.":                                        false,
	} {
		if got := infer.IsHousekeeping(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// What stands behind the last speech of a definition list is the page's; a term
// is a speaker however it is written.
func TestDefinitionListEnds(t *testing.T) {
	page := `<html><body><h1>Norrland Trams Q1 2031 Earnings Call</h1><dl><dt>Operator:</dt> <dd>The first question comes from Greta Holm with Lakeside.</dd>
<dt>Greta Holm:</dt> <dd>Why?</dd> <p>Advertisement</p> <dt>Astrid Falk:</dt> <dd><p>We <b>had</b> to.</p><p>We might again.</p></dd>
<dt>unidentified analyst</dt><dd>When?<dt>Astrid d'Arc-Falk #2</dt><dd>In May, perhaps.</dd></dl>
<div><h2>Other calls of Norrland:</h2><ul><li>Q4 2030 earnings call</li></ul></div></body></html>`
	want := `
qa operator Operator: The first question comes from Greta Holm with Lakeside.
qa analyst Greta Holm of Lakeside: Why?
qa executive Astrid Falk: We had to.|We might again. <- Greta Holm of Lakeside: Why?
qa analyst unidentified analyst: When?
qa executive Astrid d'Arc-Falk #2: In May, perhaps. <- Greta Holm of Lakeside: When?`
	c := readString(t, "call.html", page)
	checkSource(t, []byte(page), []*call.Call{c})
	if got := showWho(c); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

// A list of both sides tells them apart by its form, whatever the titles.
func TestListOfBothSides(t *testing.T) {
	const c = `{"participants":["Astrid Falk--Rolling Stock","Greta Holm--Lakeside -- Analyst","Omar Lind--Hill Partners -- Anlayst","Pia Lund--Fox -- Partner of Trams Research"],
	"q_and_a":[{"speaker":"Greta Holm","speech":"Why?"},{"speaker":"Astrid Falk","speech":"I cannot say."},
	{"speaker":"Omar Lind","speech":"You will say when."},{"speaker":"Astrid Falk","speech":"In May, perhaps."},
	{"speaker":"Pia Lund","speech":"And how."},{"speaker":"Astrid Falk","speech":"By rail, I would think."}]}`
	want := `
qa analyst Greta Holm of Lakeside: Why?
qa executive Astrid Falk: I cannot say. <- Greta Holm of Lakeside: Why?
qa analyst Omar Lind of Hill Partners: You will say when.
qa executive Astrid Falk: In May, perhaps. <- Omar Lind of Hill Partners: You will say when.
qa analyst Pia Lund of Fox: And how.
qa executive Astrid Falk: By rail, I would think. <- Pia Lund of Fox: And how.`
	if got := showWho(readString(t, "call.json", c)); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

// Title and firm may stand below a name, behind a line break; speech may too.
func TestDescriptionBelowName(t *testing.T) {
	page := `<html><body><p><strong>Operator</strong></p><p>The first question comes from Greta Holm with Lakeside.</p>
<p><strong>Greta Holm</strong><br><span><i>Lakeside Brokers, Inc., Research Division</i></span></p><p>Why now?</p>
<p><strong>Astrid Falk</strong><br><span><i>Founder, CEO &amp; Chair of the Board</i></span></p><p>We had to.</p>
<p><strong>Greta Holm</strong><br>Will you again?</p>
<p><strong>Astrid Falk</strong><br>We might do so in May.</p></body></html>`
	want := `
qa operator Operator: The first question comes from Greta Holm with Lakeside.
qa analyst Greta Holm of Lakeside Brokers, Inc., Research Division: Why now?
qa executive Astrid Falk: We had to. <- Greta Holm of Lakeside Brokers, Inc., Research Division: Why now?
qa analyst Greta Holm of Lakeside Brokers, Inc., Research Division: Will you again?
qa executive Astrid Falk: We might do so in May. <- Greta Holm of Lakeside Brokers, Inc., Research Division: Will you again?`
	c := readString(t, "call.html", page)
	checkSource(t, []byte(page), []*call.Call{c})
	if got := showWho(c); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
	if title := c.Turns[2].Speaker.Title; title != "Founder, CEO & Chair of the Board" {
		t.Errorf("the title is %q", title)
	}
}

// A file in which nobody of the company is found says so.
func TestOneSided(t *testing.T) {
	const asking = "Operator: The first question is from Greta Holm.\nGreta Holm, Analyst: Why?\nOperator: The next is Omar Lind.\nOmar Lind, Analyst: When?\n"
	const want = "only analysts are found among the speakers: who answers them is not read"
	warning := call.Warning{Code: "only-analysts", Line: 1, Text: want}
	if w := readString(t, "call.txt", asking).Warnings; !slices.Contains(w, warning) {
		t.Errorf("warnings %v", w)
	}
	if w := readString(t, "call.txt", asking+"Astrid Falk, CEO: In May.\n").Warnings; slices.Contains(w, warning) {
		t.Errorf("somebody answers: %v", w)
	}
}

// Where the names are missed and most of the text is the operator's, nothing is read.
func TestMostlyOperator(t *testing.T) {
	missed := "Operator: Welcome. The first question is from Greta Holm with Lakeside.\n\nGreta Holm / Lakeside\n\n" + strings.Repeat("The trams ran on time. ", 200) +
		"\n\nUnidentified Analyst: Why?\n"
	_, err := Read(strings.NewReader(missed), "call.txt")
	if !errors.Is(err, draft.ErrNoSpeakers) || !strings.Contains(err.Error(), "belongs to nobody") {
		t.Errorf("error %v", err)
	}
}
