package learn

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

const (
	window     = 5    // words to the left and to the right
	leastTimes = 5    // occurrences of a word that has a vector
	power      = 0.87 // of the words' counts, so that rare neighbours count less
	rounds     = 3    // of subspace iteration
	spare      = 10   // dimensions that are iterated and then dropped
)

// WordVectors gives words vectors by which those used alike are near one
// another. Words are known by their numbers only: it gives each word of the texts, which are numbered from 0 to words-1, a
// vector of length scale that is near that of words with the same neighbours;
// rare words have none (a zero vector), and no word has one where fewer words
// than dimensions are frequent. The same texts and seed give the same vectors.
//
// They are the leading eigenvectors of the matrix of positive pointwise mutual
// information, after Levy, Goldberg and Dagan, "Improving Distributional
// Similarity with Lessons Learned from Word Embeddings" (2015), found by
// subspace iteration after Halko, Martinsson and Tropp, "Finding Structure with
// Randomness" (2011).
func WordVectors(texts [][]int32, words, dimensions int, scale float64, seed uint64) [][]float64 {
	vectors := make([][]float64, words)
	flat := make([]float64, words*dimensions)
	for i := range vectors {
		vectors[i] = flat[i*dimensions:][:dimensions:dimensions]
	}
	m := mutualInformation(texts, words)
	n := len(m.words)
	wide := min(dimensions+spare, n)
	if wide < dimensions {
		return vectors // too few words to have neighbours worth knowing
	}
	random := rand.New(rand.NewPCG(seed, 0))
	q := mat.NewDense(n, wide, nil)
	for i := range n {
		for j := range wide {
			q.Set(i, j, random.NormFloat64())
		}
	}
	for range rounds {
		q = orthonormal(m.times(q))
	}
	var small mat.Dense
	small.Mul(q.T(), m.times(q))
	symmetric := mat.NewSymDense(wide, nil)
	for i := range wide {
		for j := i; j < wide; j++ {
			symmetric.SetSym(i, j, (small.At(i, j)+small.At(j, i))/2)
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(symmetric, true) {
		return vectors
	}
	var basis, full mat.Dense
	eigen.VectorsTo(&basis)
	full.Mul(q, &basis)
	values := eigen.Values(nil) // ascending
	for i, word := range m.words {
		length := 0.0
		for j := range dimensions {
			column := wide - 1 - j
			x := full.At(i, column) * math.Sqrt(math.Abs(values[column]))
			vectors[word][j] = x
			length += x * x
		}
		if length > 0 {
			for j := range vectors[word] {
				vectors[word][j] *= scale / math.Sqrt(length)
			}
		}
	}
	return vectors
}

// orthonormal makes the columns of m, which it overwrites, an orthonormal basis
// of what they span. (mat.QR would make the square matrix of all words first.)
func orthonormal(m *mat.Dense) *mat.Dense {
	q := m.RawMatrix()
	tau := make([]float64, q.Cols)
	size := []float64{0}
	lapack64.Orgqr(q, tau, size, -1) // asks for the size of the workspace
	work := make([]float64, max(int(size[0]), q.Cols))
	lapack64.Geqrf(q, tau, work, len(work))
	lapack64.Orgqr(q, tau, work, len(work))
	return m
}

// entry is one number of a row.
type entry struct {
	index int32
	value float64
}

// sparseSymmetric is a matrix over words.
type sparseSymmetric struct {
	words []int32 // of the vocabulary, by row
	rows  [][]entry
}

func (m *sparseSymmetric) times(q *mat.Dense) *mat.Dense {
	_, columns := q.Dims()
	product := mat.NewDense(len(m.rows), columns, nil)
	for i, row := range m.rows {
		to := product.RawRowView(i)
		for _, t := range row {
			for j, x := range q.RawRowView(int(t.index)) {
				to[j] += t.value * x
			}
		}
	}
	return product
}

// mutualInformation counts which words stand near which, nearer ones more.
func mutualInformation(texts [][]int32, size int) *sparseSymmetric {
	occurrences := make([]int, size)
	for _, t := range texts {
		for _, w := range t {
			occurrences[w]++
		}
	}
	m := new(sparseSymmetric)
	row := make([]int32, size)
	for w, n := range occurrences {
		row[w] = -1
		if n >= leastTimes {
			row[w] = int32(len(m.words))
			m.words = append(m.words, int32(w))
		}
	}
	places := make([][][2]int32, len(m.words)) // text and position
	for i, t := range texts {
		for j, w := range t {
			if r := row[w]; r >= 0 {
				places[r] = append(places[r], [2]int32{int32(i), int32(j)})
			}
		}
	}
	m.rows = make([][]entry, len(m.words))
	near := make([]float64, len(m.words))
	sums := make([]float64, len(m.words))
	for r := range m.rows {
		var seen []int32
		for _, p := range places[r] {
			t := texts[p[0]]
			for d := -window; d <= window; d++ {
				at := int(p[1]) + d
				if d == 0 || at < 0 || at >= len(t) || row[t[at]] < 0 {
					continue
				}
				c := row[t[at]]
				if near[c] == 0 {
					seen = append(seen, c)
				}
				near[c] += 1 / math.Abs(float64(d))
			}
		}
		for _, c := range seen {
			m.rows[r] = append(m.rows[r], entry{c, near[c]})
			sums[r] += near[c]
			near[c] = 0
		}
	}
	m.toMutualInformation(sums)
	return m
}

func (m *sparseSymmetric) toMutualInformation(sums []float64) {
	weights := make([]float64, len(sums))
	total, dampedTotal := 0.0, 0.0
	for i, s := range sums {
		weights[i] = math.Pow(s, power)
		total += s
		dampedTotal += weights[i]
	}
	for i := range m.rows {
		kept := m.rows[i][:0]
		for _, t := range m.rows[i] {
			information := math.Log(t.value / total * dampedTotal / weights[i] * dampedTotal / weights[t.index])
			if information > 0 {
				kept = append(kept, entry{t.index, information})
			}
		}
		m.rows[i] = kept
	}
}
