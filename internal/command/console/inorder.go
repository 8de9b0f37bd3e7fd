package console

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// fewFiles is how many files are read without a thought for memory: most such
// runs are over before a garbage collection pays, see Run.
const fewFiles = 16

// InOrder reads files, some at a time, and gives what each gave to each, in the
// order of files. What cannot be read is reported and the others are still done;
// then the error is errReported. read may give nothing (nil) with or without an
// error, or something with one.
//
// Memory does not grow with the number of files: besides those that are being
// read, the results of twice as many wait at most, also behind a large file.
func InOrder[T any](ctx context.Context, r *Reader, files []File, read func(path string) (*T, error), each func(*T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	room := headroom{len(files) > fewFiles}
	room.keep()
	progress := r.newProgress(len(files))
	defer progress.clear()
	failed := false
	at := -1
	for slot := range start(ctx, r.workers(len(files)), files, read) {
		at++
		var done outcome[T]
		select {
		case done = <-slot:
		case <-ctx.Done(): // also where a worker waits for a pipe
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		progress.step()
		if at%fewFiles == 0 {
			room.keep()
		}
		if done.err != nil || r.hasNotes(files[at].Path) {
			progress.clear()
			r.Tell(files[at].Path)
		}
		if done.err != nil {
			r.Report(done.err)
			failed = true
		}
		if done.value != nil {
			if err := each(done.value); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if line := r.odd.line(len(files)); line != "" && len(files) > 1 {
		progress.clear()
		fmt.Fprintf(r.Stderr, "candor: %s\n", Clean(line))
	}
	if failed {
		return ErrReported
	}
	return nil
}

// headroom keeps what the collection of garbage leaves room for from growing with
// what a run keeps: the heap is twice what is live where that is little, and grows
// by what more is kept, not by twice that.
type headroom struct{ on bool }

// Bounds of the room.
const (
	roomBytes   = 12 << 20
	leastGC     = 20 // percent; less costs too much
	liveSamples = "/gc/heap/live:bytes"
)

func (h headroom) keep() {
	if !h.on {
		return
	}
	sample := []metrics.Sample{{Name: liveSamples}}
	metrics.Read(sample)
	live := max(sample[0].Value.Uint64(), 1)
	debug.SetGCPercent(int(min(max(100*roomBytes/live, leastGC), 100)))
}

// workers is how many files are read at a time.
func (r *Reader) workers(files int) int {
	jobs := r.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return max(min(jobs, files), 1)
}

// outcome is what one file gave.
type outcome[T any] struct {
	value *T
	err   error
}

// start reads the files in the background. The channel gives, in the order of
// files, for each a channel that gives its outcome. It ends early when ctx does.
func start[T any](ctx context.Context, workers int, files []File, read func(path string) (*T, error)) <-chan chan outcome[T] {
	slots := make(chan chan outcome[T], 2*workers)
	free := make(chan struct{}, workers)
	go func() {
		defer close(slots)
		for _, f := range files {
			slot := make(chan outcome[T], 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return
			}
			if f.Err != nil {
				slot <- outcome[T]{err: f.Err}
				continue
			}
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				value, err := read(f.Path)
				slot <- outcome[T]{value, err}
				<-free
			}()
		}
	}()
	return slots
}
