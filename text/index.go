package text

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"unsafe"
)

// Index maps hashes, such as IDs, to numbers from 1 to MostIndexed. It is several
// times as fast as a map, which would hash them again: look-ups are made for every
// token. It is read-only and lies flat in one string, so that it can be embedded
// and read in place. The zero value has no keys.
type Index[K ~uint64, V ~uint8 | ~uint16 | ~int32] struct {
	slots string // open addressing, a power of two in number
	shift uint
	mask  uint64
}

// A slot is 8 bytes, little-endian: the low bits of the key's hash, and the
// number, which is 0 in a free slot. The high bits of the hash say where to look
// first, so that a slot and its place tell the whole hash.
const (
	slotSize   = 8
	numberBits = 24
	// MostIndexed is the largest number that an Index holds.
	MostIndexed = 1<<numberBits - 1
	// mixer is odd, so that multiplying with it loses nothing.
	mixer = 0x9e3779b97f4a7c15
)

func hashOf[K ~uint64](key K) uint64 { return (uint64(key) ^ uint64(key)>>32) * mixer }

// NewIndex makes the index of a map without zero values. Equal maps give the
// same index. It panics for a number that is too large.
func NewIndex[K ~uint64, V ~uint8 | ~uint16 | ~int32](of map[K]V) Index[K, V] {
	size := 1 << max(1, bits.Len(uint(2*len(of)))) // at most half full
	slots := make([]uint64, size)
	x := Index[K, V]{shift: uint(64 - bits.TrailingZeros(uint(size))), mask: uint64(size - 1)}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		if n := int64(of[key]); n <= 0 || n > MostIndexed {
			panic("text: a number that no Index holds")
		}
		h := hashOf(key)
		i := h >> x.shift
		for slots[i] != 0 {
			i = (i + 1) & x.mask
		}
		slots[i] = h<<numberBits | uint64(of[key])
	}
	data := make([]byte, 0, slotSize*size)
	for _, slot := range slots {
		data = binary.LittleEndian.AppendUint64(data, slot)
	}
	x.slots = unsafe.String(&data[0], len(data)) // data is not written any more
	return x
}

// Data gives the index in the form that OpenIndex reads.
func (x *Index[K, V]) Data() string { return x.slots }

// OpenIndex reads in place what Data gave, or is false.
func OpenIndex[K ~uint64, V ~uint8 | ~uint16 | ~int32](data string) (x Index[K, V], ok bool) {
	size := len(data) / slotSize
	if bits.OnesCount(uint(size)) != 1 || len(data)%slotSize != 0 {
		return x, data == ""
	}
	return Index[K, V]{data, uint(64 - bits.TrailingZeros(uint(size))), uint64(size - 1)}, true
}

// Find gives the number of a key, 0 where there is none.
func (x *Index[K, V]) Find(key K) V {
	if len(x.slots) == 0 {
		return 0
	}
	h := hashOf(key)
	for i := h >> (x.shift & 63); ; i = (i + 1) & x.mask {
		s := x.slots[i*slotSize:][:slotSize]
		slot := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if slot == 0 {
			return 0
		}
		if (slot^h<<numberBits)>>numberBits == 0 {
			return V(slot & MostIndexed)
		}
	}
}
