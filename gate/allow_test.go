package gate

import (
	"strings"
	"testing"
)

func TestAllowComments(t *testing.T) {
	data := "We <!-- other --> may<!--candor:allow modal\nas agreed--> win. <!-- candor:allow x --> <!-- candor:allow open"
	comments := allowComments(data)
	if len(comments) != 2 || comments[0].Body != "modal\nas agreed" || comments[1].Body != "x" {
		t.Fatalf("comments are %+v", comments)
	}
	if got := data[comments[0].Start:comments[0].End]; got != "<!--candor:allow modal\nas agreed-->" {
		t.Errorf("the first stands at %q", got)
	}
	want := "We <!-- other --> may" + strings.Repeat(" ", 22) + "\n" + strings.Repeat(" ", 12) + " win. " + strings.Repeat(" ", 23) + " <!-- candor:allow open"
	if got := withoutAllowComments(data, comments); got != want {
		t.Errorf("without comments it is\n%q, want\n%q", got, want)
	}
	for _, odd := range []string{"", "<!--->", "<!-->", "<!--", "-->"} {
		if got := withoutAllowComments(odd, allowComments(odd)); got != odd {
			t.Errorf("%q became %q", odd, got)
		}
	}
}
