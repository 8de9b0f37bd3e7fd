package norms

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"candor/analysis"
)

// Version is that of the form that norms are written in; others are not read.
const Version = 1

// builtIn is made by candor norms make; docs/norms.md has the command.
//
//go:embed builtin.norms
var builtIn []byte

// Default gives the built-in norms. They are read when they are first asked for.
var Default = sync.OnceValue(func() *Norms {
	n, err := Read(bytes.NewReader(builtIn), "builtin.norms")
	if err != nil {
		panic(err) // a test reads them
	}
	return n
})

// header is the first line of the file, JSON; then come the cells of each stratum
// and metric as varints. All is compressed by gzip.
type header struct {
	Version    int               `json:"version"`
	MadeBy     analysis.Versions `json:"versions"`
	Answers    int               `json:"answers"`
	Years      map[string]int    `json:"years"`
	Publishers map[string]int    `json:"publishers"`
	Metrics    []string          `json:"metrics"`
	Mostly     string            `json:"mostly,omitempty"`
	Strata     []Stratum         `json:"strata"`
	Signatures []uint64          `json:"signatures"`
}

// Write writes the norms. The bytes do not depend on the order in which calls were
// added.
func (n *Norms) Write(w io.Writer) error {
	h := header{Version: Version, MadeBy: n.MadeBy, Answers: n.Answers, Years: n.Years, Publishers: n.Publishers, Mostly: n.Mostly,
		Metrics: analysis.MetricNames(), Strata: n.Strata(), Signatures: slices.Sorted(maps.Keys(n.signatures))}
	line, err := json.Marshal(h)
	if err != nil {
		return err
	}
	b := append(line, '\n')
	for _, s := range h.Strata {
		for i := range n.strata[s] {
			b = n.strata[s][i].append(b)
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(b)
	return errors.Join(err, z.Close())
}

func (c *cell) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(c.counts)))
	if len(c.counts) == 0 {
		return b
	}
	for _, x := range [...]int64{int64(c.first), c.sum, c.squares, c.inner, c.degrees, c.inverse, c.spread} {
		b = binary.AppendVarint(b, x)
	}
	for _, count := range c.counts {
		b = binary.AppendUvarint(b, uint64(count))
	}
	return b
}

// mostBins is more than any scale has.
const mostBins = 1 << 14

// Read reads what Write wrote. name is the file's, for errors.
func Read(r io.Reader, name string) (*Norms, error) {
	fail := func(err error) (*Norms, error) { return nil, fmt.Errorf("%s: not norms of candor: %w", name, err) }
	z, err := gzip.NewReader(r)
	if err != nil {
		return fail(err)
	}
	in := bufio.NewReader(z)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return fail(err)
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return fail(err)
	}
	if h.Version != Version {
		return nil, fmt.Errorf("%s: norms of version %d; this candor reads version %d: make them anew", name, h.Version, Version)
	}
	n := &Norms{MadeBy: h.MadeBy, Answers: h.Answers, Years: h.Years, Publishers: h.Publishers, Mostly: h.Mostly, signatures: map[uint64]bool{}, strata: map[Stratum][]cell{}}
	for _, s := range h.Signatures {
		n.signatures[s] = true
	}
	// Metrics that came or went since are empty or passed over.
	at := make([]int, len(h.Metrics))
	for i, name := range h.Metrics {
		at[i] = slices.Index(analysis.MetricNames(), name)
	}
	for _, s := range h.Strata {
		cells := n.cells(s)
		for _, i := range at {
			var c cell
			if err := c.read(in); err != nil {
				return fail(err)
			}
			if i >= 0 {
				cells[i] = c
			}
		}
	}
	return n, nil
}

func (c *cell) read(in *bufio.Reader) error {
	bins, err := binary.ReadUvarint(in)
	if err != nil || bins == 0 {
		return noEOF(err)
	}
	if bins > mostBins {
		return errors.New("too many bins")
	}
	var first int64
	for _, x := range []*int64{&first, &c.sum, &c.squares, &c.inner, &c.degrees, &c.inverse, &c.spread} {
		if *x, err = binary.ReadVarint(in); err != nil {
			return noEOF(err)
		}
	}
	if first < 0 || first > mostBins {
		return errors.New("no such bin")
	}
	c.first, c.counts = int(first), make([]int64, bins)
	for i := range c.counts {
		count, err := binary.ReadUvarint(in)
		if err != nil {
			return noEOF(err)
		}
		c.counts[i] = int64(count)
	}
	return nil
}

// noEOF makes an end before the end an error that says so.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
