package evaluation

import (
	"math"
	"math/rand/v2"

	"candor/text"
)

// A word tells kinds of company apart when it occurs in some calls and not in
// most.
const (
	kindLeastCalls = 10
	kindMostShare  = 0.3
	kindRounds     = 50 // at most; k-means stops when no call moves
)

// kinds sorts calls into k kinds by their words, as industries differ in theirs:
// spherical k-means (Dhillon and Modha, 2001) over the words' inverse call
// frequencies. calls numbers the call of each text from 0 to n-1; the kind of
// each call is given. The same texts and seed give the same kinds.
func kinds(texts []string, calls []int, n, k int, seed uint64) []int {
	vectors, words := callVectors(texts, calls, n)
	centres := firstCentres(vectors, words, k, rand.New(rand.NewPCG(seed, 0)))
	kind := make([]int, n)
	for range kindRounds {
		moved := false
		for i, v := range vectors {
			nearest, _ := v.nearest(centres)
			moved = moved || kind[i] != nearest
			kind[i] = nearest
		}
		if !moved {
			break
		}
		for c := range centres {
			clear(centres[c])
		}
		for i, c := range kind {
			vectors[i].addTo(centres[c])
		}
		for c := range centres {
			normalise(centres[c])
		}
	}
	return kind
}

// firstCentres draws k calls, each the more probably the less it is like those
// drawn before (Arthur and Vassilvitskii, "k-means++", 2007).
func firstCentres(vectors []sparse, words, k int, random *rand.Rand) [][]float64 {
	var centres [][]float64
	unlike := make([]float64, len(vectors))
	for range k {
		total := 0.0
		for i, v := range vectors {
			_, likeness := v.nearest(centres)
			unlike[i] = max(0, 1-likeness)
			total += unlike[i]
		}
		drawn, rest := 0, random.Float64()*total
		for drawn < len(vectors)-1 && rest >= unlike[drawn] {
			rest -= unlike[drawn]
			drawn++
		}
		centre := make([]float64, words)
		vectors[drawn].addTo(centre)
		centres = append(centres, centre)
	}
	return centres
}

// sparse is a vector of length 1 over words.
type sparse struct {
	words  []int
	values []float64
}

func (s sparse) dot(dense []float64) float64 {
	sum := 0.0
	for i, w := range s.words {
		sum += s.values[i] * dense[w]
	}
	return sum
}

// nearest gives the centre that s is most like, the first of equals, and how much.
func (s sparse) nearest(centres [][]float64) (centre int, likeness float64) {
	for c := range centres {
		if l := s.dot(centres[c]); l > likeness {
			centre, likeness = c, l
		}
	}
	return centre, likeness
}

func (s sparse) addTo(dense []float64) {
	for i, w := range s.words {
		dense[w] += s.values[i]
	}
}

func normalise(v []float64) {
	length := 0.0
	for _, x := range v {
		length += x * x
	}
	if length > 0 {
		for i := range v {
			v[i] /= math.Sqrt(length)
		}
	}
}

// callVectors gives each call the words that tell kinds apart, numbered below
// words.
func callVectors(texts []string, calls []int, n int) (vectors []sparse, words int) {
	numbers := map[text.ID]int{}
	inCall := make([][]int, n) // in order of appearance
	var with []int             // calls with each word
	type occurrence struct{ call, word int }
	seen := map[occurrence]bool{}
	d := new(text.Document)
	for i, s := range texts {
		d.Reset(s)
		for _, token := range d.Tokens {
			if token.Kind != text.Word {
				continue
			}
			w, known := numbers[token.ID]
			if !known {
				w = len(with)
				numbers[token.ID] = w
				with = append(with, 0)
			}
			if at := (occurrence{calls[i], w}); !seen[at] {
				seen[at] = true
				inCall[calls[i]] = append(inCall[calls[i]], w)
				with[w]++
			}
		}
	}
	vectors = make([]sparse, n)
	for i := range vectors {
		for _, w := range inCall[i] {
			if with[w] >= kindLeastCalls && float64(with[w]) <= kindMostShare*float64(n) {
				vectors[i].words = append(vectors[i].words, w)
				vectors[i].values = append(vectors[i].values, math.Log(float64(n)/float64(with[w])))
			}
		}
		normalise(vectors[i].values)
	}
	return vectors, len(with)
}
