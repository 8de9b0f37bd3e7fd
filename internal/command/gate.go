package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/gate"
	"candor/gate/render"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/transcript"
	"candor/transcript/call"
)

// configNames are what a configuration may be called, the first being usual.
var configNames = []string{".candor.yaml", ".candor.yml"}

// allRules is --explain without a rule; no rule's id can be so.
const allRules = "*"

// gateFlags are the flags of candor gate.
type gateFlags struct {
	console.Scoring
	in             console.Input
	config         string
	baseline       string
	updateBaseline bool
	golden         string
	newFrom        string
	format         string
	file           string
	outs           []string
	failOn         string
	maxWarnings    int
	explain        string // a rule, or all
	allowEmpty     bool
	norms          string
}

func newGate(a *console.Console) *cobra.Command {
	var f gateFlags
	c := &cobra.Command{
		Use:   "gate [FILE...]",
		Short: "Check calls and drafts against the rules of .candor.yaml, for CI",
		Long: `Gate checks calls, and drafts in Markdown, against the rules of the .candor.yaml in
this folder or the next one above that has one. It exits with 0 when they pass,
1 when a rule fails, and 2 when that could not be found out. Without FILE it
reads the files that the configuration lists. "candor init" writes a first
configuration; docs/gate.md describes it.

In GitHub Actions the findings are written as annotations, and a summary is
added to the step's page.

With --golden it does not apply rules but compares each score with a stored run
of "candor score", and fails if one moved.`,
		Example: `  candor gate drafts/*.md
  candor gate --new-from origin/main drafts/*.md
  candor gate --out sarif=gate.sarif --out junit=gate.xml calls/*.md
  candor gate --update-baseline calls/*.md
  candor gate --golden scores.jsonl calls/*.md`,
		RunE: func(c *cobra.Command, args []string) error {
			run, err := newGateRun(a, c, &f)
			if err != nil {
				return err
			}
			return run.do(c.Context(), args)
		},
	}
	names := make([]string, len(render.Formats))
	for i, format := range render.Formats {
		names[i] = string(format)
	}
	formats := strings.Join(names, ", ")
	flags := c.Flags()
	flags.StringVar(&f.config, "config", "", "configuration `file` (default: .candor.yaml here or in a folder above)")
	flags.StringVar(&f.baseline, "baseline", "", "`file` that changes are measured from, in place of the configuration's")
	flags.BoolVar(&f.updateBaseline, "update-baseline", false, "write the baseline from the files instead of checking them")
	flags.StringVar(&f.golden, "golden", "", "JSONL `file` of a stored run to compare the scores with")
	flags.StringVar(&f.newFrom, "new-from", "", "report only what is in lines added since a git `revision`, or by a patch file")
	flags.StringVar(&f.format, "format", "", "output `format`: "+formats+" (default text; github in GitHub Actions)")
	console.Values(c, "format", names...)
	flags.StringVarP(&f.file, "output", "o", "", "write to `file`, whole or not at all, instead of standard output")
	flags.StringArrayVar(&f.outs, "out", nil, "write another output too, `FORMAT=FILE`; may be repeated")
	flags.StringVar(&f.failOn, "fail-on", "", "what makes the gate fail: error, warning, never (default: the configuration's, else error)")
	console.Values(c, "fail-on", "error", "warning", "never")
	flags.IntVar(&f.maxWarnings, "max-warnings", -1, "fail with more warnings than this; -1 for the configuration's, else any `number`")
	flags.StringVar(&f.explain, "explain", "", "print for each rule, or for this `rule`, what it measured, on how much, against what")
	flags.Lookup("explain").NoOptDefVal = allRules
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "let calls pass in which nobody answers; else they fail the gate")
	console.AddInputFlags(c, &f.in)
	console.AddScoringFlags(c, &f.Scoring)
	console.AddNormsFlag(c, &f.norms)
	c.MarkFlagsMutuallyExclusive("golden", "update-baseline", "new-from")
	return c
}

// gateRun is a gate with its flags checked.
type gateRun struct {
	*console.Reader
	flags     *gateFlags
	analyzer  *analysis.Analyzer
	config    *gate.Config
	folder    string // that of the configuration
	format    render.Format
	outs      []gateOutput
	inActions bool
}

// gateOutput is one --out.
type gateOutput struct {
	format render.Format
	file   string
}

