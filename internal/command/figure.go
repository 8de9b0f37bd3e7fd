package command

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"candor/analysis"
	"candor/internal/command/console"
	"candor/report/figure"
	"candor/report/screen"
)

// draw draws the figure that is asked for.
func (f *reporting) draw(a *console.Console, turns, counted []analysis.Answer) error {
	if f.figure == "" {
		return nil
	}
	s := screen.New(turns, counted, nil, f.options.Norms, f.options.Stats).Sorted(f.order, f.top)
	return a.WriteTo(f.figure, func(w io.Writer) error {
		return figure.Report(w, s, f.options.Stats.Level, figureFormat(f.figure))
	})
}

// figureFormat is what a figure's file is to be, by its name.
func figureFormat(file string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
}

func checkFigure(file string) error {
	if file != "" && !slices.Contains(figure.Formats, figureFormat(file)) {
		return fmt.Errorf("--figure %s: want a file name that ends in .%s", file, strings.Join(figure.Formats, ", ."))
	}
	return nil
}
