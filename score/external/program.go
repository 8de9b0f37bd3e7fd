package external

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"sync"
	"time"

	"candor/score"
)

// program is one run of the command.
type program struct {
	lines  *lines
	cancel context.CancelFunc
	heard  chan struct{} // an answer came
	done   chan struct{}
	silent bool // it was ended because it said nothing
}

func newProgram(stdin io.WriteCloser, cancel context.CancelFunc) *program {
	p := &program{lines: newLines(), cancel: cancel, heard: make(chan struct{}, 1), done: make(chan struct{})}
	go p.lines.write(stdin)
	return p
}

// lines are written in the background, as many as there are.
type lines struct {
	mu     sync.Mutex
	more   *sync.Cond
	queue  [][]byte
	closed bool
}

func newLines() *lines {
	l := new(lines)
	l.more = sync.NewCond(&l.mu)
	return l
}

func (l *lines) put(line []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = append(l.queue, line)
	l.more.Signal()
}

func (l *lines) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.more.Signal()
}

func (l *lines) write(w io.WriteCloser) {
	defer w.Close()
	for {
		l.mu.Lock()
		for len(l.queue) == 0 && !l.closed {
			l.more.Wait()
		}
		queue, closed := l.queue, l.closed
		l.queue = nil
		l.mu.Unlock()
		for _, line := range queue {
			if _, err := w.Write(line); err != nil {
				return // it has ended, which listen sees
			}
		}
		if closed && len(queue) == 0 {
			return
		}
	}
}

// longestLine is how much one line of a program may hold.
const longestLine = 1 << 20

// listen takes what the program writes until it ends.
func (s *Scorer) listen(p *program, c *exec.Cmd, stdout io.Reader) {
	defer close(p.done)
	scanner := bufio.NewScanner(stdout)
	scanner.Buffer(nil, longestLine)
	var err error
	for err == nil && scanner.Scan() {
		if line := bytes.TrimSpace(scanner.Bytes()); len(line) > 0 {
			if err = s.take(line); err == nil {
				select {
				case p.heard <- struct{}{}:
				default:
				}
			}
		}
	}
	if err == nil {
		err = scanner.Err()
	}
	if err != nil { // it does not do what it should: no second run would
		p.cancel()
	}
	ended := c.Wait()
	p.cancel()
	p.lines.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.program != p {
		return // closed
	}
	s.program = nil
	switch {
	case err != nil:
		s.fail(err)
	case !s.awaits():
	case s.restarts < s.options.Restarts:
		s.restarts++
		s.start()
	case p.silent:
		s.fail(fmt.Errorf("no answer in %v", s.options.Timeout))
	case ended != nil:
		s.fail(fmt.Errorf("ended before it had answered: %w", ended))
	default:
		s.fail(errors.New("ended before it had answered"))
	}
}

// watch ends a program that says nothing for too long while something is awaited.
func (s *Scorer) watch(p *program) {
	timer := time.NewTimer(s.options.Timeout)
	defer timer.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-p.heard:
		case <-timer.C:
			s.mu.Lock()
			p.silent = s.awaits()
			silent := p.silent
			s.mu.Unlock()
			if silent {
				p.cancel()
				return
			}
		}
		timer.Reset(s.options.Timeout)
	}
}

// awaits says whether an answer is awaited; s.mu is held.
func (s *Scorer) awaits() bool {
	for _, w := range s.waiting {
		if !w.isAnswered() {
			return true
		}
	}
	return false
}

// fail keeps the first error and lets go of all who wait; s.mu is held.
func (s *Scorer) fail(err error) {
	if s.err == nil {
		s.err = fmt.Errorf("%s: %w", s.Name(), err)
	}
	for _, w := range s.waiting {
		if !w.isAnswered() {
			close(w.answered)
		}
	}
}

// take gives an answer to those who wait for it.
func (s *Scorer) take(line []byte) error {
	var r reply
	if err := json.Unmarshal(line, &r); err != nil {
		return fmt.Errorf("wrote %.80q, which is no JSON object of an answer: %w", line, err)
	}
	result, err := r.sentiment()
	if err != nil {
		return fmt.Errorf("of %q: %w", r.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.waiting {
		if w.item.ID == r.ID && !w.isAnswered() {
			w.result = result
			s.options.Cache.put(s.command, w.item, r)
			close(w.answered)
			return nil
		}
	}
	return fmt.Errorf("answered %q, which it was not asked or had answered", r.ID)
}

// sentiment checks what a program says.
func (r *reply) sentiment() (score.Sentiment, error) {
	if r.Negative == nil && r.Neutral == nil && r.Positive == nil {
		if r.Score == nil || !(math.Abs(*r.Score) <= 1) {
			return score.Sentiment{}, errors.New("want a score from -1 to 1, or the probabilities negative, neutral and positive")
		}
		return score.Sentiment{Scored: true, Score: *r.Score, Label: label(*r.Score)}, nil
	}
	p := [3]float64{}
	sum := 0.0
	for i, v := range []*float64{r.Negative, r.Neutral, r.Positive} {
		if v == nil || !(*v >= 0 && *v <= 1) {
			return score.Sentiment{}, errors.New("want all of negative, neutral and positive, each from 0 to 1")
		}
		p[i] = *v
		sum += *v
	}
	if math.Abs(sum-1) > 0.01 {
		return score.Sentiment{}, fmt.Errorf("negative, neutral and positive add up to %.3f, want 1", sum)
	}
	out := score.Sentiment{Scored: true, Score: p[2] - p[0], Negative: p[0], Neutral: p[1], Positive: p[2], Label: score.Neutral}
	if p[0] > p[1] && p[0] >= p[2] {
		out.Label = score.Negative
	} else if p[2] > p[1] && p[2] > p[0] {
		out.Label = score.Positive
	}
	return out, nil
}

// label takes the sign of a score.
func label(x float64) score.Label {
	switch {
	case x < 0:
		return score.Negative
	case x > 0:
		return score.Positive
	}
	return score.Neutral
}
