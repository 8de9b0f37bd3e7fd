package transcript

import (
	"strings"
	"testing"

	"candor/transcript/call"
)

// A transcript with comments reads as the one without, at the same places.
func TestReadLeavesCommentsOut(t *testing.T) {
	const c = "**Tom Gray - Hill Partners, Analyst**\n\nWhat do you see?\n\n**Ann Lee - Chief Financial Officer**\n\nWe might win in March. %s\n"
	read := func(comment string) call.Turn {
		calls, err := Read(strings.NewReader(strings.Replace(c, "%s", comment, 1)), "c.md")
		if err != nil {
			t.Fatal(err)
		}
		return calls[0].Turns[1]
	}
	if got := read("<!-- candor:allow modal as agreed -->"); got.Text != read("").Text || got.Places.At(3) != (call.Place{Line: 7, Column: 4}) {
		t.Errorf("turn is %+v", got)
	}
}
