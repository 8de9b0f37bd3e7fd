// Package boost fits gradient-boosted regression trees for several classes to
// rows of numbers: what a linear model cannot see of a few measures together. It
// knows numbers only.
//
// The method is that of Friedman, "Greedy Function Approximation: A Gradient
// Boosting Machine" (2001), with second-order leaf values and penalties as in
// Chen and Guestrin, "XGBoost" (2016), and splits between quantiles.
package boost

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// Options of Fit; best taken from DefaultOptions.
type Options struct {
	Rounds     int     // each adds a tree for each class
	Rate       float64 // what a tree's values are multiplied by
	Leaves     int     // of a tree, at most
	LeastRows  int     // of a leaf
	Penalty    float64 // of squared leaf values
	LeastError float64 // by how much a split must lower the loss
}

// DefaultOptions suit some thousands of rows.
func DefaultOptions() Options {
	return Options{Rounds: 150, Rate: 0.05, Leaves: 8, LeastRows: 30, Penalty: 10, LeastError: 1e-6}
}

// Node of a tree. A row goes to Left where its value is at most Threshold, else
// to the node behind that.
type Node struct {
	Threshold, Value float32 // Value: of the rows that come here, what a leaf adds to the logit
	Feature          int16   // -1 for a leaf
	Left             int16
}

// next is where a row goes from n.
func (n *Node) next(row []float64) int16 {
	if row[n.Feature] > float64(n.Threshold) {
		return n.Left + 1
	}
	return n.Left
}

// Tree is a list of nodes, the root first.
type Tree []Node

// Model is an ensemble of trees.
type Model struct {
	Bias  []float64 // by class
	Trees [][]Tree  // by round, then class
}

// Logits adds up the trees for a row and sets z, one number for each class, to
// the sums.
func (m *Model) Logits(row, z []float64) {
	copy(z, m.Bias)
	for _, round := range m.Trees {
		for class, t := range round {
			n := &t[0]
			for n.Feature >= 0 {
				n = &t[n.next(row)]
			}
			z[class] += float64(n.Value)
		}
	}
}

// Contributions adds to each feature's sum what its splits moved in the trees of
// a class: the differences of the values of the nodes on the way (Saabas, 2014).
// The base, what all rows have, is returned.
func (m *Model) Contributions(row []float64, class int, sums []float64) (base float64) {
	base = m.Bias[class]
	for _, round := range m.Trees {
		t := round[class]
		base += float64(t[0].Value)
		for n := &t[0]; n.Feature >= 0; {
			next := &t[n.next(row)]
			sums[n.Feature] += float64(next.Value - n.Value)
			n = next
		}
	}
	return base
}

// mostBins is how many quantiles the values of a feature are sorted into.
const mostBins = 48

// Fit finds the trees. Labels number the rows' classes from 0. The same rows give
// the same trees. It fails on no rows, rows of different lengths, and labels out
// of range.
func Fit(rows [][]float64, labels []int, classes int, o Options) (*Model, error) {
	if len(rows) == 0 || len(rows) != len(labels) {
		return nil, errors.New("boosting: as many labels as rows are needed, and some of them")
	}
	for i, label := range labels {
		if len(rows[i]) > math.MaxInt16 || label < 0 || label >= classes || len(rows[i]) != len(rows[0]) {
			return nil, fmt.Errorf("boosting: row %d has a label or a length that does not fit", i+1)
		}
	}
	f := &fitter{options: o, classes: classes, n: len(rows)}
	f.sortIntoBins(rows)
	return f.fit(labels), nil
}

type fitter struct {
	options  Options
	classes  int
	n        int
	edges    [][]float64 // by feature: upper ends of the bins but for the last
	bins     [][]uint8   // by feature, then row
	gradient []float64
	hessian  []float64
}

// sortIntoBins finds each feature's quantiles; a feature that never varies has
// one bin.
func (f *fitter) sortIntoBins(rows [][]float64) {
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

func (f *fitter) fit(labels []int) *Model {
	m := &Model{Bias: make([]float64, f.classes)}
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
		round := make([]Tree, f.classes)
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
		m.Trees = append(m.Trees, round)
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
func (f *fitter) grow() (Tree, []leaf) {
	all := make([]int32, f.n)
	for i := range all {
		all[i] = int32(i)
	}
	root := f.leaf(0, all)
	tree := Tree{{Feature: -1, Value: f.value(root.g, root.h)}}
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
			tree = append(tree, Node{Feature: -1, Value: f.value(n.g, n.h)})
		}
	}
	return tree, leaves
}

func (f *fitter) value(g, h float64) float32 {
	return float32(-f.options.Rate * g / (h + f.options.Penalty))
}

func (f *fitter) split(l leaf) (left, right []int32) {
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
func (f *fitter) leaf(node int, rows []int32) leaf {
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
