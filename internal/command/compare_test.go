package command_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// compared is the JSON contract of compare, as far as these tests read it.
type compared struct {
	Calls []struct {
		Label   string
		Answers int
		Calls   []struct{ ID, Period, Date string }
	}
	Rows         []comparedRow
	Latest       []map[string]any
	Compositions []struct {
		From, To, By, Metric              string
		Change, Composition, Within, Only float64
		CompositionHigh                   float64 `json:"composition_high"`
		WithinLow                         float64 `json:"within_low"`
		WithinHigh                        float64 `json:"within_high"`
		Parts                             []struct {
			Group                     string
			Composition, Within, Only float64
		}
	}
	Absent   []struct{ By, Group string }
	Method   map[string]any
	Warnings []string
}

type comparedRow struct {
	By, Group, Metric string
	Values            []*float64
	N                 []int
	Change, Low, High *float64
	Effect, P, Q      *float64
	Shown, Differ     bool
	Unit, Warning     string
}

const quarter = "testdata/quarters/brightwater-2023-"

func compare(t *testing.T, args string) compared {
	t.Helper()
	var c compared
	if err := json.Unmarshal([]byte(run(t, "compare --format json "+args)), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *compared) row(t *testing.T, by, group, metric string) comparedRow {
	t.Helper()
	for _, r := range c.Rows {
		if r.By == by && r.Group == group && r.Metric == metric {
			return r
		}
	}
	t.Fatalf("no row for %s %q %s", by, group, metric)
	return comparedRow{}
}

// TestKnownShifts compares the invented quarters. Written into them are: the CFO
// hedges more and more, the CEO's answers about demand turn negative in the last
// quarter, and nothing else changes tone.
func TestKnownShifts(t *testing.T) {
	t.Chdir("../..")
	c := compare(t, quarter+"q1.md "+quarter+"q4.md")
	for _, r := range c.Rows {
		if r.By == "call" || strings.Contains(r.Metric, ".") {
			continue // all answers and the categories follow from the rest
		}
		want := r.Group == "Dieter Kwan" && (r.Metric == "hedges_per_100_words" || r.Metric == "shields_per_100_words") ||
			(r.Group == "Marta Oyelaran" || r.Group == "demand") && (r.Metric == "sentiment" || r.Metric == "share_negative")
		if r.Shown != want {
			t.Errorf("%s %s %s: shown is %v, want %v", r.By, r.Group, r.Metric, r.Shown, want)
		}
	}
	hedging := c.row(t, "speaker", "Dieter Kwan", "hedges_per_100_words")
	if *hedging.Low < 2 || *hedging.High > 8 {
		t.Errorf("the CFO's hedges rise by about 5 per 100 words; interval [%g, %g]", *hedging.Low, *hedging.High)
	}
	if demand := c.row(t, "topic", "demand", "sentiment"); *demand.High > -0.5 {
		t.Errorf("sentiment on demand falls by more than 1; interval up to %g", *demand.High)
	}
	trend := compare(t, "testdata/quarters")
	for _, want := range [][3]string{{"speaker", "Dieter Kwan", "hedges_per_100_words"}, {"topic", "demand", "sentiment"}} {
		if r := trend.row(t, want[0], want[1], want[2]); !r.Differ || r.Shown || r.Change != nil {
			t.Errorf("four calls that differ in %v: differ %v, shown %v, want no slope", want, r.Differ, r.Shown)
		}
	}
	if r := trend.row(t, "speaker", "Marta Oyelaran", "hedges_per_100_words"); r.Differ {
		t.Error("the CEO's hedging does not change, but calls are said to differ")
	}
}

// TestTopicsTrap compares the second quarter with the third, in which many more
// questions are about law and regulators, and no topic's tone changes: sentiment
// falls, and all of it is composition.
func TestTopicsTrap(t *testing.T) {
	t.Chdir("../..")
	c := compare(t, quarter+"q2.md "+quarter+"q3.md")
	for _, d := range c.Compositions {
		composition, within, only := 0.0, 0.0, 0.0
		for _, p := range d.Parts {
			composition += p.Composition
			within += p.Within
			only += p.Only
		}
		if math.Abs(d.Composition+d.Within+d.Only-d.Change) > 1e-9 || math.Abs(only-d.Only) > 1e-9 || math.Abs(composition-d.Composition) > 1e-9 || math.Abs(within-d.Within) > 1e-9 {
			t.Errorf("%s by %s: parts %g, %g do not add up to %g, %g, or these not to %g", d.Metric, d.By, composition, within, d.Composition, d.Within, d.Change)
		}
		if d.Metric != "sentiment" || d.By != "topic" {
			continue
		}
		if d.Change > -0.25 || d.CompositionHigh >= 0 {
			t.Errorf("sentiment falls by %g, composition up to %g; want a fall that is composition", d.Change, d.CompositionHigh)
		}
		if d.WithinLow > 0 || d.WithinHigh < 0 || math.Abs(d.Within) > 0.1 {
			t.Errorf("within topics %g [%g, %g], want none", d.Within, d.WithinLow, d.WithinHigh)
		}
	}
	if r := c.row(t, "topic", "demand", "sentiment"); r.Shown {
		t.Error("the tone about demand is shown to change")
	}
}

// TestCompareJSON holds the names of the contract, those that other programs read.
func TestCompareJSON(t *testing.T) {
	t.Chdir("../..")
	var c map[string]json.RawMessage
	if err := json.Unmarshal([]byte(run(t, "compare --format json --by none testdata/quarters")), &c); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"calls", "rows", "latest", "compositions", "absent", "method"} {
		if c[key] == nil {
			t.Errorf("no %q", key)
		}
	}
	var rows []map[string]any
	if err := json.Unmarshal(c["rows"], &rows); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"by", "group", "metric", "values", "n", "change", "low", "high", "effect", "p", "q", "shown"} {
		if _, ok := rows[0][key]; !ok {
			t.Errorf("a row has no %q", key)
		}
	}
	if rows[0]["by"] != "call" || rows[0]["group"] != "" || rows[0]["metric"] != "sentiment" || len(rows[0]["values"].([]any)) != 4 {
		t.Errorf("first row %v, want sentiment of all answers of four calls", rows[0])
	}
}

