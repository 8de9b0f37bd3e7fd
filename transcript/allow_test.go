package transcript

import (
	"strings"
	"testing"
)

func TestAllowComments(t *testing.T) {
	data := "We <!-- other --> may<!--candor:allow modal\nas agreed--> win. <!-- candor:allow x --> <!-- candor:allow open"
	comments := AllowComments(data)
	if len(comments) != 2 || comments[0].Body != "modal\nas agreed" || comments[1].Body != "x" {
		t.Fatalf("comments are %+v", comments)
	}
	if got := data[comments[0].Start:comments[0].End]; got != "<!--candor:allow modal\nas agreed-->" {
		t.Errorf("the first stands at %q", got)
	}
	want := "We <!-- other --> may" + strings.Repeat(" ", 22) + "\n" + strings.Repeat(" ", 12) + " win. " + strings.Repeat(" ", 23) + " <!-- candor:allow open"
	if got := WithoutAllowComments(data); got != want {
		t.Errorf("without comments it is\n%q, want\n%q", got, want)
	}
	for _, odd := range []string{"", "<!--->", "<!-->", "<!--", "-->"} {
		if got := WithoutAllowComments(odd); got != odd {
			t.Errorf("%q became %q", odd, got)
		}
	}
}

// A transcript with comments reads as the one without, at the same places.
func TestReadLeavesAllowCommentsOut(t *testing.T) {
	const call = "**Tom Gray - Hill Partners, Analyst**\n\nWhat do you see?\n\n**Ann Lee - Chief Financial Officer**\n\nWe might win in March. %s\n"
	read := func(comment string) Turn {
		calls, err := Read(strings.NewReader(strings.Replace(call, "%s", comment, 1)), "c.md")
		if err != nil {
			t.Fatal(err)
		}
		return calls[0].Turns[1]
	}
	if got := read("<!-- candor:allow modal as agreed -->"); got.Text != read("").Text || got.Places.At(3) != (Place{7, 4}) {
		t.Errorf("turn is %+v", got)
	}
}
