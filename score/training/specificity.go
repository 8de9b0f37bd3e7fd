// Package training makes the models that package score runs.
package training

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"candor/score/internal/features"
	"candor/text"
)

const (
	// specificityRidge is the weight of the squared weights in the loss.
	specificityRidge = 16
	// shapeSpread is the standard deviation that shape features are brought to.
	// The words of a text have length 1 together, so that this says how much
	// cheaper a feature's weight is than a word's.
	shapeSpread = 0.3
)

// Specificity fits a model to texts and how concrete readers found each, in
// [0, 1], by ridge regression, and returns its file's content, which
// score.ReadSpecificity reads. The same input gives the same bytes. It needs
// memory for the square of the number of texts: it is meant for some thousands.
func Specificity(docs []*text.Document, ratings []float64) ([]byte, error) {
	n := len(docs)
	if n < 2 || n != len(ratings) {
		return nil, errors.New("specificity needs at least two texts with a rating each")
	}
	if slices.ContainsFunc(ratings, func(r float64) bool { return !(r >= 0 && r <= 1) }) {
		return nil, errors.New("specificity is trained on ratings from 0 to 1")
	}
	rows := make([]specificityRow, n)
	counts := new(features.WordCounts)
	for i, doc := range docs {
		rows[i] = newSpecificityRow(doc, counts)
	}
	spread := standardise(rows)
	dual, err := solveRidge(rows, ratings)
	if err != nil {
		return nil, err
	}
	return primal(rows, ratings, dual, spread).Encode()
}

// specificityRow is a text as features: those of its shape, and the weights of
// its words by bucket.
type specificityRow struct {
	shape   [features.ShapeFeatures]float64
	buckets []uint16
	weights []float64
}

func newSpecificityRow(doc *text.Document, c *features.WordCounts) specificityRow {
	c.Count(doc)
	row := specificityRow{shape: features.ShapeOf(doc, len(c.Seen))}
	for _, b := range c.Seen {
		row.buckets = append(row.buckets, b)
		row.weights = append(row.weights, c.Weight(b)/c.Norm())
	}
	return row
}

// standardise brings each shape feature to standard deviation shapeSpread and
// returns what it was multiplied with. Means are taken out by solveRidge.
func standardise(rows []specificityRow) (factors [features.ShapeFeatures]float64) {
	for k := range factors {
		var sum, squares float64
		for i := range rows {
			sum += rows[i].shape[k]
			squares += rows[i].shape[k] * rows[i].shape[k]
		}
		n := float64(len(rows))
		if variance := squares/n - sum/n*sum/n; variance > 1e-12 {
			factors[k] = shapeSpread / math.Sqrt(variance)
		}
		for i := range rows {
			rows[i].shape[k] *= factors[k]
		}
	}
	return factors
}

// solveRidge solves ridge regression in its dual form, with a free intercept: it
// returns the weight of each row in the sum of rows that is the weight vector.
func solveRidge(rows []specificityRow, ratings []float64) ([]float64, error) {
	n := len(rows)
	kernel := centredKernel(rows)
	for i := range n {
		kernel.SetSym(i, i, kernel.At(i, i)+specificityRidge)
	}
	centred := mat.NewVecDense(n, nil)
	mean := meanOf(ratings)
	for i, y := range ratings {
		centred.SetVec(i, y-mean)
	}
	var factorised mat.Cholesky
	if !factorised.Factorize(kernel) {
		return nil, errors.New("specificity: the texts' features cannot be solved for")
	}
	dual := mat.NewVecDense(n, nil)
	if err := factorised.SolveVecTo(dual, centred); err != nil {
		return nil, err
	}
	return dual.RawVector().Data, nil
}

// centredKernel gives the inner products of the rows after their mean is taken out.
func centredKernel(rows []specificityRow) *mat.SymDense {
	n := len(rows)
	kernel := mat.NewSymDense(n, nil)
	means := make([]float64, n)
	var words [features.WordBuckets]float64
	for i := range rows {
		for k, b := range rows[i].buckets {
			words[b] = rows[i].weights[k]
		}
		for j := i; j < n; j++ {
			product := 0.0
			for k, b := range rows[j].buckets {
				product += words[b] * rows[j].weights[k]
			}
			for k, f := range rows[i].shape {
				product += f * rows[j].shape[k]
			}
			kernel.SetSym(i, j, product)
			means[i] += product / float64(n)
			if j > i {
				means[j] += product / float64(n)
			}
		}
		for _, b := range rows[i].buckets {
			words[b] = 0
		}
	}
	mean := meanOf(means)
	for i := range n {
		for j := i; j < n; j++ {
			kernel.SetSym(i, j, kernel.At(i, j)-means[i]-means[j]+mean)
		}
	}
	return kernel
}

// primal makes the model of the dual weights, its word weights rounded to bytes.
func primal(rows []specificityRow, ratings, dual []float64, factors [features.ShapeFeatures]float64) *features.Specificity {
	s := new(features.Specificity)
	var words [features.WordBuckets]float64
	for i := range rows {
		for k, f := range rows[i].shape {
			s.Shape[k] += dual[i] * f
		}
		for k, b := range rows[i].buckets {
			words[b] += dual[i] * rows[i].weights[k]
		}
	}
	largest := 0.0
	for _, w := range words {
		largest = max(largest, math.Abs(w))
	}
	s.Scale = largest / math.MaxInt8
	for b, w := range words {
		if w != 0 {
			s.Words[b] = int8(math.Round(w / s.Scale))
		}
	}
	s.Bias = meanOf(ratings)
	n := float64(len(rows))
	for i := range rows {
		s.Bias -= linear(s, &rows[i]) / n
	}
	for k := range s.Shape { // the rows are standardised; texts will not be
		s.Shape[k] *= factors[k]
	}
	return s
}

func linear(s *features.Specificity, row *specificityRow) float64 {
	x := 0.0
	for k, f := range row.shape {
		x += s.Shape[k] * f
	}
	for k, b := range row.buckets {
		x += s.Scale * float64(s.Words[b]) * row.weights[k]
	}
	return x
}

func meanOf(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
