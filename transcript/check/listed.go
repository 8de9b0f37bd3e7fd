package check

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/naming"
)

// listed warns of people of the company who stand in the file's list with a title
// and never speak, though somebody hands over to them: their words are another's.
func (w *warner) listed(roster []call.Speaker) {
	silent := map[string]call.Speaker{} // by what they may be called
	for _, s := range roster {
		if s.Title == "" || s.Role == call.Analyst || s.Role == call.Operator || w.speaks(s.Name) {
			continue
		}
		for _, name := range addresses(s.Name) {
			if name != "" {
				silent[name] = s
			}
		}
	}
	for _, v := range w.tally { // who else may be meant
		for _, name := range addresses(v.Name) {
			delete(silent, name)
		}
	}
	if len(silent) == 0 {
		return
	}
	told := map[string]bool{}
	for i := range w.Turns {
		t := &w.Turns[i]
		for _, name := range handed(t.Text) {
			s, found := silent[name]
			if found && !told[s.Name] {
				told[s.Name] = true
				w.warn(t.Line, "listed-silent", "%s is in the list of participants and is spoken to here, but no words are read as theirs", s.Name)
			}
		}
	}
}

// speaks tells whether words are read as those of somebody with the name, or with
// one that may be another form of it.
func (w *warner) speaks(name string) bool {
	key, parts := naming.Key(name), naming.Parse(name)
	for _, v := range w.tally {
		if naming.Key(v.Name) == key || parts.MayBe(naming.Parse(v.Name)) {
			return true
		}
	}
	return false
}

// addresses are what somebody is called to their face: by the given name, or by all.
func addresses(name string) []string {
	words := strings.Fields(strings.ToLower(name))
	if len(words) < 2 {
		return words
	}
	return []string{words[0], words[0] + " " + words[len(words)-1]}
}

// handOvers are the words behind which stands who speaks next.
var handOvers = [...]string{"over to ", "call to ", "back to ", "turn to ", "hand to ", "hand off to ", "hand it to ", "hand over to ", "pass to ", "pass it to ", "turn it to ", "floor to ", "things to ", "invite ", "thank you, ", "thanks, ", "thank you very much, "}

// handed gives the names that a text hands over to, or thanks: one or two words
// behind what says so.
func handed(text string) []string {
	lower := strings.ToLower(text)
	var names []string
	for _, words := range handOvers {
		for at := 0; ; {
			i := strings.Index(lower[at:], words)
			if i < 0 {
				break
			}
			at += i + len(words)
			following := strings.FieldsFunc(lower[at:min(len(lower), at+60)], func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '?' || r == '!' })
			for n := 1; n <= 2 && n <= len(following); n++ {
				names = append(names, strings.Join(following[:n], " "))
			}
		}
	}
	return names
}
