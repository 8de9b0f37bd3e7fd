package score

import (
	_ "embed"
	"sync"

	"candor/score/internal/features"
	"candor/text"
)

// Specificity says how concrete a text is: figures, dates and names against
// general words. It is a linear model of the shape of a text and of its words,
// trained on what readers said, and read-only.
type Specificity struct{ model *features.Specificity }

// specificityFile is made by candor train specificity.
//
//go:embed specificity.model
var specificityFile string

var defaultSpecificity = sync.OnceValues(func() (*Specificity, error) { return ReadSpecificity(specificityFile) })

// DefaultSpecificity gives the built-in model. It was trained on the votes of
// three raters each on 2,158 answers of SubjECTive-QA (Pardawala et al., NeurIPS
// 2024, CC BY 4.0).
func DefaultSpecificity() *Specificity {
	s, err := defaultSpecificity()
	if err != nil {
		panic(err) // the embedded file is broken, which a test would have shown
	}
	return s
}

// ReadSpecificity reads the content of a file that candor train specificity has
// written.
func ReadSpecificity(data string) (*Specificity, error) {
	m, err := features.DecodeSpecificity(data)
	if err != nil {
		return nil, err
	}
	return &Specificity{m}, nil
}

var wordCounts = sync.Pool{New: func() any { return new(features.WordCounts) }}

// Score gives how concrete doc is, from 0 to 1; 0 for a text without words.
func (s *Specificity) Score(doc *text.Document) float64 {
	if doc.Words == 0 {
		return 0
	}
	c := wordCounts.Get().(*features.WordCounts)
	defer wordCounts.Put(c)
	c.Count(doc)
	return min(max(s.model.Score(doc, c), 0), 1)
}
