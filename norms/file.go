package norms

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"candor/analysis"
)

// Version is that of the form that norms are written in; others are not read.
const Version = 1

// header is the first line of the file, JSON; then come, as varints, the signatures of
// the calls, each less the one before, and the cells of each stratum and metric. All
// is compressed by gzip.
type header struct {
	Version    int               `json:"version"`
	MadeBy     analysis.Versions `json:"versions"`
	Answers    int               `json:"answers"`
	Years      map[string]int    `json:"years"`
	Publishers map[string]int    `json:"publishers"`
	Metrics    []string          `json:"metrics"`
	Mostly     string            `json:"mostly,omitempty"`
	Strata     []Stratum         `json:"strata"`
	Calls      int               `json:"calls"`
}

// Write writes the norms. The bytes do not depend on the order in which calls were
// added.
func (n *Norms) Write(w io.Writer) error {
	n = n.unpacked()
	h := n.header()
	line, err := json.Marshal(h)
	if err != nil {
		return err
	}
	b := append(line, '\n')
	before := uint64(0)
	for _, s := range n.sortedSignatures() {
		b = binary.AppendUvarint(b, s-before)
		before = s
	}
	for _, s := range h.Strata {
		b = appendCells(b, n.strata[s])
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(b)
	return errors.Join(err, z.Close())
}

func (n *Norms) header() header {
	return header{Version: Version, MadeBy: n.MadeBy, Answers: n.Answers, Years: n.Years, Publishers: n.Publishers, Mostly: n.Mostly,
		Metrics: analysis.MetricNames(), Strata: n.Strata(), Calls: n.Calls()}
}

func (n *Norms) sortedSignatures() []uint64 { return slices.Sorted(maps.Keys(n.signatures)) }

// norms gives the norms of a header, without their strata.
func (h *header) norms() *Norms {
	return &Norms{MadeBy: h.MadeBy, Answers: h.Answers, Years: h.Years, Publishers: h.Publishers, Mostly: h.Mostly}
}

// metricsAt says where the header's metrics stand among analysis.Metrics: those that
// came since are empty, and -1 stands for those that went.
func (h *header) metricsAt() []int {
	at := make([]int, len(h.Metrics))
	for i, name := range h.Metrics {
		at[i] = slices.Index(analysis.MetricNames(), name)
	}
	return at
}

func appendCells(b []byte, cells []cell) []byte {
	for i := range cells {
		b = cells[i].append(b)
	}
	return b
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
	data, err := io.ReadAll(z)
	if err != nil {
		return fail(err)
	}
	line, data, found := bytes.Cut(data, []byte{'\n'})
	if !found {
		return fail(io.ErrUnexpectedEOF)
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return fail(err)
	}
	if h.Version != Version {
		return nil, fmt.Errorf("%s: norms of version %d; this candor reads version %d: make them anew", name, h.Version, Version)
	}
	n := h.norms()
	n.signatures, n.strata = map[uint64]bool{}, map[Stratum][]cell{}
	in, signature := varints{rest: data}, uint64(0)
	for range h.Calls {
		if signature += in.unsigned(); in.err != nil {
			return fail(in.err)
		}
		n.signatures[signature] = true
	}
	data = in.rest
	at := h.metricsAt()
	for _, s := range h.Strata {
		if data, err = readCells(data, n.cells(s), at); err != nil {
			return fail(err)
		}
	}
	return n, nil
}

// readCells reads the cells of a stratum, each into its place of at, and gives what
// follows them.
func readCells(data []byte, cells []cell, at []int) ([]byte, error) {
	in := varints{rest: data}
	for _, i := range at {
		c := in.cell()
		if in.err != nil {
			return nil, in.err
		}
		if i >= 0 {
			cells[i] = c
		}
	}
	return in.rest, nil
}

// varints reads numbers from memory, until an error.
type varints struct {
	rest []byte
	err  error
}

func (v *varints) unsigned() uint64 {
	x, n := binary.Uvarint(v.rest)
	v.skip(n)
	return x
}

func (v *varints) signed() int64 {
	x, n := binary.Varint(v.rest)
	v.skip(n)
	return x
}

func (v *varints) skip(n int) {
	if n <= 0 {
		v.err, n = io.ErrUnexpectedEOF, 0
	}
	v.rest = v.rest[n:]
}

func (v *varints) cell() (c cell) {
	bins := v.unsigned()
	if bins == 0 || v.err != nil {
		return c
	}
	if bins > mostBins {
		v.err = errors.New("too many bins")
		return c
	}
	first := v.signed()
	for _, x := range [...]*int64{&c.sum, &c.squares, &c.inner, &c.degrees, &c.inverse, &c.spread} {
		*x = v.signed()
	}
	if v.err == nil && (first < 0 || first > mostBins) {
		v.err = errors.New("no such bin")
	}
	c.first, c.counts = int(first), make([]int64, bins)
	for i := range c.counts {
		c.counts[i] = int64(v.unsigned())
	}
	return c
}
