package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func numbered(n int) []File {
	files := make([]File, n)
	for i := range files {
		files[i].Path = strconv.Itoa(i)
	}
	return files
}

func readerOf(jobs int) (*Reader, *bytes.Buffer) {
	var stderr bytes.Buffer
	return &Reader{Console: &Console{Stderr: &stderr}, Input: Input{Jobs: jobs}}, &stderr
}

// Results come in the order of the files; while the first file takes its time,
// the results of no more than twice the workers wait.
func TestInOrderIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const jobs, n = 3, 100
		r, _ := readerOf(jobs)
		var others atomic.Int32
		read := func(path string) (*string, error) {
			if path != "0" {
				others.Add(1)
				return &path, nil
			}
			synctest.Wait() // until nothing else can go on
			if got := others.Load(); got != 2*jobs {
				t.Errorf("%d results wait for the first, want %d", got, 2*jobs)
			}
			return &path, nil
		}
		next := 0
		err := InOrder(context.Background(), r, numbered(n), read, func(path *string) error {
			if *path != strconv.Itoa(next) {
				t.Fatalf("got %s, want %d", *path, next)
			}
			next++
			return nil
		})
		if err != nil || next != n {
			t.Errorf("%d of %d results, %v", next, n, err)
		}
	})
}

// What cannot be read is reported in its place; a result may come with an error.
func TestInOrderReports(t *testing.T) {
	r, stderr := readerOf(2)
	files := numbered(4)
	files[1].Err = errors.New("no file matches")
	var got []string
	err := InOrder(context.Background(), r, files, func(path string) (*string, error) {
		switch path {
		case "0":
			return nil, errors.New("0: broken")
		case "2":
			return &path, fmt.Errorf("2:%d: half of it", 7)
		}
		return &path, nil
	}, func(path *string) error {
		got = append(got, *path)
		return nil
	})
	if want := "candor: 0: broken\ncandor: no file matches\ncandor: 2:7: half of it\n"; stderr.String() != want {
		t.Errorf("reported %q, want %q", stderr.String(), want)
	}
	if !errors.Is(err, ErrReported) || fmt.Sprint(got) != "[2 3]" {
		t.Errorf("results %v, %v", got, err)
	}
}

// An interrupt is obeyed while a file does not come to an end.
func TestInOrderInterrupted(t *testing.T) {
	r, _ := readerOf(2)
	ctx, interrupt := context.WithCancel(context.Background())
	forever := make(chan struct{})
	defer close(forever)
	err := InOrder(ctx, r, numbered(9), func(path string) (*string, error) {
		if path == "3" {
			interrupt()
		}
		if path == "0" {
			<-forever
		}
		return &path, nil
	}, func(*string) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A result that cannot be written stops the work.
func TestInOrderStops(t *testing.T) {
	r, _ := readerOf(2)
	full := errors.New("disk full")
	n := 0
	err := InOrder(context.Background(), r, numbered(99), func(path string) (*string, error) { return &path, nil }, func(*string) error {
		n++
		return full
	})
	if !errors.Is(err, full) || n != 1 {
		t.Errorf("%d results, %v", n, err)
	}
}

func TestByteSize(t *testing.T) {
	for _, test := range []struct {
		value string
		want  byteSize // 0: an error
		shown string
	}{
		{"1", 1, "1B"}, {"1000", 1000, "1000B"}, {"1024", 1 << 10, "1KiB"}, {"64MiB", 64 << 20, "64MiB"}, {"1.5 GiB", 3 << 29, "1536MiB"},
		{"500MB", 5e8, "500000000B"}, {"2kB", 2000, "2000B"}, {"7B", 7, "7B"},
		{"", 0, ""}, {"0", 0, ""}, {"-1", 0, ""}, {"much", 0, ""}, {"NaN", 0, ""}, {"1e300", 0, ""}, {"MiB", 0, ""}, {"0.1", 0, ""},
	} {
		var s byteSize
		err := s.Set(test.value)
		if s != test.want || (err == nil) != (test.want != 0) || err == nil && s.String() != test.shown {
			t.Errorf("%q: %d, shown as %s, %v; want %d, shown as %s", test.value, s, s.String(), err, test.want, test.shown)
		}
	}
}

func TestIsQuarter(t *testing.T) {
	for s, want := range map[string]bool{"2013-Q4": true, "2013-Q5": false, "2013-Q0": false, "2013Q4": false, "13-Q4": false, "2013-Q44": false, "-013-Q1": false, "": false} {
		if IsQuarter(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
