package score

import "candor/text"

// Specificity says how concrete a text is: figures, dates and names against
// general words. It is read-only.
type Specificity struct{}

// DefaultSpecificity gives the built-in model.
func DefaultSpecificity() *Specificity { return &Specificity{} }

// Score gives how concrete doc is, from 0 to 1; 0 for an empty text.
func (s *Specificity) Score(doc *text.Document) float64 { return 0 }
