package console

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/hedge"
	"candor/score"
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
}

func AddScoringFlags(c *cobra.Command, s *Scoring) {
	c.Flags().StringVar(&s.Scorer, "scorer", score.DefaultName, "sentiment `scorer`, or several with commas of which the first counts; see below")
	c.Flags().StringVar(&s.Lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	c.Flags().StringVar(&s.Topics, "topics", "", "YAML `file` that adds topics or replaces them")
}

// AddSectionFlag adds --section for commands that count answers.
func AddSectionFlag(c *cobra.Command, s *Scoring) {
	c.Flags().StringVar(&s.Section, "section", "qa", "`section` that is counted: qa, prepared, all")
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
		built.Scorers = nil
		for spec := range strings.SplitSeq(s.Scorer, ",") {
			scorer, err := score.Open(strings.TrimSpace(spec))
			if err != nil {
				return nil, fmt.Errorf("--scorer: %w", err)
			}
			built.Scorers = append(built.Scorers, scorer)
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
	return built, nil
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
