// Package external scores answers with a program of somebody else's: it is started
// once, reads one JSON object a line and writes one back for each, in any order.
// FinBERT or a language model so stands beside candor's own scorers.
package external

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"candor/score"
)

// reply is what the program writes of an item: a score, or three probabilities.
type reply struct {
	ID       string   `json:"id"`
	Score    *float64 `json:"score,omitempty"`
	Negative *float64 `json:"negative,omitempty"`
	Neutral  *float64 `json:"neutral,omitempty"`
	Positive *float64 `json:"positive,omitempty"`
}

// Options say how patient a Scorer is. Start from DefaultOptions.
type Options struct {
	Timeout  time.Duration // without any answer while some are awaited
	Restarts int           // of a program that ended or said nothing
	Stderr   io.Writer     // where the program's own messages go
	Cache    *Cache        // answers of earlier runs; nil for none
}

// DefaultOptions waits two minutes, as loading a large model takes, and starts
// twice again.
func DefaultOptions() Options {
	return Options{Timeout: 2 * time.Minute, Restarts: 2, Stderr: io.Discard}
}

// Scorer is a score.Scorer. It is safe for concurrent use.
type Scorer struct {
	words   []string
	command string
	options Options

	mu       sync.Mutex
	program  *program
	waiting  map[string]*waiting // by key of the item
	restarts int
	err      error // the first; nothing is asked any more
}

// waiting is an item without an answer yet. answered is closed when it has one,
// or when there will be none.
type waiting struct {
	item     score.Item
	answered chan struct{}
	result   score.Sentiment
}

// Open takes a command, split at blanks with quotes as a shell has them and run
// without one. The program starts with the first answer that is asked for.
func Open(command string, o Options) (*Scorer, error) {
	words, err := Split(command)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	if len(words) == 0 {
		return nil, errors.New("no command is named: exec:COMMAND")
	}
	if _, err := exec.LookPath(words[0]); err != nil {
		return nil, fmt.Errorf("%s: no such program", words[0])
	}
	return &Scorer{words: words, command: command, options: o, waiting: map[string]*waiting{}}, nil
}

// Name is "exec:" with the program's name.
func (s *Scorer) Name() string { return "exec:" + filepath.Base(s.words[0]) }

// Version names the command by a hash: what the program does inside is not known.
func (s *Scorer) Version() string {
	h := fnv.New32a()
	io.WriteString(h, s.command)
	return fmt.Sprintf("%s+%08x", s.Name(), h.Sum32())
}

// key tells items of one id apart that are different texts.
func key(i score.Item) string { return i.ID + "\x00" + i.Question + "\x00" + i.Text }

// Prepare asks for items without waiting, so that a program can work on many at
// a time. Score waits.
func (s *Scorer) Prepare(items []score.Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, item := range items {
		s.ask(item)
	}
}

// ask sends an item that was not asked for yet; s.mu is held.
func (s *Scorer) ask(item score.Item) *waiting {
	k := key(item)
	if w := s.waiting[k]; w != nil {
		return w
	}
	w := &waiting{item: item, answered: make(chan struct{})}
	s.waiting[k] = w
	if known, ok := s.options.Cache.get(s.command, item); ok {
		w.result = known
		close(w.answered)
		return w
	}
	if s.err != nil {
		close(w.answered)
		return w
	}
	if s.program == nil {
		s.start()
	} else {
		s.send(w.item)
	}
	return w
}

// Score asks for one answer and waits for it. An answer that the program does not
// give is not scored; Err says why.
func (s *Scorer) Score(in score.Input) score.Sentiment {
	item := score.Item{ID: in.ID, Text: in.Answer.Text}
	if in.Question != nil {
		item.Question = in.Question.Text
	}
	s.mu.Lock()
	w := s.ask(item)
	s.mu.Unlock()
	<-w.answered
	s.mu.Lock()
	delete(s.waiting, key(item))
	s.mu.Unlock()
	return w.result
}

// Err is the first error, nil while there is none.
func (s *Scorer) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// Close ends the program and keeps the cache. It gives the first error.
func (s *Scorer) Close() error {
	s.mu.Lock()
	p := s.program
	s.program = nil
	s.mu.Unlock()
	if p != nil {
		p.lines.close()
		select {
		case <-p.done:
		case <-time.After(5 * time.Second): // it has nothing to do any more
			p.cancel()
			<-p.done
		}
	}
	return errors.Join(s.Err(), s.options.Cache.save())
}

// start runs the program and sends all that is not answered; s.mu is held.
func (s *Scorer) start() {
	ctx, cancel := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, s.words[0], s.words[1:]...)
	c.Stderr = s.options.Stderr
	c.WaitDelay = 2 * time.Second
	stdin, err := c.StdinPipe()
	if err == nil {
		var stdout io.ReadCloser
		if stdout, err = c.StdoutPipe(); err == nil {
			if err = c.Start(); err == nil {
				s.program = newProgram(stdin, cancel)
				go s.listen(s.program, c, stdout)
				go s.watch(s.program)
				for _, w := range s.waiting {
					if !w.isAnswered() {
						s.send(w.item)
					}
				}
				return
			}
		}
	}
	cancel()
	s.fail(err)
}

func (w *waiting) isAnswered() bool {
	select {
	case <-w.answered:
		return true
	default:
		return false
	}
}

// send hands an item to the goroutine that writes, so that a program which writes
// before it has read all does not wait for us while we wait for it.
func (s *Scorer) send(item score.Item) {
	line, _ := json.Marshal(item) // strings only
	s.program.lines.put(append(line, '\n'))
}
