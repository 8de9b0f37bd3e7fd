package transcript

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"candor/transcript/call"
	"candor/transcript/naming"
)

// spoken is a turn of the Q&A as the file itself has it: role is what its list
// of participants says, "" where it is silent.
type spoken struct {
	name string
	role call.Role
	text string
}

// publishers say who is an analyst and who an executive. Their files are read here
// by other means than the package's; silence takes away what says so.
var publishers = []struct {
	pattern string
	read    func(data []byte) []spoken
	silence func(data []byte) []byte
}{
	{"fool-json/*.json", spokenInFoolJSON, withoutParticipants},
	{"streetevents/*.txt", spokenInStreetEvents, withoutDescriptions},
	{"seeking-alpha/*.txt", spokenInSeekingAlpha, nil},
	{"seeking-alpha/*.html", spokenInSeekingAlphaPage, nil},
}

// TestParticipants holds the answers to what the files say: whoever the list of
// participants calls an executive, says more than ten words in the Q&A, and has an
// analyst before, gives one answer, to the last analyst. No analyst gives one.
func TestParticipants(t *testing.T) {
	for _, p := range publishers {
		t.Run(p.pattern, func(t *testing.T) { comparePublisher(t, p.pattern, p.read, nil) })
	}
}

// TestParticipantsUnlabelled takes lists, titles and firms away: who is who shows
// in what people do alone.
func TestParticipantsUnlabelled(t *testing.T) {
	for _, p := range publishers {
		if p.silence != nil {
			t.Run(p.pattern, func(t *testing.T) { comparePublisher(t, p.pattern, p.read, p.silence) })
		}
	}
}

func comparePublisher(t *testing.T, pattern string, read func([]byte) []spoken, silence func([]byte) []byte) {
	files, _ := filepath.Glob(shared + "calls/" + pattern)
	if len(files) == 0 {
		t.Skip("no shared calls here")
	}
	answers, good := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		turns := read(data)
		if silence != nil {
			data = silence(data)
		}
		calls, err := Read(bytes.NewReader(data), file)
		if err != nil {
			t.Error(err)
			continue
		}
		a, g := compareSpoken(t, filepath.Base(file), turns, calls[0], silence != nil)
		answers, good = answers+a, good+g
	}
	t.Logf("%d of %d answers by executives in %d calls", good, answers, len(files))
	if answers < 15*len(files) {
		t.Errorf("only %d answers in %d calls: the test reads them wrongly", answers, len(files))
	}
	if good*100 < answers*99 {
		t.Error("fewer than 99 % come out as they should")
	}
}

// withoutParticipants drops the list of them.
func withoutParticipants(data []byte) []byte {
	var c map[string]json.RawMessage
	if json.Unmarshal(data, &c) != nil {
		return nil
	}
	delete(c, "participants")
	data, _ = json.Marshal(c)
	return data
}

// withoutDescriptions drops the lists and, behind each speaker's name, firm and title.
func withoutDescriptions(data []byte) []byte {
	var out []string
	listed := false
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "Corporate Participants") {
			listed = true
		}
		if listed = listed && !strings.HasPrefix(line, "Presentation"); listed {
			continue
		}
		if name, rest, found := strings.Cut(line, ",  "); found && strings.HasSuffix(strings.TrimSpace(rest), "]") {
			line = name + "    " + rest[strings.LastIndexByte(rest, '['):]
		}
		out = append(out, line)
	}
	return []byte(strings.Join(out, ""))
}

// compareSpoken counts the answers that a file has and those of them that c
// has with the right speaker and asker. An analyst whom nobody names has the
// announced name in a call without list.
func compareSpoken(t *testing.T, file string, turns []spoken, c *call.Call, silent bool) (answers, good int) {
	found := map[string][]*call.Turn{}
	for i := range c.Turns {
		if turn := &c.Turns[i]; turn.IsScored() && turn.Question != "" {
			found[naming.Key(turn.Text)] = append(found[naming.Key(turn.Text)], turn)
		}
	}
	asker := ""
	for _, s := range turns {
		records := found[naming.Key(s.text)]
		switch {
		case s.role == call.Analyst:
			asker = s.name
			if len(records) > 0 && len(strings.Fields(s.text)) > 10 {
				t.Errorf("%s: the analyst %s answers %.80q", file, s.name, s.text)
			}
		case s.role == call.Executive && asker != "" && len(strings.Fields(s.text)) > 10:
			answers++
			switch {
			case len(records) != 1:
				t.Logf("%s: %d answers, want 1: %s to %s: %.200q", file, len(records), s.name, asker, s.text)
			case records[0].Speaker.Name != s.name || records[0].Asker != asker && !(silent && strings.HasPrefix(asker, "Un")):
				t.Logf("%s: %s answers %s, want %s and %s: %.80q", file, records[0].Speaker.Name, records[0].Asker, s.name, asker, s.text)
			default:
				good++
			}
		}
	}
	return answers, good
}

