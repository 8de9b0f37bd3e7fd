package learn

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"candor/internal/model"

	"gonum.org/v1/gonum/floats"
)

// BoostOptions are best taken from DefaultBoost.
type BoostOptions struct {
	Rounds     int     // each adds a tree for each class
	Rate       float64 // what a tree's values are multiplied by
	Leaves     int     // of a tree, at most
	LeastRows  int     // of a leaf
	Penalty    float64 // of squared leaf values
	LeastError float64 // by how much a split must lower the loss
}

// DefaultBoost suits some thousands of rows.
func DefaultBoost() BoostOptions {
	return BoostOptions{Rounds: 150, Rate: 0.05, Leaves: 8, LeastRows: 30, Penalty: 10, LeastError: 1e-6}
}

// mostBins is how many quantiles the values of a feature are sorted into.
const mostBins = 48

// Boost fits gradient-boosted regression trees for several classes to rows of
// numbers: what a linear model cannot see of a few measures together. Labels
// number the rows' classes from 0. The same rows give the same trees. It fails on
// no rows, rows of different lengths, and labels out of range.
//
// The method is that of Friedman, "Greedy Function Approximation: A Gradient
// Boosting Machine" (2001), with second-order leaf values and penalties as in
// Chen and Guestrin, "XGBoost" (2016), and splits between quantiles.
func Boost(rows [][]float64, labels []int, classes int, o BoostOptions) (*model.Trees, error) {
	if len(rows) == 0 || len(rows) != len(labels) {
		return nil, errors.New("boosting: as many labels as rows are needed, and some of them")
	}
	for i, label := range labels {
		if len(rows[i]) > math.MaxInt16 || label < 0 || label >= classes || len(rows[i]) != len(rows[0]) {
			return nil, fmt.Errorf("boosting: row %d has a label or a length that does not fit", i+1)
		}
	}
	f := &booster{options: o, classes: classes, n: len(rows)}
	f.sortIntoBins(rows)
	return f.fit(labels), nil
}

type booster struct {
	options  BoostOptions
	classes  int
	n        int
	edges    [][]float64 // by feature: upper ends of the bins but for the last
	bins     [][]uint8   // by feature, then row
	gradient []float64
	hessian  []float64
}

// sortIntoBins finds each feature's quantiles; a feature that never varies has
// one bin.
func (f *booster) sortIntoBins(rows [][]float64) {
	features := len(rows[0])
	f.edges, f.bins = make([][]float64, features), make([][]uint8, features)
	column := make([]float64, f.n)
	for j := range features {
		for i := range rows {
			column[i] = rows[i][j]
		}
		sorted := slices.Clone(column)
		slices.Sort(sorted)
		var edges []float64
		for b := 1; b < mostBins; b++ {
			low := sorted[b*f.n/mostBins]
			at, _ := slices.BinarySearch(sorted, math.Nextafter(low, math.Inf(1)))
			if at == f.n {
				break
			}
			// Between two values that occur, so that rounding moves no row.
			if edge := (low + sorted[at]) / 2; len(edges) == 0 || edge > edges[len(edges)-1] {
				edges = append(edges, float64(float32(edge)))
			}
		}
		f.edges[j] = slices.Compact(edges)
		f.bins[j] = make([]uint8, f.n)
		for i, x := range column {
			at, _ := slices.BinarySearch(f.edges[j], x)
			f.bins[j][i] = uint8(at)
		}
	}
}

