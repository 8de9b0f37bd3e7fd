package console

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"candor/analysis"
	"candor/internal/table"
)

// mostSources is how many files a page names that it was made from.
const mostSources = 200

// Provenance says in lines of what files a page was made, by which command, and
// with which versions.
func (r *Reader) Provenance(command string, files []string, v analysis.Versions) []string {
	var sources []string
	for _, f := range files[:min(len(files), mostSources)] {
		source := path.Base(filepath.ToSlash(f))
		if sum := r.Sum(f); sum != "" {
			source += " (SHA-256 " + sum + ")"
		}
		sources = append(sources, source)
	}
	if more := len(files) - len(sources); more > 0 {
		sources = append(sources, table.Count(more, "more file"))
	}
	return []string{
		"Made by candor " + command + " from " + strings.Join(sources, ", ") + ".",
		fmt.Sprintf("Versions: sentiment %s, hedges %s, topics %s, directness %s.", v.Model, v.Lexicon, v.Taxonomy, v.Directness),
	}
}
