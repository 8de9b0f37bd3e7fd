package topic

import (
	"fmt"
	"io"

	"candor/internal/phrase"
	"candor/topic/internal/taxonomy"
)

// Error is something wrong in a taxonomy file.
type Error = phrase.Error

// Load reads a taxonomy in YAML from r; name is the file's, for errors:
//
//	replace: false           # true: without the built-in taxonomy
//	version: "2026-1"        # optional
//	topics:
//	- name: mining           # new, or one of the built-in ones to change
//	  covers: ore, mines, grades
//	  bias: -0.5             # optional, 0 for a new topic
//	  terms:
//	    ore grade: 3         # weight; 0 takes a built-in term away
//	    strip ratio: 3
//	forms:                   # optional: further forms of single words
//	  grade: [grades, graded]
//
// Errors are of type *Error, unless r cannot be read.
func Load(r io.Reader, name string) (*Taxonomy, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f, err := taxonomy.Read(data, name, builtIn)
	if err != nil {
		return nil, err
	}
	return compile(f), nil
}
