package console

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// WriteTo calls write with standard output, or with the file of that name. A
// regular file is written whole or not at all and keeps its mode and owner; a
// link leads to the file that is written; what is no regular file (a pipe, a
// device) is written straight. It is compressed where it is named .gz or .zst.
func (a *Console) WriteTo(file string, write func(io.Writer) error) error {
	if file == "" || file == "-" {
		return write(a.Stdout)
	}
	err := a.writeFile(file, compressed(file, write))
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", file, withoutPath(err))
	}
	return nil
}

func (a *Console) writeFile(file string, write func(io.Writer) error) error {
	target, info, err := destination(file)
	switch {
	case err != nil:
		return err
	case info == nil:
		return a.replace(target, nil, write)
	case info.IsDir():
		return errors.New("is a directory")
	case info.Mode().IsRegular():
		return a.replace(target, info, write)
	}
	f, err := openStraight(target)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// mostLinks is how many links lead to a file at most.
const mostLinks = 40

// destination follows links to the file that is meant, which need not be there:
// then info is nil.
func destination(file string) (target string, info fs.FileInfo, err error) {
	for range mostLinks {
		info, err = os.Stat(file)
		if err == nil && info.Mode().IsRegular() {
			target, err = filepath.EvalSymlinks(file)
			return target, info, err
		}
		if err == nil {
			return file, info, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return file, nil, err
		}
		to, err := os.Readlink(file)
		if err != nil {
			return file, nil, nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(file), to)
		}
		file = to
	}
	return file, nil, errors.New("too many links")
}

// openStraight opens what is no regular file for writing. A pipe waits for who
// reads it, but not forever.
func openStraight(file string) (*os.File, error) {
	type opened struct {
		f   *os.File
		err error
	}
	pipe := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(file, os.O_WRONLY, 0)
		pipe <- opened{f, err}
	}()
	select {
	case o := <-pipe:
		return o.f, o.err
	case <-time.After(pipeWait):
		return nil, fmt.Errorf("a pipe that nobody has read for %v", pipeWait)
	}
}

// replace writes a new file beside target, which takes its place once all is
// written. Where that cannot be made alike in owner, the old one is overwritten
// with what was written.
func (a *Console) replace(target string, old fs.FileInfo, write func(io.Writer) error) error {
	mode := fs.FileMode(0o666) // less the umask
	if old != nil {
		mode = old.Mode().Perm()
	}
	f, err := a.unfinished.create(filepath.Dir(target), mode)
	if old != nil && errors.Is(err, fs.ErrPermission) { // in a folder that takes no new files
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		return overwrite(target, &b)
	}
	if err != nil {
		return err
	}
	defer a.unfinished.remove(f.Name())
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if err = cmp.Or(err, f.Close()); err != nil {
		return err
	}
	if old != nil {
		if err := keepOwner(f.Name(), old); err != nil {
			written, err := os.Open(f.Name())
			if err != nil {
				return err
			}
			defer written.Close()
			return overwrite(target, written)
		}
		if err := os.Chmod(f.Name(), mode); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), target)
}

func overwrite(target string, content io.Reader) error {
	f, err := os.OpenFile(target, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return cmp.Or(err, f.Close())
}

// withoutPath takes from an error the name of the file, which the message tells.
func withoutPath(err error) error {
	var of *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &of):
		return of.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// unfinished are the files that are being written.
type unfinished struct {
	sync.Mutex
	names map[string]bool
	dead  bool // no more are made
}

// create makes a new file in the folder.
func (u *unfinished) create(folder string, mode fs.FileMode) (*os.File, error) {
	u.Lock()
	defer u.Unlock()
	if u.dead {
		return nil, errors.New("interrupted")
	}
	for n := 0; ; n++ {
		name := filepath.Join(folder, ".candor-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(n))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode|0o200)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			if u.names == nil {
				u.names = map[string]bool{}
			}
			u.names[name] = true
		}
		return f, err
	}
}

// remove takes a file away that was not finished; one that took its place is not
// there any more.
func (u *unfinished) remove(name string) {
	u.Lock()
	defer u.Unlock()
	if u.names[name] {
		os.Remove(name)
		delete(u.names, name)
	}
}

// Abandon takes away what is not finished, and lets nothing new begin.
func (a *Console) Abandon() {
	a.unfinished.Lock()
	defer a.unfinished.Unlock()
	a.unfinished.dead = true
	for name := range a.unfinished.names {
		os.Remove(name)
	}
}

// WriteRead writes what read makes of the files that it reads. Where some cannot
// be read the others are written nevertheless; where none can, nothing is.
func (a *Console) WriteRead(file string, read func(io.Writer) error) error {
	var reading error
	err := a.WriteTo(file, func(w io.Writer) error {
		counted := &countingWriter{w: w}
		reading = read(counted)
		if errors.Is(reading, ErrReported) && counted.any {
			return nil
		}
		return reading
	})
	return cmp.Or(err, reading)
}

// countingWriter knows whether anything was written.
type countingWriter struct {
	w   io.Writer
	any bool
}

func (c *countingWriter) Write(b []byte) (int, error) {
	c.any = c.any || len(b) > 0
	return c.w.Write(b)
}

// WriteBytes writes b as writeTo does.
func (a *Console) WriteBytes(file string, b []byte) error {
	return a.WriteTo(file, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b))
		return err
	})
}