func newGateRun(a *console.Console, c *cobra.Command, f *gateFlags) (*gateRun, error) {
	r, err := a.Reader(&f.in)
	if err != nil {
		return nil, err
	}
	g := &gateRun{Reader: r, flags: f, inActions: os.Getenv("GITHUB_ACTIONS") == "true", format: render.Text}
	if g.inActions {
		g.format = render.GitHub
	}
	if f.format != "" {
		if g.format, err = render.ParseFormat(f.format); err != nil {
			return nil, fmt.Errorf("--format: %w", err)
		}
	}
	for _, out := range f.outs {
		name, file, ok := strings.Cut(out, "=")
		if !ok || file == "" {
			return nil, fmt.Errorf("--out %s: want FORMAT=FILE", out)
		}
		format, err := render.ParseFormat(name)
		if err != nil {
			return nil, fmt.Errorf("--out: %w", err)
		}
		g.outs = append(g.outs, gateOutput{format, file})
	}
	if f.explain != "" && !slices.Contains([]render.Format{render.Text, render.GitHub}, g.format) {
		return nil, fmt.Errorf("--explain is text; it does not go with --format %s", g.format)
	}
	if g.analyzer, err = a.Analyzer(&f.Scoring); err != nil {
		return nil, err
	}
	if g.config, g.folder, err = gateConfig(a, f, gate.KnownTo(g.analyzer)); err != nil {
		return nil, err
	}
	if err := explained(g.config, f.explain); err != nil {
		return nil, err
	}
	if f.failOn != "" {
		if !slices.Contains([]string{"error", "warning", "never"}, f.failOn) {
			return nil, fmt.Errorf("--fail-on %s: want error, warning or never", f.failOn)
		}
		g.config.FailOn = gate.FailOn(f.failOn)
	}
	if c.Flags().Changed("max-warnings") && f.maxWarnings >= 0 {
		g.config.MaxWarnings = &f.maxWarnings
	}
	return g, nil
}

func (g *gateRun) do(ctx context.Context, args []string) error {
	files, err := g.gated(args)
	if err != nil {
		return err
	}
	subjects, reading := g.read(ctx, files)
	if reading != nil && !errors.Is(reading, console.ErrReported) {
		return reading
	}
	g.TellUnanswered(args)
	if g.flags.updateBaseline {
		if reading != nil {
			return reading // a baseline with calls missing would mislead later runs
		}
		return g.writeBaseline(subjects)
	}
	if len(subjects) == 0 {
		return reading
	}
	verdict, err := g.judge(ctx, subjects, files)
	if err != nil {
		return err
	}
	if err := g.show(verdict); err != nil {
		return err
	}
	if reading == nil && !verdict.Passed {
		return errGateFailed
	}
	return reading
}

// gated gives the files that were named, else those that the configuration lists.
func (g *gateRun) gated(named []string) ([]console.File, error) {
	if len(named) > 0 {
		return g.Files(named)
	}
	var files []string
	for _, pattern := range g.config.Files {
		found, err := doublestar.Glob(os.DirFS(g.folder), pattern, doublestar.WithFilesOnly())
		if err != nil {
			return nil, fmt.Errorf("files: %q: %w", pattern, err)
		}
		if len(found) == 0 {
			fmt.Fprintf(g.Stderr, "candor: files: no file matches %q\n", pattern)
		}
		for _, file := range found {
			files = append(files, filepath.Join(g.folder, filepath.FromSlash(file)))
		}
	}
	if len(files) == 0 {
		return nil, errors.New("no files: name some, or list globs of them under files: in the configuration")
	}
	slices.Sort(files)
	return g.Files(files)
}

// read reads and scores the files, in order and in parallel.
func (g *gateRun) read(ctx context.Context, files []console.File) ([]*gate.Subject, error) {
	var subjects []*gate.Subject
	err := console.InOrder(ctx, g.Reader, files, g.readSource, func(file *[]*gate.Subject) error {
		subjects = append(subjects, *file...)
		return nil
	})
	return subjects, err
}

// readSource reads one file as a call, or as a draft: one that the configuration
// lists as such, or Markdown in which nobody speaks who takes part in calls.
func (g *gateRun) readSource(path string) (*[]*gate.Subject, error) {
	in, err := g.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, int64(g.MaxSize)+1)) // of one that is larger callsIn says so
	if err != nil {
		return nil, console.PlainPathError(path, err)
	}
	name := filepath.ToSlash(path)
	source := gate.NewSource(name, g.relative(path), data)
	var calls []*call.Call
	draft := g.config.IsDraft(source.Path)
	if !draft {
		calls, err = g.CallsIn(bytes.NewReader(data), path)
		draft = isMarkdown(path) && (errors.Is(err, transcript.ErrNoSpeakers) || err == nil && !isCall(calls))
	}
	if draft {
		var written *call.Call
		if written, err = transcript.ReadDraft(bytes.NewReader(data), name, 0); written != nil {
			g.Name(path, &written.ID)
			calls = []*call.Call{written}
		}
	}
	subjects := make([]*gate.Subject, len(calls))
	for i, call := range calls {
		subjects[i] = &gate.Subject{Source: source, Call: call, Records: g.analyzer.Records(call), Draft: draft}
	}
	return &subjects, err
}

