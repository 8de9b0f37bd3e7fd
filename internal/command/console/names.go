package console

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"candor/transcript/source"
)

// distinctNames gives, for files whose names are those of others too, names that
// tell them apart: as much of the folders before a name as that takes, and where
// the folders are the same, what follows the name. They depend on nothing but
// how the files of the run are named.
func distinctNames(files []File) map[string]string {
	same := map[string][]*fileName{}
	var bases []string // in the order of the files
	for _, f := range files {
		if f.Err == nil && f.Path != "-" {
			p := filepath.ToSlash(f.Path)
			base := source.BaseName(p)
			if same[base] == nil {
				bases = append(bases, base)
			}
			same[base] = append(same[base], &fileName{path: f.Path, folders: folders(p), base: base, whole: path.Base(p)})
		}
	}
	names, taken := map[string]string{}, map[string]bool{}
	for base, group := range same {
		taken[base] = len(group) == 1
	}
	for _, base := range bases {
		group := same[base]
		if len(group) == 1 {
			continue
		}
		tellApart(group)
		for _, f := range group {
			name := f.String()
			for n := 2; taken[name]; n++ {
				name = f.String() + "-" + strconv.Itoa(n)
			}
			taken[name] = true
			names[f.path] = name
		}
	}
	return names
}

// fileName is a file's name with so many of its folders before it.
type fileName struct {
	path        string
	folders     []string
	base, whole string // without and with what follows a dot
	shown       int    // folders
}

func (f *fileName) String() string {
	return path.Join(append(slices.Clone(f.folders[len(f.folders)-f.shown:]), f.base)...)
}

// tellApart shows more of the names until they differ, or nothing is left to show.
func tellApart(group []*fileName) {
	for {
		alike := map[string][]*fileName{}
		for _, f := range group {
			alike[f.String()] = append(alike[f.String()], f)
		}
		more := false
		for _, of := range alike {
			if len(of) < 2 {
				continue
			}
			hidden := slices.DeleteFunc(slices.Clone(of), func(f *fileName) bool { return f.shown == len(f.folders) })
			for _, f := range hidden {
				f.shown++
			}
			more = more || len(hidden) > 0
			for _, f := range of {
				if len(hidden) == 0 && f.base != f.whole {
					f.base, more = f.whole, true
				}
			}
		}
		if !more {
			return
		}
	}
}

// folders are the names of a path's folders; what has none (".", "..", the root)
// is left out.
func folders(p string) []string {
	parts := strings.Split(path.Dir(path.Clean(p)), "/")
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" || s == "." || s == ".." })
}
