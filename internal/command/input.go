package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"candor/analysis"
	"candor/gate"
	"candor/transcript"
)

// result is what one file gave.
type result struct {
	path  string
	calls []*transcript.Call
	// records of each call, when the file was analysed.
	records [][]analysis.Record
	// observed holds the numbers of the records in place of them, for comparisons.
	observed *analysis.Observations
	err      error
	// For the gate: the file's bytes, and whether it is a draft.
	source *gate.Source
	draft  bool
}

// readAll reads and analyses files with a bounded pool of workers and hands the
// results to each in the order of paths, as they are done. An unreadable file
// is reported and the others are still done; then the error is errReported.
// analyzer may be nil: calls are read only. Few results wait in memory at a time.
func (a *app) readAll(ctx context.Context, paths []string, analyzer *analysis.Analyzer, each func(result) error) error {
	return a.inOrder(ctx, paths, func(path string) result { return a.readOne(path, analyzer) }, each)
}

// inOrder is readAll with another way to read a file.
func (a *app) inOrder(ctx context.Context, paths []string, read func(path string) result, each func(result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := min(runtime.GOMAXPROCS(0), max(len(paths), 1))
	slots := make(chan chan result, 2*workers)
	var group sync.WaitGroup
	tokens := make(chan struct{}, workers)
	go func() {
		defer close(slots)
		for _, path := range paths {
			slot := make(chan result, 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return
			}
			tokens <- struct{}{}
			group.Go(func() {
				slot <- read(path)
				<-tokens
			})
		}
	}()
	progress := a.newProgress(len(paths))
	defer progress.done()
	failed := false
	for slot := range slots {
		r := <-slot
		progress.step()
		if r.err != nil {
			progress.clear()
			a.report(r.err)
			failed = true
		}
		if len(r.calls) > 0 {
			if err := each(r); err != nil {
				cancel()
				for range slots {
				}
				group.Wait()
				return err
			}
		}
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	if failed {
		return errReported
	}
	return nil
}

func (a *app) readOne(path string, analyzer *analysis.Analyzer) result {
	r := result{path: path}
	r.calls, r.err = a.readCalls(path)
	if analyzer != nil {
		for _, call := range r.calls {
			r.records = append(r.records, analyzer.Records(call))
		}
	}
	return r
}

// readCalls reads one file, or standard input for "-".
func (a *app) readCalls(path string) ([]*transcript.Call, error) {
	in, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return transcript.Read(in, filepath.ToSlash(path))
}

// open opens a file for reading, or standard input for "-". Its errors name the file.
func (a *app) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.stdin), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, plainPathError(path, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fmt.Errorf("%s: is a directory; name the files in it", path)
	}
	return f, nil
}

// plainPathError says "x.md: no such file" in place of "open x.md: no such file or directory".
func plainPathError(path string, err error) error {
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
