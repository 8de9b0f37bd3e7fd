package command_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// CSV is one table: every line has the columns of the first, so that any program
// reads it. pandas and R do, where they are installed.
func TestCSVIsOneTable(t *testing.T) {
	t.Chdir("../..")
	for name, args := range map[string]string{
		"report":  "report --format csv --answers testdata/calls/meridian-2024-q3.md",
		"reports": "report --format csv testdata/quarters",
		"compare": "compare --format csv testdata/quarters",
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, args)
			lines, err := csv.NewReader(strings.NewReader(out)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := strings.Join(lines[0][:8], ","), "table,group,metric,call,estimate,low,high,n"; got != want {
				t.Errorf("columns are %s, want %s", got, want)
			}
			if len(lines) < 50 {
				t.Errorf("%d lines", len(lines))
			}
			file := filepath.Join(t.TempDir(), "out.csv")
			if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, by := range []struct{ program, flag, there, read string }{
				{"python3", "-c", "import pandas", "import pandas, sys; d = pandas.read_csv(sys.argv[1]); assert len(d) == int(sys.argv[2]) and d.estimate.dtype == float, d"},
				{"Rscript", "-e", "1", "a <- commandArgs(TRUE); d <- read.csv(a[1]); stopifnot(nrow(d) == as.integer(a[2]), is.numeric(d$estimate))"},
			} {
				if exec.Command(by.program, by.flag, by.there).Run() != nil {
					continue // not installed
				}
				if out, err := exec.Command(by.program, by.flag, by.read, file, strconv.Itoa(len(lines)-1)).CombinedOutput(); err != nil {
					t.Errorf("%s: %v\n%s", by.program, err, out)
				}
			}
		})
	}
}