// TestQDecidesShown recomputes what is shown from q and alpha, and q's bounds.
func TestQDecidesShown(t *testing.T) {
	t.Chdir("../..")
	for _, alpha := range []struct {
		flag  string
		value float64
	}{{"0.05", 0.05}, {"0.001", 0.001}} {
		for _, r := range compare(t, "--alpha "+alpha.flag+" "+quarter+"q1.md "+quarter+"q4.md").Rows {
			if r.Q == nil {
				if r.Shown {
					t.Errorf("%s %s %s: shown without a q", r.By, r.Group, r.Metric)
				}
				continue
			}
			if *r.Q < *r.P || r.Shown != (*r.Q <= alpha.value) {
				t.Errorf("%s %s %s: p %g, q %g, shown %v at alpha %g", r.By, r.Group, r.Metric, *r.P, *r.Q, r.Shown, alpha.value)
			}
		}
	}
}

// TestSavedEqualsDirect compares the calls themselves, their folder, and what
// score wrote of them: all rows are the same.
func TestSavedEqualsDirect(t *testing.T) {
	t.Chdir("../..")
	folder := t.TempDir()
	var files, saved []string
	for _, q := range []string{"q1", "q2", "q3", "q4"} {
		file := filepath.Join(folder, "brightwater-2023-"+q+".jsonl")
		run(t, "score --output "+file+" "+quarter+q+".md")
		files, saved = append(files, quarter+q+".md"), append(saved, file)
	}
	want := run(t, "compare --format json "+strings.Join(files, " "))
	for _, args := range []string{"testdata/quarters", strings.Join(saved, " "), folder, "--order date " + strings.Join([]string{files[3], files[0], files[2], files[1]}, " ")} {
		if got := run(t, "compare --format json "+args); got != want {
			t.Errorf("compare %s differs:\n%s", args, firstDifference(got, want))
		}
	}
	all := filepath.Join(folder, "all.jsonl")
	run(t, "score --output "+all+" "+strings.Join(files, " "))
	if got := run(t, "compare --format json "+all); got != want {
		t.Errorf("one file of saved records differs:\n%s", firstDifference(got, want))
	}
}

