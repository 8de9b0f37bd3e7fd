package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/score"
	"candor/transcript/call"
)

// scoring holds the flags that say with what answers are scored.
type scoring struct {
	scorer  string
	lexicon string
	topics  string
	section string
}

func addScoringFlags(c *cobra.Command, s *scoring) {
	c.Flags().StringVar(&s.scorer, "scorer", score.Default().Name(), "sentiment `scorer`, or several with commas of which the first counts; see below")
	c.Flags().StringVar(&s.lexicon, "lexicon", "", "YAML `file` that adds hedge cues or switches some off")
	c.Flags().StringVar(&s.topics, "topics", "", "YAML `file` that adds topics or replaces them")
}

// addSectionFlag adds --section for commands that count answers.
func addSectionFlag(c *cobra.Command, s *scoring) {
	c.Flags().StringVar(&s.section, "section", "qa", "`section` that is counted: qa, prepared, all")
}

// counted is the section that --section names, "" for all.
func (s *scoring) counted() (call.Section, error) {
	switch s.section {
	case "qa", "prepared":
		return call.Section(s.section), nil
	case "all":
		return "", nil
	}
	return "", fmt.Errorf("--section %s: want qa, prepared or all", s.section)
}

// analyzer builds what the flags ask for.
func (a *app) analyzer(s *scoring) (*analysis.Analyzer, error) {
	built := analysis.Default()
	if s.scorer != "" && s.scorer != score.Default().Name() {
		built.Scorers = nil
		for spec := range strings.SplitSeq(s.scorer, ",") {
			scorer, err := score.Open(strings.TrimSpace(spec))
			if err != nil {
				return nil, fmt.Errorf("--scorer: %w", err)
			}
			built.Scorers = append(built.Scorers, scorer)
		}
	}
	detector, err := a.detector(s.lexicon)
	if err != nil {
		return nil, err
	}
	built.Detector = detector
	if built.Taxonomy, err = a.taxonomy(s.topics); err != nil {
		return nil, err
	}
	return built, nil
}
