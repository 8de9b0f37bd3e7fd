package console

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Folder is where --output-dir puts a file for each call.
type Folder struct {
	console *Console
	path    string
	taken   map[string]bool // names in small letters
}

// Folder makes the folder, where it is not there.
func (a *Console) Folder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o777); err != nil { // less the umask
		return nil, fmt.Errorf("cannot make %s: %w", path, withoutPath(err))
	}
	return &Folder{a, path, map[string]bool{}}, nil
}

// longestName bounds what of an id stands in a file's name, in bytes.
const longestName = 100

// Name is a file name for what an id names, such as "tesla-2013-q4.html", that no
// file before it in the folder has: letters of ASCII and digits, and what else is
// the same in every file system.
func (f *Folder) Name(id, extension string) string {
	name := strings.Map(func(r rune) rune {
		if r == '.' || r == '_' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return '-'
	}, id)
	name = strings.Trim(name[:min(len(name), longestName)], "-.")
	if name == "" {
		name = "call"
	}
	distinct := name
	for n := 2; f.taken[strings.ToLower(distinct)]; n++ {
		distinct = name + "-" + strconv.Itoa(n)
	}
	f.taken[strings.ToLower(distinct)] = true
	return distinct + extension
}

// Write writes the file of that name, whole or not at all.
func (f *Folder) Write(name string, write func(io.Writer) error) error {
	return f.console.WriteTo(filepath.Join(f.path, name), write)
}

// Has tells whether the file of that name is there.
func (f *Folder) Has(name string) bool {
	_, err := os.Stat(filepath.Join(f.path, name))
	return err == nil
}
