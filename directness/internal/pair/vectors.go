package pair

import "math"

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
	Of      map[Stem]WordVector
	Unknown float64 // rarity of a stem that is not in it
}

// WordVector is what is known of one stem.
type WordVector struct {
	Rarity float64
	At     string // Dimensions bytes, each a signed number; "" for a stem without a vector
}

func (v *Vectors) rarity(s Stem) float64 {
	if w, ok := v.Of[s]; ok {
		return w.Rarity
	}
	return v.Unknown
}

// centre sets to to the sum of the stems' vectors, rare ones counting more.
func (v *Vectors) centre(stems []Stem, to *vector) {
	*to = vector{}
	for _, s := range stems {
		w := v.Of[s]
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
