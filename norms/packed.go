package norms

import (
	"compress/flate"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"candor/analysis"
	"candor/internal/flat"
)

//go:generate go run ./generate

// builtIn is builtin.norms, which candor norms make has made (docs/norms.md has the
// command), in the form of Packed: most reports ask for few of its strata.
//
//go:embed builtin.bin
var builtIn string

// Default gives the built-in norms. They are read when they are first asked for,
// each stratum by itself.
var Default = sync.OnceValue(func() *Norms {
	n, err := open(builtIn)
	if err != nil {
		panic(err) // a test reads them
	}
	return n
})

// packed is norms that lie in place: signatures in order, 8 bytes each as two
// numbers, the high half first, and the cells of each stratum as in a file, compressed
// each by itself.
type packed struct {
	signatures flat.Numbers
	strata     map[Stratum]*packedStratum
	metrics    []int // where each metric of the file stands among analysis.Metrics, or -1
}

type packedStratum struct {
	data  string
	once  sync.Once
	cells []cell
}

// Packed gives norms in the form that is embedded.
func (n *Norms) Packed() ([]byte, error) {
	n = n.unpacked()
	h := n.header()
	about, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	w := new(flat.Writer)
	w.String(string(about))
	var halves []uint32
	for _, s := range n.sortedSignatures() {
		halves = append(halves, uint32(s>>32), uint32(s))
	}
	w.Numbers(flat.NumbersOf(halves))
	for _, s := range h.Strata {
		cells, err := deflated(appendCells(nil, n.strata[s]))
		if err != nil {
			return nil, err
		}
		w.String(cells)
	}
	return *w, nil
}

func deflated(data []byte) (string, error) {
	var b strings.Builder
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return "", err
	}
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return b.String(), err
}

// open reads what Packed gave, in place. Cells are not checked.
func open(data string) (*Norms, error) {
	r := flat.NewReader(data)
	var h header
	if err := json.Unmarshal([]byte(r.String()), &h); err != nil {
		return nil, err
	}
	n := h.norms()
	n.packed = &packed{signatures: r.Numbers(0), strata: make(map[Stratum]*packedStratum, len(h.Strata)), metrics: h.metricsAt()}
	for _, s := range h.Strata {
		n.packed.strata[s] = &packedStratum{data: r.String()}
	}
	return n, r.Close()
}

// at gives the cells of a stratum, nil where there are none.
func (n *Norms) at(s Stratum) []cell {
	if cells := n.strata[s]; cells != nil || n.packed == nil {
		return cells
	}
	p := n.packed.strata[s]
	if p == nil {
		return nil
	}
	p.once.Do(func() {
		data, err := io.ReadAll(flate.NewReader(strings.NewReader(p.data)))
		if err != nil {
			return
		}
		cells := make([]cell, len(analysis.Metrics))
		if _, err := readCells(data, cells, n.packed.metrics); err == nil {
			p.cells = cells
		}
	})
	return p.cells
}

// calls is the number of signatures.
func (p *packed) calls() int {
	if p == nil {
		return 0
	}
	return p.signatures.Len() / 2
}

func (p *packed) signature(i int) uint64 {
	return uint64(uint32(p.signatures.At(2*i)))<<32 | uint64(uint32(p.signatures.At(2*i+1)))
}

func (p *packed) has(signature uint64) bool {
	i := sort.Search(p.calls(), func(i int) bool { return p.signature(i) >= signature })
	return i < p.calls() && p.signature(i) == signature
}

// unpack makes packed norms like any others, which can be added to.
func (n *Norms) unpack() {
	if n.packed == nil {
		return
	}
	p := n.packed
	strata := make(map[Stratum][]cell, len(p.strata))
	for s := range p.strata {
		cells := slices.Clone(n.at(s))
		for i := range cells {
			cells[i].counts = slices.Clone(cells[i].counts)
		}
		strata[s] = cells
	}
	n.strata, n.signatures = strata, make(map[uint64]bool, p.calls())
	for i := range p.calls() {
		n.signatures[p.signature(i)] = true
	}
	n.packed = nil
}

// unpacked gives norms that are not packed; n stays as it is.
func (n *Norms) unpacked() *Norms {
	whole := *n
	whole.unpack()
	return &whole
}

// eachStratum lists the strata in no order.
func (n *Norms) eachStratum() []Stratum {
	if n.packed != nil {
		return slices.Collect(maps.Keys(n.packed.strata))
	}
	return slices.Collect(maps.Keys(n.strata))
}
