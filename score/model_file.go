package score

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"slices"

	"candor/score/polarity"
)

// A model file, all numbers little-endian:
//
//	8 bytes   "candorM" and the format's version
//	4 bytes   CRC-32 (Castagnoli) of the rest
//	4 bytes   length of the header
//	header    JSON: Training
//	8 bytes   float64: scale of the tables' weights
//	2 bytes   number of balances: new ones come last, so that older models read
//	          then that and one pairs of float32: the bias and the weights of the
//	          balances, for negative and for positive
//	twice     a table: of terms, and of grams of letters:
//	          4 bytes for the logarithm to base 2 of its slots, then 8 bytes each
//
// The tables are looked up where they lie, so that a model loads without a copy.
const (
	modelMagic   = "candorM"
	modelVersion = 1
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// table maps keys to weights, by open addressing: a slot is the low 32 bits of
// a mixed key, never 0, and two weights of 16 bits.
type table struct {
	slots string
	shift uint
	mask  uint64
}

const slotSize = 8

// weight holds the quantised weights of a term, for negative and for positive.
type weight struct{ negative, positive int16 }

func (w weight) difference() float64 { return float64(int(w.positive) - int(w.negative)) }

// counts is a sum of weights.
type counts struct{ negative, positive int32 }

func (c *counts) add(w weight) {
	c.negative += int32(w.negative)
	c.positive += int32(w.positive)
}

// mixed spreads the bits of a key: the fingerprint that a slot holds, and where
// to look for it first.
func (t *table) mixed(k key) (fingerprint uint32, at uint64) {
	h := (uint64(k) ^ uint64(k)>>29) * pairFactor
	fingerprint = uint32(h)
	if fingerprint == 0 {
		fingerprint = 1
	}
	return fingerprint, h >> t.shift
}

func (t *table) slot(i uint64) uint64 {
	s := t.slots[i*slotSize:][:slotSize]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func (t *table) find(k key) (weight, bool) {
	fingerprint, at := t.mixed(k)
	for {
		slot := t.slot(at)
		switch uint32(slot) {
		case fingerprint:
			return weight{int16(slot >> 32), int16(slot >> 48)}, true
		case 0:
			return weight{}, false
		}
		at = (at + 1) & t.mask
	}
}

func (t *table) weight(k key) weight {
	w, _ := t.find(k)
	return w
}

// newTable lays out a table; keys are taken in their order, so that the same
// weights give the same bytes.
func newTable(weights map[key]weight) []byte {
	bits := uint(4)
	for uint64(len(weights))*3 > 2<<bits { // at most two thirds full
		bits++
	}
	slots := make([]uint64, 1<<bits)
	t := table{shift: 64 - bits, mask: 1<<bits - 1}
	keys := make([]key, 0, len(weights))
	for k := range weights {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fingerprint, at := t.mixed(k)
		for slots[at] != 0 {
			at = (at + 1) & t.mask
		}
		w := weights[k]
		slots[at] = uint64(fingerprint) | uint64(uint16(w.negative))<<32 | uint64(uint16(w.positive))<<48
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(bits))
	for _, s := range slots {
		b = binary.LittleEndian.AppendUint64(b, s)
	}
	return b
}

// OpenModel reads a model that candor train has written.
func OpenModel(file string) (*Model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m, err := parseModel(string(data), "model:"+file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

var errModelEnds = errors.New("the model file ends too early")

// parseModel reads a model file, of which it keeps data.
func parseModel(data, name string) (*Model, error) {
	const start = len(modelMagic) + 1 + 4
	if len(data) < start {
		if len(data) < len(modelMagic) || data[:len(modelMagic)] != modelMagic {
			return nil, errors.New("not a model of candor train")
		}
		return nil, errModelEnds
	}
	if data[:len(modelMagic)] != modelMagic {
		return nil, errors.New("not a model of candor train")
	}
	if v := data[len(modelMagic)]; v != modelVersion {
		return nil, fmt.Errorf("model format %d, this candor reads %d: train it again", v, modelVersion)
	}
	sum := checksum(data[start:])
	if sum != binary.LittleEndian.Uint32([]byte(data[start-4:start])) {
		return nil, errors.New("the model file is damaged: its checksum does not match")
	}
	p := modelParser{rest: data[start:]}
	m := &Model{name: name, version: fmt.Sprintf("%s+%08x", "model-1", sum), engine: polarity.Default()}
	m.entries = entryKeys(m.engine)
	header := p.take(p.uint32())
	if p.err == nil {
		if err := json.Unmarshal([]byte(header), &m.about); err != nil {
			return nil, fmt.Errorf("header: %w", err)
		}
	}
	m.scale = math.Float64frombits(p.uint64())
	n := p.uint16()
	if n > numBalances {
		return nil, fmt.Errorf("%d balances, this candor knows %d: the model is of a newer one", n, numBalances)
	}
	m.bias = p.pair()
	for i := range n { // balances that came later weigh nothing
		m.weights[i] = p.pair()
	}
	m.terms, m.grams = p.table(), p.table()
	if p.err == nil && len(p.rest) > 0 {
		p.err = errors.New("more in the model file than a model")
	}
	return m, p.err
}

func checksum(s string) uint32 {
	sum := uint32(0)
	var block [4096]byte
	for len(s) > 0 {
		n := copy(block[:], s)
		sum = crc32.Update(sum, castagnoli, block[:n])
		s = s[n:]
	}
	return sum
}

type modelParser struct {
	rest string
	err  error
}

// take returns the next n bytes, nothing after an error.
func (p *modelParser) take(n uint32) string {
	if p.err == nil && uint64(n) > uint64(len(p.rest)) {
		p.err = errModelEnds
	}
	if p.err != nil {
		return ""
	}
	s := p.rest[:n]
	p.rest = p.rest[n:]
	return s
}

func (p *modelParser) uint(n uint32) uint64 {
	var b [8]byte
	copy(b[:], p.take(n))
	return binary.LittleEndian.Uint64(b[:])
}

func (p *modelParser) uint16() int    { return int(p.uint(2)) }
func (p *modelParser) uint32() uint32 { return uint32(p.uint(4)) }
func (p *modelParser) uint64() uint64 { return p.uint(8) }

func (p *modelParser) pair() pair {
	negative, positive := math.Float32frombits(p.uint32()), math.Float32frombits(p.uint32())
	w := pair{float64(negative), float64(positive)}
	if s := w.negative + w.positive; p.err == nil && (math.IsNaN(s) || math.IsInf(s, 0)) {
		p.err = errors.New("a weight is no number")
	}
	return w
}

func (p *modelParser) table() table {
	bits := p.uint32()
	if p.err == nil && (bits < 1 || bits > 24) {
		p.err = fmt.Errorf("a table of 2^%d slots", bits)
	}
	t := table{slots: p.take(slotSize << min(bits, 24)), shift: uint(64 - min(bits, 24)), mask: 1<<min(bits, 24) - 1}
	if p.err != nil {
		return table{}
	}
	for i := uint64(0); i <= t.mask; i++ { // a full table would be searched for ever
		if uint32(t.slot(i)) == 0 {
			return t
		}
	}
	p.err = errors.New("a table without a free slot")
	return table{}
}

// modelData is a model before it is written.
type modelData struct {
	about        Training
	bias         pair
	balances     [numBalances]pair
	terms, grams map[key]pair
}

// encode writes a model file.
func (d *modelData) encode() ([]byte, error) {
	header, err := json.Marshal(d.about)
	if err != nil {
		return nil, err
	}
	largest := 0.0
	for _, weights := range []map[key]pair{d.terms, d.grams} {
		for _, w := range weights {
			largest = max(largest, math.Abs(w.negative), math.Abs(w.positive))
		}
	}
	scale := max(largest, 1e-9) / math.MaxInt16
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(header)))
	b = append(b, header...)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(scale))
	b = binary.LittleEndian.AppendUint16(b, uint16(numBalances))
	for _, w := range append([]pair{d.bias}, d.balances[:]...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(w.negative)))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(w.positive)))
	}
	for _, weights := range []map[key]pair{d.terms, d.grams} {
		quantised := make(map[key]weight, len(weights))
		for k, w := range weights {
			quantised[k] = weight{int16(math.Round(w.negative / scale)), int16(math.Round(w.positive / scale))}
		}
		b = append(b, newTable(quantised)...)
	}
	file := append([]byte(modelMagic), modelVersion)
	file = binary.LittleEndian.AppendUint32(file, checksum(string(b)))
	return append(file, b...), nil
}
