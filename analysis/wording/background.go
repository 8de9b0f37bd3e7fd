package wording

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"sync"
)

// Background is how often words and pairs are said over many calls. It holds hashes
// in place of words: nothing can be read from it.
type Background struct {
	Calls  int
	Totals [2]int // of words, of pairs
	counts map[uint32]int
}

// builtIn is made by candor norms words; docs/norms.md has the command.
//
//go:embed background.words
var builtIn []byte

// Default gives the built-in background, read when it is first asked for.
var Default = sync.OnceValue(func() *Background {
	b, err := Read(bytes.NewReader(builtIn), "background.words")
	if err != nil {
		panic(err) // a test reads it
	}
	return b
})

// Count is how often a term is said; 0 is what is too rare to be kept.
func (b *Background) Count(term string) int { return b.counts[hash(term)] }

func hash(term string) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, term)
	return h.Sum32()
}

// Gatherer counts terms over calls for a Background.
type Gatherer struct {
	all   Counts
	calls map[string]int // that a term is said in
	n     int
}

// Add adds a call.
func (g *Gatherer) Add(c *Counts) {
	if g.calls == nil {
		g.calls, g.all.terms = map[string]int{}, map[string]int{}
	}
	g.n++
	g.all.Merge(c)
	for term := range c.terms {
		g.calls[term]++
	}
}

// kept is in how many of a thousand calls a term is said that is kept, by its words.
var kept = [2]int{2, 5}

// Background gives what was gathered: terms that are said in enough calls, at least
// in three.
func (g *Gatherer) Background() *Background {
	b := &Background{Calls: g.n, Totals: g.all.totals, counts: map[uint32]int{}}
	for term, calls := range g.calls {
		if calls >= 3 && 1000*calls >= kept[pairs(term)]*g.n {
			b.counts[hash(term)] += g.all.terms[term]
		}
	}
	return b
}

const header = "candor words 1\n"

// Write writes the background: hashes in order, each as the difference from the one
// before, with its count, compressed. The same counts give the same bytes.
func (b *Background) Write(w io.Writer) error {
	out := []byte(header)
	for _, n := range []int{b.Calls, b.Totals[0], b.Totals[1], len(b.counts)} {
		out = binary.AppendUvarint(out, uint64(n))
	}
	before := uint32(0)
	for _, h := range slices.Sorted(maps.Keys(b.counts)) {
		out = binary.AppendUvarint(out, uint64(h-before))
		out = binary.AppendUvarint(out, uint64(b.counts[h]))
		before = h
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(out)
	return errors.Join(err, z.Close())
}

// mostTerms bounds what is read.
const mostTerms = 1 << 22

// Read reads what Write wrote. name is the file's, for errors.
func Read(r io.Reader, name string) (*Background, error) {
	fail := func(err error) (*Background, error) { return nil, fmt.Errorf("%s: not words of candor: %w", name, err) }
	z, err := gzip.NewReader(r)
	if err != nil {
		return fail(err)
	}
	in := bufio.NewReader(z)
	head := make([]byte, len(header))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != header {
		return fail(errors.New("another form or version"))
	}
	var numbers [4]int
	for i := range numbers {
		n, err := binary.ReadUvarint(in)
		if err != nil {
			return fail(err)
		}
		numbers[i] = int(n)
	}
	if numbers[3] < 0 || numbers[3] > mostTerms {
		return fail(fmt.Errorf("%d terms", numbers[3]))
	}
	b := &Background{Calls: numbers[0], Totals: [2]int{numbers[1], numbers[2]}, counts: map[uint32]int{}}
	at := uint32(0)
	for range numbers[3] {
		step, err := binary.ReadUvarint(in)
		if err != nil {
			return fail(err)
		}
		count, err := binary.ReadUvarint(in)
		if err != nil {
			return fail(err)
		}
		at += uint32(step)
		b.counts[at] = int(count)
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return fail(cmp.Or(err, errors.New("more than the terms")))
	}
	return b, nil
}
