package transcript

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/transcript/call"
)

// shared is where the real calls lie that are not part of the project.
const shared = "../../shared/"

// readFile reads one file as the command does; it skips when a shared one is absent.
func readFile(t *testing.T, path string) ([]*call.Call, []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		if strings.HasPrefix(path, shared) {
			t.Skip("no shared calls here")
		}
		t.Fatal(err)
	}
	calls, err := Read(bytes.NewReader(data), filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return calls, data
}

func readString(t *testing.T, name, text string) *call.Call {
	t.Helper()
	calls, err := Read(strings.NewReader(text), name)
	if err != nil {
		t.Fatal(err)
	}
	if len(calls) != 1 {
		t.Fatalf("%d calls, want 1", len(calls))
	}
	return calls[0]
}

// checkSource checks for every byte of every word that the source holds it at
// its place, or an escape that stands for it.
func checkSource(t *testing.T, data []byte, calls []*call.Call) (words int) {
	t.Helper()
	lines := bytes.Split(data, []byte("\n"))
	for _, c := range calls {
		for i := range c.Turns {
			turn := &c.Turns[i]
			if !utf8.ValidString(turn.Text) {
				t.Errorf("turn %d is no UTF-8", i)
			}
			if turn.Line < 1 || turn.Line > len(lines) {
				t.Fatalf("turn %d is at line %d of %d", i, turn.Line, len(lines))
			}
			words += len(strings.Fields(turn.Text))
			for at := 0; at < len(turn.Text); at++ {
				if strings.IndexByte(" \n\t\r", turn.Text[at]) >= 0 {
					continue
				}
				p := turn.Places.At(at)
				if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1]) {
					t.Fatalf("turn %d: byte %d is at %v, out of the file", i, at, p)
				}
				if c := turn.Text[at]; c == '*' || c == '-' { // may stand for the type of a broken page's names
					continue
				}
				if got := lines[p.Line-1][p.Column-1]; got != turn.Text[at] && !isEscape(lines[p.Line-1], p.Column-1) {
					t.Fatalf("turn %d: %d:%d holds %q, the text %q in %.60q", i, p.Line, p.Column, got, turn.Text[at], turn.Text[max(0, at-20):])
				}
			}
		}
	}
	return words
}

// isEscape tells whether what stands for another character begins at, or a few
// bytes before, i: the second byte of one character has no place of its own.
func isEscape(line []byte, i int) bool {
	if line[i] >= utf8.RuneSelf {
		return true // Windows-1252; ASCII is checked all around it
	}
	for back := 0; back < utf8.UTFMax && back <= i; back++ {
		if line[i-back] == '\\' || line[i-back] == '&' {
			return true
		}
	}
	return false
}

func roles(c *call.Call) map[call.Role]int {
	n := map[call.Role]int{}
	for i := range c.Turns {
		n[c.Turns[i].Speaker.Role]++
	}
	return n
}

func turnsBy(c *call.Call, name string) int {
	n := 0
	for i := range c.Turns {
		if c.Turns[i].Speaker.Name == name {
			n++
		}
	}
	return n
}
