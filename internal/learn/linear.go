// Package learn fits models to numbers: multinomial logistic regressions (Fit),
// word vectors (WordVectors), and whatever has a gradient (Minimize). It knows no
// words and no labels, and nothing that only runs a model imports it.
package learn

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// Feature is the value of one feature of a row. A row that does not name a
// feature has 0 for it.
type Feature struct {
	Index int
	Value float64
}

// Row is one example.
type Row struct {
	Features []Feature // an index may come twice: the values add up
	// Target holds a share for each class; they add up to 1.
	Target []float64
	Weight float64 // how much the row counts; 0 stands for 1
	// Offset, where there is one, is what each class's score is without any
	// weight: what is known beforehand.
	Offset []float64
}

// Options of Fit.
type Options struct {
	// Penalty is the factor of half the sum of the squared weights. A feature
	// with larger values is penalised less: scale features to say which of them
	// may weigh much. The classes' constants are free.
	Penalty float64
	// Iterations of L-BFGS at most.
	Iterations int
}

// Weights of a fitted model, by class.
type Weights struct {
	Bias   []float64   // one for each class
	Values [][]float64 // by feature, then class
}

// Fit finds the weights that minimise the penalised cross-entropy of rows, whose
// features are numbered from 0 to features-1. The same rows give the same
// weights. It fails without rows, on a target of another number of classes, on a
// feature out of range and where the numbers overflow.
func Fit(rows []Row, features, classes int, o Options) (*Weights, error) {
	if err := check(rows, features, classes); err != nil {
		return nil, err
	}
	z, delta := make([]float64, classes), make([]float64, classes)
	loss := func(x, gradient []float64) float64 {
		sum := 0.0
		penalised := features * classes
		for i, w := range x[:penalised] {
			sum += w * w * o.Penalty / 2
			gradient[i] = w * o.Penalty
		}
		bias, biasGradient := x[penalised:], gradient[penalised:]
		clear(biasGradient)
		for i := range rows {
			r := &rows[i]
			copy(z, bias)
			if r.Offset != nil {
				floats.Add(z, r.Offset)
			}
			for _, f := range r.Features { // a call of floats.AddScaled for so few classes takes most of the time
				for c, w := range x[f.Index*classes:][:classes] {
					z[c] += f.Value * w
				}
			}
			sum += Loss(z, r.Target, delta) * r.weight()
			floats.Scale(r.weight(), delta)
			for _, f := range r.Features {
				g := gradient[f.Index*classes:][:classes]
				for c, d := range delta {
					g[c] += f.Value * d
				}
			}
			floats.Add(biasGradient, delta)
		}
		return sum
	}
	x, err := Minimize((features+1)*classes, o.Iterations, loss)
	if err != nil {
		return nil, err
	}
	w := &Weights{Bias: x[features*classes:], Values: make([][]float64, features)}
	for i := range w.Values {
		w.Values[i] = x[i*classes:][:classes:classes]
	}
	return w, nil
}

func (r *Row) weight() float64 {
	if r.Weight == 0 {
		return 1
	}
	return r.Weight
}

func check(rows []Row, features, classes int) error {
	if len(rows) == 0 {
		return errors.New("training: no examples")
	}
	for i := range rows {
		if len(rows[i].Target) != classes {
			return fmt.Errorf("training: example %d has a target of %d classes, not %d", i+1, len(rows[i].Target), classes)
		}
		if n := len(rows[i].Offset); n != 0 && n != classes {
			return fmt.Errorf("training: example %d has an offset of %d classes, not %d", i+1, n, classes)
		}
		for _, f := range rows[i].Features {
			if f.Index < 0 || f.Index >= features {
				return fmt.Errorf("training: example %d has feature %d of %d", i+1, f.Index, features)
			}
		}
	}
	return nil
}

// Loss gives the cross-entropy of a target and the softmax of z, and sets delta
// to its gradient by z. A target that does not add up to 1 counts as much as it
// adds up to.
func Loss(z, target, delta []float64) float64 {
	normaliser := floats.LogSumExp(z)
	total := floats.Sum(target)
	sum := 0.0
	for c := range z {
		logP := z[c] - normaliser
		sum -= target[c] * logP
		delta[c] = total*math.Exp(logP) - target[c]
	}
	return sum
}

// Minimize finds an x of n numbers with a small loss by L-BFGS (Liu and Nocedal,
// 1989), starting at 0. loss gives its value at x and sets its gradient.
func Minimize(n, iterations int, loss func(x, gradient []float64) float64) ([]float64, error) {
	gradient := make([]float64, n)
	var at []float64
	var value float64
	evaluate := func(x []float64) {
		if at == nil || !slices.Equal(x, at) {
			at = append(at[:0], x...)
			value = loss(x, gradient)
		}
	}
	problem := optimize.Problem{
		Func: func(x []float64) float64 { evaluate(x); return value },
		Grad: func(g, x []float64) { evaluate(x); copy(g, gradient) },
	}
	settings := &optimize.Settings{MajorIterations: iterations, GradientThreshold: 1e-3}
	found, err := optimize.Minimize(problem, make([]float64, n), settings, &optimize.LBFGS{Store: 8})
	if found == nil {
		return nil, fmt.Errorf("training: %w", err)
	}
	if math.IsNaN(found.F) || math.IsInf(found.F, 0) {
		return nil, errors.New("training: the numbers overflow")
	}
	return found.X, nil
}
