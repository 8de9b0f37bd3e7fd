package gate

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Changes are the lines that a change adds, by file. The zero value adds none.
type Changes struct {
	added map[string]map[int]bool
	whole map[string]bool
}

// ReadChanges reads a patch as git diff writes it. resolve turns a file's name
// in the patch into the name under which it is gated.
func ReadChanges(patch io.Reader, resolve func(string) string) (*Changes, error) {
	files, preamble, err := gitdiff.Parse(patch)
	if err != nil {
		return nil, fmt.Errorf("not a patch: %w", err)
	}
	if len(files) == 0 && strings.TrimSpace(preamble) != "" {
		return nil, errors.New("not a patch: no file is changed in it")
	}
	c := &Changes{added: map[string]map[int]bool{}}
	for _, f := range files {
		lines := map[int]bool{}
		for _, fragment := range f.TextFragments {
			line := int(fragment.NewPosition)
			for _, l := range fragment.Lines {
				if l.Op == gitdiff.OpAdd {
					lines[line] = true
				}
				if l.New() {
					line++
				}
			}
		}
		if f.NewName != "" {
			c.added[resolve(f.NewName)] = lines
		}
	}
	return c, nil
}

// AddFile says that all lines of a file are new.
func (c *Changes) AddFile(name string) {
	if c.whole == nil {
		c.whole = map[string]bool{}
	}
	c.whole[name] = true
}

// touch says whether one of the lines first to last of a file is new. Without
// Changes all lines are.
func (c *Changes) touch(file string, first, last int) bool {
	if c == nil || c.whole[file] {
		return true
	}
	for line := first; line <= last; line++ {
		if c.added[file][line] {
			return true
		}
	}
	return false
}
