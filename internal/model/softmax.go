package model

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Probabilities sets p to the softmax of z and returns it.
func Probabilities(z, p []float64) []float64 {
	normaliser := floats.LogSumExp(z)
	for c := range z {
		p[c] = math.Exp(z[c] - normaliser)
	}
	return p
}
