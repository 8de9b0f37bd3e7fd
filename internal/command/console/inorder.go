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
	one := func(i int) (*T, error) {
		if files[i].Err != nil {
			return nil, files[i].Err
		}
		return read(files[i].Path)
	}
	for slot := range start(ctx, r.workers(len(files)), len(files), one) {
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
		r.countAnswered(files[at])
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

// workers is how many files, or pieces of one, are worked on at a time.
func (r *Reader) workers(files int) int {
	jobs := r.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return max(min(jobs, files), 1)
}

// outcome is what one file, or piece of one, gave.
type outcome[T any] struct {
	value *T
	err   error
}

// Pieces does n pieces of work, some at a time, and gives what each gave to each, in
// their order. It ends with the first error. The results of twice as many wait as are
// worked on, at most.
func Pieces[T any](ctx context.Context, r *Reader, n int, do func(i int) (*T, error), each func(*T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for slot := range start(ctx, r.workers(n), n, do) {
		var done outcome[T]
		select {
		case done = <-slot:
		case <-ctx.Done():
		}
		err := ctx.Err()
		if err == nil {
			err = done.err
		}
		if err == nil {
			err = each(done.value)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// start does n pieces of work in the background. The channel gives, in their order,
// for each a channel that gives its outcome. It ends early when ctx does.
func start[T any](ctx context.Context, workers, n int, do func(i int) (*T, error)) <-chan chan outcome[T] {
	slots := make(chan chan outcome[T], 2*workers)
	free := make(chan struct{}, workers)
	go func() {
		defer close(slots)
		for i := range n {
			slot := make(chan outcome[T], 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return
			}
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				value, err := do(i)
				slot <- outcome[T]{value, err}
				<-free
			}()
		}
	}()
	return slots
}
