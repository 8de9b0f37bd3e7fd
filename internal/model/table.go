package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Key identifies a feature. Keys are hashes: no text can be read from a model.
type Key uint64

var errFull = errors.New("a table without a free slot")

// spread is odd, so that multiplying with it loses nothing.
const spread = 0x9e3779b97f4a7c15

// Table maps keys to weights, by open addressing: a slot is the low 32 bits of
// a mixed key, never 0, and two weights of 16 bits.
type Table struct {
	slots string
	shift uint
	mask  uint64
}

const slotSize = 8

// Weight holds the quantised weights of a key for two classes, against a third.
type Weight [2]int16

// Sum is a sum of weights.
type Sum [2]int32

// Add adds a weight.
func (s *Sum) Add(w Weight) {
	s[0] += int32(w[0])
	s[1] += int32(w[1])
}

// mixed spreads the bits of a key: the fingerprint that a slot holds, and where
// to look for it first.
func (t *Table) mixed(k Key) (fingerprint uint32, at uint64) {
	h := (uint64(k) ^ uint64(k)>>29) * spread
	fingerprint = uint32(h)
	if fingerprint == 0 {
		fingerprint = 1
	}
	return fingerprint, h >> t.shift
}

func (t *Table) slot(i uint64) uint64 {
	s := t.slots[i*slotSize:][:slotSize]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Find gives the weight of a key, or false.
func (t *Table) Find(k Key) (Weight, bool) {
	fingerprint, at := t.mixed(k)
	for {
		slot := t.slot(at)
		switch uint32(slot) {
		case fingerprint:
			return Weight{int16(slot >> 32), int16(slot >> 48)}, true
		case 0:
			return Weight{}, false
		}
		at = (at + 1) & t.mask
	}
}

// Weight gives the weight of a key, 0 for one that is not in the table.
func (t *Table) Weight(k Key) Weight {
	w, _ := t.Find(k)
	return w
}

// batch is how many keys AddAll looks for at a time.
const batch = 64

// AddAll adds the weights of keys to sum. It asks for the first slots of many keys
// before it looks at any, so that their ways through the memory overlap.
func (t *Table) AddAll(sum *Sum, keys []Key) {
	var slots [batch]uint64
	for len(keys) > 0 {
		n := min(len(keys), batch)
		for i, k := range keys[:n] {
			_, at := t.mixed(k)
			slots[i&(batch-1)] = t.slot(at)
		}
		for i, k := range keys[:n] {
			slot := slots[i&(batch-1)]
			if uint32(slot) == 0 {
				continue
			}
			fingerprint, at := t.mixed(k)
			for uint32(slot) != fingerprint && uint32(slot) != 0 {
				at = (at + 1) & t.mask
				slot = t.slot(at)
			}
			if uint32(slot) != 0 {
				sum.Add(Weight{int16(slot >> 32), int16(slot >> 48)})
			}
		}
		keys = keys[n:]
	}
}

// AppendTable appends a table to b. Keys are taken in their order, so that the
// same weights give the same bytes.
func AppendTable(b []byte, weights map[Key]Weight) []byte {
	bits := uint(4)
	for uint64(len(weights))*3 > 2<<bits { // at most two thirds full
		bits++
	}
	slots := make([]uint64, 1<<bits)
	t := Table{shift: 64 - bits, mask: 1<<bits - 1}
	keys := make([]Key, 0, len(weights))
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
		slots[at] = uint64(fingerprint) | uint64(uint16(w[0]))<<32 | uint64(uint16(w[1]))<<48
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(bits))
	for _, s := range slots {
		b = binary.LittleEndian.AppendUint64(b, s)
	}
	return b
}

// Table reads a table, which stays where it lies.
func (r *Reader) Table() Table {
	bits := r.Uint32()
	if r.err == nil && (bits < 1 || bits > 24) {
		r.err = fmt.Errorf("a table of 2^%d slots", bits)
	}
	bits = min(bits, 24)
	t := Table{slots: r.Take(slotSize << bits), shift: uint(64 - bits), mask: 1<<bits - 1}
	if r.err != nil {
		return Table{}
	}
	for i := uint64(0); i <= t.mask; i++ { // a full table would be searched for ever
		if uint32(t.slot(i)) == 0 {
			return t
		}
	}
	r.err = errFull
	return Table{}
}
