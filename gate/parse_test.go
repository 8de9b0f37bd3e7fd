package gate

import (
	"errors"
	"strings"
	"testing"

	"candor/hedge"
)

var known = Known{
	Cues: []hedge.Cue{
		{ID: "dont-hold-me-to-it", Category: hedge.Disclaimer}, {ID: "i-think", Category: hedge.Epistemic},
		{ID: "might", Category: hedge.Modal}, {ID: "cannot-comment", Category: "deflection"},
	},
	Topics: []string{"demand", "guidance", "other"},
}

func TestParseSmallest(t *testing.T) {
	config, err := Parse(".candor.yaml", []byte("version: 1\nrules:\n  - {id: hedging, metric: hedges_per_100_words, scope: call, max: 6}\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	if len(config.Rules) != 1 {
		t.Fatalf("%d rules, want 1", len(config.Rules))
	}
	r := config.Rules[0]
	if r.ID != "hedging" || r.Metric != "hedges_per_100_words" || r.Scope != ScopeCall || r.Max == nil || *r.Max != (Limit{Amount: 6}) || r.Min != nil {
		t.Errorf("rule is %+v", r)
	}
}

func TestParseEverything(t *testing.T) {
	config, err := Parse("x/.candor.yaml", []byte(`# all keys
version: 1
files: ["calls/*.md", 'drafts/**']
drafts: [drafts/**]
baseline: scores/base.jsonl
fail_on: warning
max_warnings: 3
tolerance: {sentiment: 0.05, hedge_strength: 1}
rules:
  - id: cfo
    metric: hedges_per_100_words.modal
    scope: speaker
    where:
      speakers: [Ann Lee]
      roles: [CFO]
      topics: [guidance]
      sections: [qa, prepared]
    files: ["calls/**"]
    max: 2.5
    min: 0.5
    max_increase: 20%
    max_decrease: 0.25
    significant: true
    min_answers: 5
    severity: warning
    message: "Say it plainly"
  - id: no-hiding
    forbid: [dont-hold-me-to-it]
    forbid_categories: [disclaimer, deflection]
`), known)
	if err != nil {
		t.Fatal(err)
	}
	r := config.Rules[0]
	if got := *r.MaxIncrease; got != (Change{20, true}) {
		t.Errorf("max_increase is %+v", got)
	}
	if got := *r.MaxDecrease; got != (Change{0.25, false}) {
		t.Errorf("max_decrease is %+v", got)
	}
	if got, want := r.requires(), "hedges_per_100_words.modal of each speaker: at most 2.5 and at least 0.5 and not over the baseline by more than 20% and not under the baseline by more than 0.25, significantly, from 5 answers on"; got != want {
		t.Errorf("requires %q", got)
	}
	if got, want := config.Rules[1].requires(), "no dont-hold-me-to-it, no disclaimer, no deflection in any call"; got != want {
		t.Errorf("requires %q", got)
	}
	if *config.MaxWarnings != 3 || config.FailOn != FailOnWarning || config.Tolerance["sentiment"] != 0.05 || !config.NeedsBaseline() {
		t.Errorf("config is %+v", config)
	}
	for file, draft := range map[string]bool{"drafts/q1/a.md": true, "drafts/a.md": true, "calls/a.md": false, "x/drafts/a.md": false} {
		if config.IsDraft(file) != draft {
			t.Errorf("IsDraft(%s) is %v", file, !draft)
		}
	}
}

func TestParseErrors(t *testing.T) {
	rule := func(s string) string { return "version: 1\nrules:\n  - " + s + "\n" }
	for _, test := range []struct{ name, yaml, want string }{
		{"empty", "", `c.yaml: want one YAML document, found 0; did you mean "version: 1"?`},
		{"only a comment", "# nothing\n", `c.yaml: want one YAML document, found 0; did you mean "version: 1"?`},
		{"two documents", "version: 1\n---\nversion: 1\n", `c.yaml: want one YAML document, found 2; did you mean "version: 1"?`},
		{"no version", "rules: []\n", `c.yaml:1:1: the file names no version of its format; did you mean "version: 1"?`},
		{"other version", "version: 2\n", `c.yaml:1:10: version 2 of the format is not known; want 1`},
		{"version as text", "version: '1'\n", `c.yaml:1:10: version is "1"; want a whole number`},
		{"no mapping", "- 1\n", `c.yaml:1:1: the file is a list; want a mapping of keys to values`},
		{"broken YAML", "version: 1\nrules: [\n", `c.yaml:2:8: sequence end token ']' not found`},
		{"duplicate key", "version: 1\nversion: 1\n", `c.yaml:2:1: mapping key "version" already defined at [1:1]`},
		{"unknown key", "version: 1\nrulez: []\n", `c.yaml:2:1: unknown key "rulez" in the file; did you mean "rules"?`},
		{"unknown key in a rule", rule("{id: a, metrik: sentiment, min: 0}"), `c.yaml:3:13: unknown key "metrik" in rules[0]; did you mean "metric"?`},
		{"unknown key without a near one", rule("{id: a, colour: red}"), `c.yaml:3:13: unknown key "colour" in rules[0]`},
		{"no value", "version: 1\nrules:\n", `c.yaml:2:8: rules has no value`},
		{"list wanted", "version: 1\nrules: 5\n", `c.yaml:2:8: rules is "5"; want a list: put it in [brackets] or start its lines with -`},
		{"text wanted", rule("{id: 7, metric: sentiment, min: 0}"), `c.yaml:3:10: rules[0].id is "7"; want text: put it in quotes`},
		{"number wanted", rule("{id: a, metric: sentiment, min: low}"), `c.yaml:3:37: rules[0].min: "low" is neither a number nor a percentile of the norms as in p95`},
		{"not a number", rule("{id: a, metric: sentiment, min: .nan}"), `c.yaml:3:37: rules[0].min: ".nan" is neither a number nor a percentile of the norms as in p95`},
		{"no percentile", rule("{id: a, metric: sentiment, min: p100}"), `c.yaml:3:37: rules[0].min: p100 is no percentile: want more than p0 and less than p100`},
		{"percentiles that nothing passes", rule("{id: a, metric: sentiment, min: p90, max: p10}"), `c.yaml:3:37: min p90 is above max p10, so nothing can pass`},
		{"whole number wanted", rule("{id: a, metric: sentiment, min: 0, min_answers: 2.5}"), `c.yaml:3:53: rules[0].min_answers is "2.5"; want a whole number`},
		{"true or false wanted", rule("{id: a, metric: sentiment, max_increase: 1, significant: perhaps}"), `c.yaml:3:62: rules[0].significant is "perhaps"; want true or false`},
		{"bad change", rule("{id: a, metric: specificity, max_increase: lots}"), `c.yaml:3:48: rules[0].max_increase: "lots" is neither a number nor a share as in 20%`},
		{"negative change", rule("{id: a, metric: specificity, max_increase: -5%}"), `c.yaml:3:48: rules[0].max_increase: -5% is below 0: a change is allowed by its size`},
		{"alias", "version: 1\nrules: [&a {id: a, metric: sentiment, min: 0}]\n", `c.yaml:2:9: rules[0]: anchors, aliases and tags are not supported here`},
		{"no id", rule("{metric: sentiment, min: 0}"), `c.yaml:3:5: the rule has no id`},
		{"bad id", rule("{id: 'a b', metric: sentiment, min: 0}"), `c.yaml:3:10: a rule's id is made of letters, digits, . _ and -, not "a b"`},
		{"same id", rule("{id: a, metric: sentiment, min: 0}\n  - {id: a, metric: specificity, min: 0.1}"), `c.yaml:4:10: there is a rule "a" already`},
		{"unknown metric", rule("{id: a, metric: sentimant, min: 0}"), `c.yaml:3:21: unknown metric "sentimant"; did you mean "sentiment"?`},
		{"short metric", rule("{id: a, metric: hedges, max: 1}"), `c.yaml:3:21: unknown metric "hedges"; did you mean "hedges_per_100_words"?`},
		{"unknown scope", rule("{id: a, metric: sentiment, scope: file, min: 0}"), `c.yaml:3:39: unknown scope "file"; want one of call, speaker, topic, section, role, answer`},
		{"unknown severity", rule("{id: a, metric: sentiment, min: 0, severity: eror}"), `c.yaml:3:50: unknown severity "eror"; did you mean "error"?`},
		{"unknown cue", rule("{id: a, forbid: [i-thing]}"), `c.yaml:3:22: unknown cue "i-thing"; did you mean "i-think"?`},
		{"category as cue", rule("{id: a, forbid: [modal]}"), `c.yaml:3:22: "modal" is a category, no cue; did you mean "forbid_categories"?`},
		{"unknown category", rule("{id: a, forbid_categories: [modals]}"), `c.yaml:3:33: unknown category "modals"; did you mean "modal"?`},
		{"unknown topic", rule("{id: a, metric: sentiment, min: 0, where: {topics: [demnd]}}"), `c.yaml:3:57: unknown topic "demnd"; did you mean "demand"?`},
		{"unknown section", rule("{id: a, metric: sentiment, min: 0, where: {sections: [q&a]}}"), `c.yaml:3:59: unknown section "q&a"; did you mean "qa"?`},
		{"nothing to do", rule("{id: a}"), `c.yaml:3:5: rule "a" has neither a metric nor forbid or forbid_categories`},
		{"both", rule("{id: a, metric: sentiment, min: 0, forbid: [might]}"), `c.yaml:3:5: rule "a" has both a metric and a list of what is forbidden; make it two rules`},
		{"forbid with a limit", rule("{id: a, forbid: [might], max: 1}"), `c.yaml:3:5: rule "a" forbids cues, so it takes no limits`},
		{"no limit", rule("{id: a, metric: sentiment}"), `c.yaml:3:5: rule "a" has no limit: give it max, min, max_increase or max_decrease`},
		{"min above max", rule("{id: a, metric: sentiment, min: 0.5, max: 0.2}"), `c.yaml:3:37: min 0.5 is above max 0.2, so nothing can pass`},
		{"max below the range", rule("{id: a, metric: hedge_strength, max: -1}"), `c.yaml:3:42: hedge_strength is never below 0, so nothing can pass max -1`},
		{"min above the range", rule("{id: a, metric: sentiment, min: 2}"), `c.yaml:3:37: sentiment is never above 1, so nothing can pass min 2`},
		{"share of a signed metric", rule("{id: a, metric: sentiment, max_decrease: 10%}"), `c.yaml:3:46: sentiment can be 0 or negative, so a share of it says nothing: give a plain number`},
		{"significant without a baseline", rule("{id: a, metric: sentiment, min: 0, significant: true}"), `c.yaml:3:53: significant needs max_increase or max_decrease`},
		{"significant answer", rule("{id: a, metric: sentiment, scope: answer, max_decrease: 1, significant: true}"), `c.yaml:3:77: one answer alone cannot differ significantly; take another scope`},
		{"bad glob", rule("{id: a, metric: sentiment, min: 0, files: ['[']}"), `c.yaml:3:48: "[" is no valid glob`},
		{"bad policy", "version: 1\nfail_on: warnings\n", `c.yaml:2:10: unknown "warnings"; did you mean "warning"?`},
		{"negative warnings", "version: 1\nmax_warnings: -1\n", `c.yaml:2:15: max_warnings is below 0`},
		{"unknown tolerance", "version: 1\ntolerance: {sentiments: 1}\n", `c.yaml:2:25: unknown metric "sentiments"; did you mean "sentiment"?`},
		{"negative tolerance", "version: 1\ntolerance: {sentiment: -1}\n", `c.yaml:2:24: a tolerance cannot be below 0`},
		{"unknown suggestion", "version: 1\nsuggestions: {modals: say when}\n", `c.yaml:2:23: unknown cue, category or kind "modals"; did you mean "modal"?`},
		{"block rule", "version: 1\nrules:\n  - metric: sentiment\n    min: 0\n", `c.yaml:3:5: the rule has no id`},
		{"several", rule("{id: a, metric: sentimant, min: 0}\n  - {id: b, scope: y}"), "c.yaml:3:21: unknown metric \"sentimant\"; did you mean \"sentiment\"?\nc.yaml:4:5: rule \"b\" has neither a metric nor forbid or forbid_categories\nc.yaml:4:20: unknown scope \"y\"; want one of call, speaker, topic, section, role, answer"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("c.yaml", []byte(test.yaml), known)
			if err == nil {
				t.Fatal("no error")
			}
			if got := err.Error(); got != test.want {
				t.Errorf("error is\n%s\nwant\n%s", got, test.want)
			}
			var config *ConfigError
			if !errors.As(err, &config) {
				t.Error("it is no *ConfigError")
			}
		})
	}
}

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"kitten", "sitting", 3}, {"metrik", "metric", 1}, {"ab", "ba", 2},
	} {
		if got := editDistance(test.a, test.b); got != test.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("version: 1\nrules:\n  - {id: a, metric: sentiment, max_increase: 5%}\n")
	f.Add("version: 1\ntolerance: {sentiment: 0.1}\nrules: [{id: a, forbid: [might], where: {roles: [CEO]}}]")
	f.Add("? - \n: &a [*a]")
	f.Fuzz(func(t *testing.T, s string) {
		config, err := Parse("f.yaml", []byte(s), known)
		if (config == nil) == (err == nil) {
			t.Fatalf("config %v, error %v", config, err)
		}
		if err == nil {
			return
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if line == "" {
				t.Fatalf("an error without words in %q", err)
			}
		}
	})
}

// A configuration that would take gigabytes to parse is refused, at its place.
func TestParseIsBounded(t *testing.T) {
	for config, want := range map[string]string{
		"version: 1\nrules: " + strings.Repeat("[", 75_000):  "c.yaml:2:40: nests deeper than 32",
		"version: 1\nrules: " + strings.Repeat("- ", 40_000): "c.yaml:2:",
		"a: &a [x]\nb: *a\n":               "c.yaml:2:4: an alias: write what it stands for",
		strings.Repeat("# more\n", 20_000): "c.yaml: larger than 128 KiB",
	} {
		if _, err := Parse("c.yaml", []byte(config), known); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}