func (f *booster) fit(labels []int) *model.Trees {
	m := &model.Trees{Bias: make([]float64, f.classes)}
	for _, label := range labels {
		m.Bias[label]++
	}
	for c, count := range m.Bias {
		m.Bias[c] = math.Log((count + 1) / float64(f.n+f.classes))
	}
	z := make([][]float64, f.n)
	for i := range z {
		z[i] = slices.Clone(m.Bias)
	}
	f.gradient, f.hessian = make([]float64, f.n), make([]float64, f.n)
	p := make([][]float64, f.n)
	for i := range p {
		p[i] = make([]float64, f.classes)
	}
	for range f.options.Rounds {
		for i := range z {
			normaliser := floats.LogSumExp(z[i])
			for c := range p[i] {
				p[i][c] = math.Exp(z[i][c] - normaliser)
			}
		}
		round := make([]model.Tree, f.classes)
		for c := range round {
			for i, label := range labels {
				f.gradient[i], f.hessian[i] = p[i][c], p[i][c]*(1-p[i][c])
				if label == c {
					f.gradient[i]--
				}
			}
			var leaves []leaf
			round[c], leaves = f.grow()
			for _, l := range leaves {
				for _, i := range l.rows {
					z[i][c] += float64(round[c][l.node].Value)
				}
			}
		}
		m.Rounds = append(m.Rounds, round)
	}
	return m
}

// leaf is a node that may be split, with its best split.
type leaf struct {
	node      int
	rows      []int32
	g, h      float64 // sums of gradient and hessian
	gain      float64
	feature   int
	threshold int // the last bin that goes left
}

// grow makes one tree: the leaf that lowers the loss most is split first.
func (f *booster) grow() (model.Tree, []leaf) {
	all := make([]int32, f.n)
	for i := range all {
		all[i] = int32(i)
	}
	root := f.leaf(0, all)
	tree := model.Tree{{Feature: -1, Value: f.value(root.g, root.h)}}
	leaves := []leaf{root}
	for len(leaves) < f.options.Leaves {
		best := 0
		for i := range leaves {
			if leaves[i].gain > leaves[best].gain {
				best = i
			}
		}
		l := leaves[best]
		if l.gain <= f.options.LeastError {
			break
		}
		left, right := f.split(l)
		at := len(tree)
		tree[l.node].Feature, tree[l.node].Left = int16(l.feature), int16(at)
		tree[l.node].Threshold = float32(f.edges[l.feature][l.threshold])
		leaves[best] = f.leaf(at, left)
		leaves = append(leaves, f.leaf(at+1, right))
		for _, n := range []*leaf{&leaves[best], &leaves[len(leaves)-1]} {
			tree = append(tree, model.Node{Feature: -1, Value: f.value(n.g, n.h)})
		}
	}
	return tree, leaves
}

func (f *booster) value(g, h float64) float32 {
	return float32(-f.options.Rate * g / (h + f.options.Penalty))
}

func (f *booster) split(l leaf) (left, right []int32) {
	bins := f.bins[l.feature]
	for _, i := range l.rows {
		if int(bins[i]) <= l.threshold {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	return left, right
}

// leaf finds the best split of rows.
func (f *booster) leaf(node int, rows []int32) leaf {
	l := leaf{node: node, rows: rows}
	for _, i := range rows {
		l.g += f.gradient[i]
		l.h += f.hessian[i]
	}
	penalty := f.options.Penalty
	whole := l.g * l.g / (l.h + penalty)
	for j := range f.bins {
		last := len(f.edges[j])
		if last == 0 {
			continue
		}
		var g, h [mostBins]float64
		var n [mostBins]int
		bins := f.bins[j]
		for _, i := range rows {
			b := bins[i]
			g[b] += f.gradient[i]
			h[b] += f.hessian[i]
			n[b]++
		}
		sumG, sumH, count := 0.0, 0.0, 0
		for b := range last {
			sumG += g[b]
			sumH += h[b]
			count += n[b]
			if count < f.options.LeastRows || len(rows)-count < f.options.LeastRows {
				continue
			}
			restG, restH := l.g-sumG, l.h-sumH
			if gain := sumG*sumG/(sumH+penalty) + restG*restG/(restH+penalty) - whole; gain > l.gain {
				l.gain, l.feature, l.threshold = gain, j, b
			}
		}
	}
	return l
}
