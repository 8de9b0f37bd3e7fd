package text

import (
	"maps"
	"slices"
)

// Index maps hashes, such as IDs, to numbers other than 0. It is several times as
// fast as a map, which would hash them again: look-ups are made for every token.
// The zero value is not usable; NewIndex makes one, which is read-only.
type Index[K ~uint64, V ~uint8 | ~uint16 | ~int32] struct {
	slots []indexSlot[K, V] // open addressing, a power of two in number
	mask  uint64
}

type indexSlot[K ~uint64, V ~uint8 | ~uint16 | ~int32] struct {
	key   K
	value V // 0 in a free slot
}

// NewIndex makes the index of a map without zero values. Equal maps give the
// same index.
func NewIndex[K ~uint64, V ~uint8 | ~uint16 | ~int32](of map[K]V) Index[K, V] {
	size := 16
	for size < 4*len(of) {
		size *= 2
	}
	x := Index[K, V]{make([]indexSlot[K, V], size), uint64(size - 1)}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		i := firstSlot(key) & x.mask
		for x.slots[i].value != 0 {
			i = (i + 1) & x.mask
		}
		x.slots[i] = indexSlot[K, V]{key, of[key]}
	}
	return x
}

// firstSlot mixes the key's high bits in: the low bits of FNV-1a are its weak ones.
func firstSlot[K ~uint64](key K) uint64 { return uint64(key) ^ uint64(key)>>32 }

// Find gives the number of a key, 0 where there is none.
func (x *Index[K, V]) Find(key K) V {
	for i := firstSlot(key) & x.mask; ; i = (i + 1) & x.mask {
		if slot := &x.slots[i]; slot.value == 0 || slot.key == key {
			return slot.value
		}
	}
}
