package report

import (
	"errors"
	"io"

	"candor/analysis"
)

// ComparisonFigure draws a comparison.
func ComparisonFigure(w io.Writer, c *analysis.Comparison, format string) error {
	return errors.New("--figure is not built yet")
}
