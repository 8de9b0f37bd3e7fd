package command_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// The first screen has at most 40 lines of 80 columns, and at no width a line
// that is wider or a table that is torn.
func TestScreenFits(t *testing.T) {
	t.Chdir("../..")
	for _, call := range []string{"testdata/calls/meridian-2024-q3.md", "testdata/quarters/brightwater-2023-q4.md", "testdata/quarters"} {
		for width := 60; width <= 200; width += 5 {
			screen := run(t, "report --width "+strconv.Itoa(width)+" "+call)
			lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
			if len(lines) > 40 && width >= 80 && call != "testdata/quarters" {
				t.Errorf("%s at %d columns has %d lines", call, width, len(lines))
			}
			for _, line := range lines {
				if n := runewidth.StringWidth(line); n > width {
					t.Errorf("%s at %d columns: a line of %d: %s", call, width, n, line)
				}
			}
			for _, head := range []string{" BY SPEAKER", " BY TOPIC", " CALL", " MOST"} {
				if n := strings.Count(screen, "\n"+head); n > 1 {
					t.Errorf("%s at %d columns: the table of%s is torn", call, width, head)
				}
			}
		}
	}
}
