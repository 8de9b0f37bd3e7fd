package pair

import (
	"errors"
	"math"
)

// Dimensions of the words' vectors.
const Dimensions = 64

type vector [Dimensions]float64

func (a *vector) cosine(b *vector) float64 {
	dot, aa, bb := 0.0, 0.0, 0.0
	for i, x := range a {
		dot += x * b[i]
		aa += x * x
		bb += b[i] * b[i]
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}

// Vectors know of each stem how rare it is and what is used like it.
type Vectors struct {
	Unknown float64 // rarity of a stem that is not in it
	Of      map[Stem]WordVector
	// Table stands for Of and is read in place: VectorSize bytes a stem, its hash, its
	// rarity as a float32 and At, in the order of the hashes, little-endian.
	Table  string
	starts []int32 // of the stems with the same high bits, and their end
}

// startBits is how many bits of a hash choose where to look in Vectors.Table.
const startBits = 12

// VectorSize is the bytes of an entry of Vectors.Table.
const VectorSize = 8 + 4 + Dimensions

var errVectors = errors.New("the words' vectors are out of order, or a rarity is no number")

// OpenVectors reads vectors in place.
func OpenVectors(table string, unknown float64) (Vectors, error) {
	v := Vectors{Unknown: unknown, Table: table, starts: make([]int32, 1, 1<<startBits+1)}
	n := len(table) / VectorSize
	for i := range n {
		r := v.at(i).Rarity
		if i > 0 && v.stem(i-1) >= v.stem(i) || math.IsNaN(r) || math.IsInf(r, 0) {
			return Vectors{}, errVectors
		}
		for len(v.starts) <= int(v.stem(i)>>(64-startBits)) {
			v.starts = append(v.starts, int32(i))
		}
	}
	for len(v.starts) <= 1<<startBits {
		v.starts = append(v.starts, int32(n))
	}
	return v, nil
}

func (v *Vectors) stem(i int) Stem {
	b := v.Table[i*VectorSize:][:8]
	return Stem(b[0]) | Stem(b[1])<<8 | Stem(b[2])<<16 | Stem(b[3])<<24 | Stem(b[4])<<32 | Stem(b[5])<<40 | Stem(b[6])<<48 | Stem(b[7])<<56
}

func (v *Vectors) at(i int) WordVector {
	b := v.Table[i*VectorSize:][8:VectorSize]
	rarity := math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
	return WordVector{float64(rarity), b[4:]}
}

// find gives what is known of a stem.
func (v *Vectors) find(s Stem) (WordVector, bool) {
	if v.Table == "" {
		w, ok := v.Of[s]
		return w, ok
	}
	high := s >> (64 - startBits)
	for i := int(v.starts[high]); i < int(v.starts[high+1]); i++ {
		if v.stem(i) == s {
			return v.at(i), true
		}
	}
	return WordVector{}, false
}

// WordVector is what is known of one stem.
type WordVector struct {
	Rarity float64
	At     string // Dimensions bytes, each a signed number; "" for a stem without a vector
}

func (v *Vectors) rarity(s Stem) float64 {
	if w, ok := v.find(s); ok {
		return w.Rarity
	}
	return v.Unknown
}

// centre sets to to the sum of the stems' vectors, rare ones counting more.
func (v *Vectors) centre(stems []Stem, to *vector) {
	*to = vector{}
	for _, s := range stems {
		w, _ := v.find(s)
		for i := range len(w.At) {
			to[i] += w.Rarity * float64(int8(w.At[i]))
		}
	}
}

// total is the rarity of all of stems.
func (v *Vectors) total(stems []Stem) (sum float64) {
	for _, s := range stems {
		sum += v.rarity(s)
	}
	return sum
}
