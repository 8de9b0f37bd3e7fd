package command_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// screens are runs that print a first screen, of all calls in testdata.
var screens = func() []string {
	runs := []string{"report testdata/quarters", "compare testdata/quarters", "compare " + quarter + "q1.md " + quarter + "q4.md",
		"compare " + quarter + "q1.md " + quarter + "q2.md", "compare --group topic testdata/quarters", "compare --group role testdata/quarters",
		"report --last " + quarter + "q3.md " + quarter + "q4.md"}
	for _, call := range []string{"meridian-2024-q3.md", "answers.jsonl", "plain.txt", "speeches.json", "streetevents.txt", "page.html"} {
		runs = append(runs, "report testdata/calls/"+call)
	}
	return runs
}()

// The first screen has at most 40 lines of 80 columns, and at no width a line
// that is wider or a table that is torn.
func TestScreenFits(t *testing.T) {
	t.Chdir("../..")
	for _, args := range screens {
		for _, width := range []int{60, 80, 120, 200} {
			screen := run(t, args+" --width "+strconv.Itoa(width))
			lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
			if len(lines) > 40 && width >= 80 {
				t.Errorf("%s at %d columns has %d lines", args, width, len(lines))
			}
			for _, line := range lines {
				if n := runewidth.StringWidth(line); n > width {
					t.Errorf("%s at %d columns: a line of %d: %s", args, width, n, line)
				}
			}
			for _, head := range []string{" BY SPEAKER", " BY TOPIC", " CALL", " MOST", " ALL ANSWERS", " BY ROLE", " WHERE FROM", " SINCE"} {
				if n := strings.Count(screen, "\n"+head); n > 1 {
					t.Errorf("%s at %d columns: the table of%s is torn", args, width, head)
				}
			}
		}
	}
}
