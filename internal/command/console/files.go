package console

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// File is a File to read, or what is wrong with the argument that should have
// named some.
type File struct {
	Path     string
	Argument int // index of the argument that named it
	Err      error
}

// Files gives the Files that arguments name, in their order: a file, "-" for
// standard input, a directory for all transcripts in it and below, or a pattern
// that the shell left as it was. Those of a directory or pattern are in natural
// order (q2 before q10). A file that was named before is left out.
func (r *Reader) Files(args []string) ([]File, error) {
	var files []File
	type place struct {
		at     int
		linked bool
	}
	first := map[string]place{} // of a file, however it is named
	for i, arg := range args {
		paths, err := r.expand(arg)
		if err != nil {
			files = append(files, File{Argument: i, Err: err})
		}
		for _, path := range paths {
			f := File{Path: path, Argument: i}
			key, linked := onlyPath(path)
			before, again := first[key]
			switch {
			case !again:
				first[key] = place{len(files), linked}
				files = append(files, f)
			case before.linked && !linked: // rather the file than a link to it
				r.sayTwice(files[before.at].Path, path)
				files[before.at], first[key] = f, place{before.at, false}
			default:
				r.sayTwice(path, files[before.at].Path)
			}
		}
	}
	if r.Known != (Known{}) && len(files) > 1 {
		return nil, fmt.Errorf("--call-id, --date and --period are about one call, but %d files are named", len(files))
	}
	r.names = distinctNames(files)
	return files, nil
}

func (r *Reader) sayTwice(path, of string) {
	why := "the file is read as " + of
	if path == of {
		why = "named before"
	}
	fmt.Fprintf(r.Stderr, "candor: %s: left out: %s\n", Clean(path), Clean(why))
}

// onlyPath gives one path for each file however it is named, and whether a link
// led to it.
func onlyPath(path string) (only string, linked bool) {
	if path == "-" {
		return path, false
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path, false
	}
	real, err := filepath.EvalSymlinks(absolute)
	if err != nil {
		return absolute, false
	}
	return real, real != absolute
}

// skipped tells that a file is left out.
func (r *Reader) skipped(path, why string) {
	if r.Verbose {
		fmt.Fprintf(r.Stderr, "candor: %s: left out: %s\n", Clean(path), why)
	}
}

func (r *Reader) expand(arg string) ([]string, error) {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return r.filesBelow(arg)
	case err != nil && arg != "-" && strings.ContainsAny(arg, "*?[{"):
		return filesLike(arg)
	}
	return []string{arg}, nil // what is wrong with it is said when it is read
}

// filesLike gives the files that a pattern matches; ** stands for any folders.
func filesLike(pattern string) ([]string, error) {
	paths, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly(), doublestar.WithNoHidden(), doublestar.WithNoFollow())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: no file matches", pattern)
	}
	slices.SortFunc(paths, naturally)
	return paths, nil
}

// filesBelow gives the transcripts of a directory and those below it. Links to
// files count, links to directories within it are not followed.
func (r *Reader) filesBelow(directory string) ([]string, error) {
	var paths []string
	var problems []error
	root := filepath.Clean(directory) + string(filepath.Separator) // of a link, what it leads to
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			problems = append(problems, PlainPathError(path, err))
			return nil // the rest can still be read
		}
		if path == root {
			return nil
		}
		switch why := leftOut(path, entry); {
		case why != "":
			r.skipped(path, why)
			if entry.IsDir() {
				return filepath.SkipDir
			}
		case !entry.IsDir():
			paths = append(paths, path)
		}
		return nil
	})
	if len(problems)+len(paths) == 0 {
		problems = append(problems, fmt.Errorf("%s: no transcripts in this directory", directory))
	}
	slices.SortFunc(paths, naturally)
	return paths, errors.Join(problems...)
}

// leftOut says why a directory's entry is no transcript, or "".
func leftOut(path string, entry fs.DirEntry) string {
	name := entry.Name()
	if strings.HasPrefix(name, ".") {
		return "hidden"
	}
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		if info, err := os.Stat(path); err == nil {
			mode = info.Mode().Type()
			if info.IsDir() {
				return "a link to a directory"
			}
		} else {
			mode = 0 // a link to nowhere: reading it says so
		}
	}
	if mode&^fs.ModeDir != 0 {
		return "no regular file"
	}
	if entry.IsDir() {
		return ""
	}
	if noTranscripts[strings.ToLower(filepath.Ext(name))] {
		return "a " + filepath.Ext(name) + " file"
	}
	if base := strings.ToUpper(strings.TrimSuffix(name, filepath.Ext(name))); base == "README" || base == "LICENSE" {
		return "about the other files"
	}
	return ""
}

// noTranscripts are the extensions of files that lie beside transcripts and are none.
var noTranscripts = func() map[string]bool {
	extensions := map[string]bool{}
	for e := range strings.FieldsSeq(`.png .jpg .jpeg .gif .svg .webp .ico .bmp .tif .tiff .mp3 .m4a .wav .ogg .mp4 .mov .webm
		.zip .tar .tgz .7z .rar .doc .docx .xls .xlsx .ppt .pptx .rtf .db .sqlite
		.css .js .mjs .py .go .r .sh .bat .ipynb .exe .so .dll .yaml .yml .toml .ini .xml .xsd .sarif .log .tmp .bak .woff .woff2 .ttf`) {
		extensions[e] = true
	}
	return extensions
}()

// pipeWait is how long a named pipe may go without anybody who writes to it.
const pipeWait = 5 * time.Second

// Open opens a file for reading, or standard input for "-". Its errors name the file.
func (a *Console) Open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.Stdin), nil
	}
	info, err := os.Stat(path)
	if err != nil {
		if _, linked := os.Readlink(path); linked == nil && errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: a link to a file that is not there", path)
		}
		return nil, PlainPathError(path, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory", path)
	}
	if info.Mode()&fs.ModeNamedPipe != 0 {
		return openPipe(path)
	}
	if info.Size() > largeFile {
		debug.SetGCPercent(100)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, PlainPathError(path, err)
	}
	return f, nil
}

// largeFile is from how many bytes on a file is read with a thought for memory, see Run.
const largeFile = 2 << 20

// openPipe opens a named pipe, which waits for who writes to it, but not forever.
func openPipe(path string) (io.ReadCloser, error) {
	type opened struct {
		f   *os.File
		err error
	}
	pipe := make(chan opened, 1)
	go func() {
		f, err := os.Open(path)
		pipe <- opened{f, err}
	}()
	select {
	case o := <-pipe:
		if o.err != nil {
			return nil, PlainPathError(path, o.err)
		}
		return o.f, nil
	case <-time.After(pipeWait):
		return nil, fmt.Errorf("%s: a pipe that nobody has written to for %v", path, pipeWait)
	}
}

// PlainPathError says "x.md: no such file" in place of "open x.md: no such file or directory".
func PlainPathError(path string, err error) error {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file%w", path, silent{fs.ErrNotExist})
	case errors.As(err, &pathError):
		return fmt.Errorf("%s: %w", path, pathError.Err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// silent wraps an error for errors.Is without its words.
type silent struct{ error }

func (s silent) Error() string { return "" }
func (s silent) Unwrap() error { return s.error }