// relative gives a file's path from the configuration's folder.
func (g *gateRun) relative(path string) string {
	folder, err1 := filepath.Abs(g.folder)
	file, err2 := filepath.Abs(path)
	relative, err3 := filepath.Rel(folder, file)
	if cmp.Or(err1, err2, err3) != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(relative)
}

func isMarkdown(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown":
		return true
	}
	return path == "-"
}

// isCall tells whether an executive, an analyst or the operator speaks.
func isCall(calls []*call.Call) bool {
	return slices.ContainsFunc(calls, func(c *call.Call) bool {
		return slices.ContainsFunc(c.Turns, func(t call.Turn) bool {
			return t.Speaker.Role == call.Executive || t.Speaker.Role == call.Analyst || t.Speaker.Role == call.Operator
		})
	})
}

func (g *gateRun) baselineFile() string {
	if g.flags.baseline != "" {
		return g.flags.baseline
	}
	return filepath.Join(g.folder, filepath.FromSlash(cmp.Or(g.config.Baseline, gate.DefaultBaseline)))
}

func (g *gateRun) writeBaseline(subjects []*gate.Subject) error {
	file := g.baselineFile()
	if err := g.WriteTo(file, func(w io.Writer) error { return gate.WriteBaseline(w, subjects) }); err != nil {
		return err
	}
	fmt.Fprintf(g.Stderr, "candor: wrote the baseline %s: %s\n", console.Clean(file), gate.Measured(subjects))
	return nil
}

// scores reads a stored run.
func (g *gateRun) scores(file string) ([]analysis.Record, error) {
	in, err := g.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return gate.ReadScores(in, filepath.ToSlash(file))
}

// judge applies the rules, or compares with the stored run.
func (g *gateRun) judge(ctx context.Context, subjects []*gate.Subject, files []console.File) (*gate.Verdict, error) {
	versions := g.analyzer.Versions()
	if g.flags.golden != "" {
		golden, err := g.scores(g.flags.golden)
		if err != nil {
			return nil, err
		}
		c := gate.Comparison{Golden: golden, File: filepath.ToSlash(g.flags.golden), Tolerance: g.config.Tolerance, Versions: versions, AllowEmpty: g.flags.allowEmpty,
			Policy: gate.Policy{FailOn: g.config.FailOn, MaxWarnings: g.config.MaxWarnings}}
		return c.Drift(subjects)
	}
	rules := gate.Gate{Config: g.config, Versions: versions, AllowEmpty: g.flags.allowEmpty}
	var err error
	if g.config.NeedsNorms() {
		known, err := g.NormsOf(g.flags.norms)
		if err != nil {
			return nil, fmt.Errorf("--norms: %w", err)
		}
		rules.Norms = known.For(versions)
	}
	if g.config.NeedsBaseline() {
		if rules.Baseline, err = g.scores(g.baselineFile()); err != nil {
			return nil, fmt.Errorf("the baseline: %w; \"candor gate --update-baseline FILE...\" writes one", err)
		}
	}
	if g.flags.newFrom != "" {
		if rules.Changes, err = g.changes(ctx, files); err != nil {
			return nil, fmt.Errorf("--new-from %s: %w", g.flags.newFrom, err)
		}
	}
	return rules.Evaluate(subjects)
}

// show writes all outputs, each file whole or not at all.
func (g *gateRun) show(v *gate.Verdict) error {
	for _, out := range g.outs {
		if err := g.WriteTo(out.file, func(w io.Writer) error { return render.Write(w, out.format, v) }); err != nil {
			return err
		}
	}
	if file := os.Getenv("GITHUB_STEP_SUMMARY"); g.inActions && file != "" {
		if err := appendTo(file, func(w io.Writer) error { return render.Write(w, render.Markdown, v) }); err != nil {
			return err
		}
	}
	return g.WriteTo(g.flags.file, func(w io.Writer) error {
		if g.flags.explain != "" {
			if err := render.Explain(v, strings.TrimPrefix(g.flags.explain, allRules)).Write(w, table.Text, g.TableWidth(&console.Output{Width: -1, File: g.flags.file})); err != nil {
				return err
			}
			fmt.Fprintln(w)
		}
		if g.format == render.Text {
			return render.Lint(w, v, g.Colour(&console.Output{File: g.flags.file}))
		}
		return render.Write(w, g.format, v)
	})
}

// appendTo adds to a file that may have content of others.
func appendTo(file string, write func(io.Writer) error) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", file, err)
	}
	fmt.Fprintln(f) // a block of its own
	err = write(f)
	return errors.Join(err, f.Close())
}
