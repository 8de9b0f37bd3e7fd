package directness

import "math"

// dimensions of the words' vectors.
const dimensions = 64

type vector [dimensions]float64

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

// vectors know of each stem how rare it is and what is used like it.
type vectors struct {
	of      map[stem]wordVector
	unknown float64 // rarity of a stem that is not in it
}

type wordVector struct {
	rarity float64
	at     string // dimensions bytes, each a signed number; "" for a stem without a vector
}

func (v *vectors) rarity(s stem) float64 {
	if w, ok := v.of[s]; ok {
		return w.rarity
	}
	return v.unknown
}

// centre sets to to the sum of the stems' vectors, rare ones counting more.
func (v *vectors) centre(stems []stem, to *vector) {
	*to = vector{}
	for _, s := range stems {
		w := v.of[s]
		for i := range len(w.at) {
			to[i] += w.rarity * float64(int8(w.at[i]))
		}
	}
}