func TestCompareOrder(t *testing.T) {
	t.Chdir("../..")
	args := quarter + "q3.md " + quarter + "q1.md " + quarter + "q2.md"
	for order, want := range map[string]string{"auto": "2023-Q1 2023-Q2 2023-Q3", "period": "2023-Q1 2023-Q2 2023-Q3", "given": "2023-Q3 2023-Q1 2023-Q2"} {
		var got []string
		for _, c := range compare(t, "--by none --metrics sentiment --order "+order+" "+args).Calls {
			got = append(got, c.Label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("--order %s: %v, want %s", order, got, want)
		}
	}
}

func TestCompareGroups(t *testing.T) {
	t.Chdir("../..")
	other := strings.ReplaceAll(string(readFile(t, quarter+"q4.md")), "Brightwater Pumps", "Larkmoor Valves")
	folder := t.TempDir()
	larkmoor := filepath.Join(folder, "larkmoor-2023-q4.md")
	if err := os.WriteFile(larkmoor, []byte(other), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ args, want string }{
		{"--group company " + quarter + "q4.md " + larkmoor, "Brightwater Pumps|Larkmoor Valves"},
		{"--group period testdata/quarters", "2023-Q1|2023-Q2|2023-Q3|2023-Q4"},
		{"--group role testdata/quarters", "CEO|CFO"},
		{"--group role --only CFO,CEO testdata/quarters", "CFO|CEO"},
		{"--section prepared,qa testdata/quarters", "prepared|qa"},
	} {
		c := compare(t, "--by none --metrics sentiment,hedges_per_100_words "+test.args)
		var got []string
		for _, column := range c.Calls {
			got = append(got, column.Label)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("compare %s: columns %v, want %s", test.args, got, test.want)
		}
		for _, d := range c.Compositions {
			if d.By == "speaker" && strings.HasPrefix(test.args, "--group role") {
				t.Errorf("compare %s: split by speaker, of whom the columns have none in common", test.args)
			}
		}
		if strings.HasPrefix(test.args, "--group company") {
			if r := c.row(t, "call", "", "sentiment"); *r.Change != 0 || r.Shown {
				t.Errorf("the same call of two companies: change %g, shown %v", *r.Change, r.Shown)
			}
		}
	}
	each := compare(t, "--group topic --metrics sentiment testdata/quarters")
	law := each.row(t, "topic", "regulation-safety", "sentiment")
	if !law.Shown || *law.Change > -0.5 || math.Abs(*law.Values[1]-*law.Values[0]-*law.Change) > 1e-9 || slices.Max(law.N) < 60 {
		t.Errorf("regulation against all other topics: %+v, change %g, want far below the others", law, *law.Change)
	}
}

// TestProfileMerge makes profiles of shards: merged, in any order, they are the
// profile of the whole byte for byte.
func TestProfileMerge(t *testing.T) {
	t.Chdir("../..")
	whole := run(t, "profile testdata/quarters")
	folder := t.TempDir()
	shard := func(name, args string) string {
		file := filepath.Join(folder, name)
		run(t, "profile --output "+file+" "+args)
		return file
	}
	a := shard("a.json", quarter+"q3.md "+quarter+"q1.md")
	b := shard("b.json", quarter+"q4.md "+quarter+"q2.md")
	for _, args := range []string{a + " " + b, b + " " + a} {
		if got := run(t, "profile --merge "+args); got != whole {
			t.Errorf("profile --merge %s differs from the profile of all calls", args)
		}
	}
	var p struct {
		Version   int
		Summaries []struct {
			By, Group, Metric     string
			Calls, N              int
			Value, Mean, Variance *float64
			Quantiles             map[string]float64
		}
	}
	if err := json.Unmarshal([]byte(whole), &p); err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Summaries {
		if s.By == "speaker" && s.Group == "Dieter Kwan" && s.Metric == "sentiment" {
			if s.Calls != 4 || s.N != 36 || math.Abs(*s.Value-*s.Mean) > 1e-12 || *s.Variance <= 0 || s.Quantiles["0.05"] > s.Quantiles["0.5"] || s.Quantiles["0.5"] > s.Quantiles["0.95"] {
				t.Errorf("summary %+v", s)
			}
			return
		}
	}
	t.Error("no summary of the CFO's sentiment")
}

// TestBaseline holds the last quarter against the profile of the first three,
// which are too few for a test, whether or not the profile holds the call too.
func TestBaseline(t *testing.T) {
	t.Chdir("../..")
	folder := t.TempDir()
	earlier, all := filepath.Join(folder, "earlier.json"), filepath.Join(folder, "all.json")
	run(t, "profile --output "+earlier+" "+quarter+"q1.md "+quarter+"q2.md "+quarter+"q3.md")
	run(t, "profile --output "+all+" testdata/quarters")
	c := compare(t, "--baseline "+earlier+" "+quarter+"q4.md")
	if len(c.Calls) != 2 || c.Calls[0].Label != "baseline" || c.Calls[0].Answers != 60 || c.Calls[1].Answers != 19 {
		t.Fatalf("columns %+v, want a baseline of 60 answers and a call of 19", c.Calls)
	}
	if r := c.row(t, "speaker", "Dieter Kwan", "hedges_per_100_words"); r.Shown || r.P != nil || *r.Change < 2 || !strings.HasPrefix(r.Warning, "fewer than 6 calls") {
		t.Errorf("the CFO against the baseline: %+v", r)
	}
	if len(c.Latest) == 0 || c.Latest[0]["earlier_calls"] != 3.0 {
		t.Error("the call's place among the three earlier ones is missing")
	}
	with := compare(t, "--baseline "+all+" "+quarter+"q4.md")
	if !slices.ContainsFunc(with.Warnings, func(w string) bool { return strings.Contains(w, "brightwater-2023-q4 is in the baseline too") }) {
		t.Errorf("warnings %q do not say that the baseline has the call", with.Warnings)
	}
	if got, want := with.row(t, "call", "", "sentiment"), c.row(t, "call", "", "sentiment"); *got.Change != *want.Change || !slices.Equal(got.N, want.N) {
		t.Errorf("a baseline with the call itself gives %+v, without %+v", got, want)
	}
	screen, full := run(t, "compare --by none --baseline "+earlier+" "+quarter+"q4.md"), run(t, "compare --full --by none --baseline "+earlier+" "+quarter+"q4.md")
	if strings.Contains(screen+full, "the call before") || !strings.Contains(full, "among those of the baseline") {
		t.Error("the text speaks of the call before, not of the baseline")
	}
	for what, text := range map[string]string{"screen": screen, "full": full} {
		if !strings.Contains(text, "Nothing could be tested") {
			t.Errorf("the %s text does not say that nothing could be tested", what)
		}
	}
}

// TestCompareFits wants no line of the text wider than the terminal.
func TestCompareFits(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("COLUMNS", "80")
	for _, args := range []string{"testdata/quarters", quarter + "q1.md " + quarter + "q4.md", "--group topic testdata/quarters"} {
		for line := range strings.Lines(run(t, "compare "+args)) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
				t.Errorf("compare %s: %d columns: %s", args, n, line)
			}
		}
	}
}
