package console

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/analysis"
	"candor/directness"
	"candor/hedge"
	"candor/score"
	"candor/score/external"
	_ "candor/score/vader" // a baseline that --scorer names
	"candor/topic"
	"candor/transcript/call"
)

// Scoring holds the flags that say with what answers are scored.
type Scoring struct {
	Scorer  string
	Lexicon string
	Topics  string
	Section string

	timeout time.Duration
	cache   string
	// Directness is "model:FILE", or "" for the built-in model.
	Directness string
}

func AddScoringFlags(c *cobra.Command, s *Scoring) {
	inGroup(c, GroupScoring, s.addFlags)
}

func (s *Scoring) addFlags(f *pflag.FlagSet) {
	f.StringVar(&s.Scorer, "scorer", score.DefaultName, "sentiment `scorer`, or several with commas of which the first counts; see candor help scoring")
	f.DurationVar(&s.timeout, "scorer-timeout", external.DefaultOptions().Timeout, "how long a program of --scorer exec:COMMAND may say nothing while answers are awaited")
	f.StringVar(&s.cache, "scorer-cache", "", "`file` that keeps the scores of --scorer exec:COMMAND between runs")
	f.StringVar(&s.Lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	f.StringVar(&s.Topics, "topics", "", "YAML `file` that adds topics or replaces them")
	f.StringVar(&s.Directness, "directness", "", "`model:FILE` of candor train directness, in place of the built-in model")
}

// AddSectionFlag adds --section for commands that count answers.
func AddSectionFlag(c *cobra.Command, s *Scoring) {
	c.Flags().StringVar(&s.Section, "section", "qa", "`section` that is counted: qa, prepared, all")
	Values(c, "section", "qa", "prepared", "all")
}

// Counted is the section that --section names, "" for all.
func (s *Scoring) Counted() (call.Section, error) {
	switch s.Section {
	case "qa", "prepared":
		return call.Section(s.Section), nil
	case "all":
		return "", nil
	}
	return "", fmt.Errorf("--section %s: want qa, prepared or all", s.Section)
}

// Analyzer builds what the flags ask for.
func (a *Console) Analyzer(s *Scoring) (*analysis.Analyzer, error) {
	built := analysis.Default()
	built.Revise = a.Revise
	if s.Scorer != "" && s.Scorer != score.DefaultName {
		var err error
		if built.Scorers, err = a.scorers(s); err != nil {
			return nil, fmt.Errorf("--scorer: %w", err)
		}
	}
	detector, err := a.Detector(s.Lexicon)
	if err != nil {
		return nil, err
	}
	built.Detector = detector
	if built.Taxonomy, err = a.Taxonomy(s.Topics); err != nil {
		return nil, err
	}
	if s.Directness != "" {
		file, ok := strings.CutPrefix(s.Directness, "model:")
		if !ok {
			return nil, fmt.Errorf("--directness %s: want model:FILE", s.Directness)
		}
		if built.Directness, err = directness.Open(file); err != nil {
			return nil, fmt.Errorf("--directness: %w", err)
		}
	}
	return built, nil
}

// scorers opens what --scorer lists. All behind "exec:" is one command, commas too.
func (a *Console) scorers(s *Scoring) ([]score.Scorer, error) {
	var scorers []score.Scorer
	for rest := s.Scorer; rest != ""; {
		if command, ok := strings.CutPrefix(strings.TrimSpace(rest), "exec:"); ok {
			program, err := a.program(command, s)
			if err != nil {
				return nil, err
			}
			return append(scorers, program), nil
		}
		var spec string
		spec, rest, _ = strings.Cut(rest, ",")
		scorer, err := score.Open(strings.TrimSpace(spec))
		if err != nil {
			return nil, err
		}
		scorers = append(scorers, scorer)
	}
	return scorers, nil
}

// program opens somebody else's scorer, which Close ends.
func (a *Console) program(command string, s *Scoring) (score.Scorer, error) {
	o := external.DefaultOptions()
	o.Timeout, o.Stderr = s.timeout, a.Stderr
	if s.timeout <= 0 {
		return nil, fmt.Errorf("--scorer-timeout %v: want a time above 0", s.timeout)
	}
	var err error
	if s.cache != "" {
		if o.Cache, err = external.OpenCache(s.cache); err != nil {
			return nil, err
		}
	}
	program, err := external.Open(command, o)
	if err != nil {
		return nil, err
	}
	a.programs = append(a.programs, program)
	return program, nil
}

// Program opens somebody else's scorer with the usual limits; Close ends it.
func (a *Console) Program(command string) (score.Scorer, error) {
	return a.program(command, &Scoring{timeout: external.DefaultOptions().Timeout})
}

// Close ends the programs that score, and gives what was wrong with them.
func (a *Console) Close() error {
	var errs []error
	for _, p := range a.programs {
		errs = append(errs, p.Close())
	}
	a.programs = nil
	return errors.Join(errs...)
}

// Detector gives the built-in Detector, or one extended by the lexicon file.
func (a *Console) Detector(lexicon string) (*hedge.Detector, error) {
	if lexicon == "" {
		return hedge.Default(), nil
	}
	extended, err := a.Lexicon(lexicon)
	if err != nil {
		return nil, err
	}
	return hedge.NewDetector(extended), nil
}

// Lexicon gives the built-in Lexicon with its examples, extended by the file if
// one is named.
func (a *Console) Lexicon(path string) (*hedge.Lexicon, error) {
	builtIn := hedge.BuiltIn()
	if path == "" {
		return builtIn, nil
	}
	in, err := a.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, PlainPathError(path, err)
	}
	return builtIn.Extend(filepath.ToSlash(path), data)
}

// Taxonomy gives the built-in Taxonomy, or what the file makes of it.
func (a *Console) Taxonomy(file string) (*topic.Taxonomy, error) {
	if file == "" {
		return topic.Default(), nil
	}
	in, err := a.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return topic.Load(in, filepath.ToSlash(file))
}