// spokenInFoolJSON takes "Name--Title" for an executive and "Name--Firm -- Title"
// for an analyst.
func spokenInFoolJSON(data []byte) []spoken {
	var c struct {
		Participants []string
		Questions    []struct{ Speaker, Speech string } `json:"q_and_a"`
	}
	if json.Unmarshal(data, &c) != nil {
		return nil
	}
	role := map[string]call.Role{}
	for _, p := range c.Participants {
		switch parts := strings.Split(p, "--"); len(parts) {
		case 2:
			role[parts[0]] = call.Executive
		case 3:
			role[parts[0]] = call.Analyst
		}
	}
	var turns []spoken
	for _, s := range c.Questions {
		turns = append(turns, spoken{s.Speaker, role[s.Speaker], s.Speech})
	}
	return turns
}

// spokenInStreetEvents cuts at the rules: those of "=" part the file, those of
// "-" stand above and below each name.
func spokenInStreetEvents(data []byte) []spoken {
	text := strings.ReplaceAll(string(data), "\r", "")
	parts := strings.Split(text, "\n"+strings.Repeat("=", 80)+"\n")
	role := map[string]call.Role{}
	var turns []spoken
	for i := 1; i < len(parts); i++ {
		switch title := strings.TrimSpace(parts[i-1][strings.LastIndexByte(parts[i-1], '\n')+1:]); title {
		case "Corporate Participants", "Conference Call Participiants":
			for _, line := range strings.Split(parts[i], "\n") {
				if name, found := strings.CutPrefix(strings.TrimSpace(line), "* "); found && title[1] == 'o' {
					if role[name] = call.Analyst; title == "Corporate Participants" {
						role[name] = call.Executive
					}
				}
			}
		case "Questions and Answers":
			pieces := strings.Split(parts[i], strings.Repeat("-", 80)+"\n")
			for k := 1; k+1 < len(pieces); k += 2 {
				name, _, _ := strings.Cut(pieces[k], "  ")
				name = strings.TrimSuffix(strings.TrimSpace(name), ",")
				turns = append(turns, spoken{name, role[name], withoutTags(pieces[k+1])})
			}
		}
	}
	return turns
}

func withoutTags(s string) string {
	for {
		before, after, found := strings.Cut(s, "<Sync")
		if !found {
			return s
		}
		_, after, _ = strings.Cut(after, ">")
		s = before + after
	}
}

// spokenInSeekingAlpha takes the first lines for the lists of participants, and
// the lines of the Q&A that are a listed name, or begin with one and a dash, for
// the names above the turns.
func spokenInSeekingAlpha(data []byte) []spoken {
	if !bytes.Contains(data, []byte("’")) {
		data, _ = charmap.Windows1252.NewDecoder().Bytes(data)
	}
	role := map[string]call.Role{"Operator": call.Operator, "Unidentified Analyst": call.Analyst}
	list := call.Role("")
	questions := false
	var turns []spoken
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(strings.ReplaceAll(line, "\u00a0", " "))
		name := line
		for _, dash := range []string{" - ", " – "} {
			name, _, _ = strings.Cut(name, dash)
		}
		listed, isName := role[name]
		switch {
		case line == "Executives" || line == "Company Participants":
			list = call.Executive
		case line == "Analysts" || line == "Conference Call Participants":
			list = call.Analyst
		case line == "Operator" && list != "":
			list = ""
		case list != "" && line != "":
			role[name] = list
		case strings.HasPrefix(line, "Question-and-Answer Session"):
			questions = true
		case questions && isName:
			turns = append(turns, spoken{name, listed, ""})
		case len(turns) > 0:
			turns[len(turns)-1].text += line + " "
		}
	}
	return turns
}

// spokenInSeekingAlphaPage believes the classes of the page of 2025: "question" or
// "answer", with the name in strong, title or firm behind it, and the text in
// paragraphs below.
func spokenInSeekingAlphaPage(data []byte) []spoken {
	var turns []spoken
	for _, part := range strings.Split(string(data), `<div class="transcript-qna-section `)[1:] {
		class, rest, _ := strings.Cut(part, `"`)
		rest, _, _ = strings.Cut(rest, "</div>")
		title, text, _ := strings.Cut(rest, "</p>")
		_, name, _ := strings.Cut(title, "<strong>")
		name, _, _ = strings.Cut(name, "</strong>")
		role := map[string]call.Role{"question": call.Analyst, "answer": call.Executive}[class]
		text = strings.NewReplacer("<p>", " ", "</p>", " ").Replace(text)
		turns = append(turns, spoken{html.UnescapeString(name), role, html.UnescapeString(text)})
	}
	return turns
}
