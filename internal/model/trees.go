package model

import (
	"encoding/binary"
	"errors"
)

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

// Trees is an ensemble of regression trees for several classes. (learn.Boost fits them.)
type Trees struct {
	Bias   []float64 // by class
	Rounds [][]Tree  // by round, then class
}

// Logits adds up the trees for a row and sets z, one number for each class, to
// the sums.
func (m *Trees) Logits(row, z []float64) {
	copy(z, m.Bias)
	for _, round := range m.Rounds {
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
func (m *Trees) Contributions(row []float64, class int, sums []float64) (base float64) {
	base = m.Bias[class]
	for _, round := range m.Rounds {
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

// AppendTrees appends what Reader.Trees reads: 2 bytes number of rounds, the
// classes' biases as float32, and for each tree 2 bytes number of nodes, of each
// node 2 bytes feature (0xffff for a leaf), 2 bytes the node to the left, and as
// float32 threshold and value.
func AppendTrees(b []byte, m *Trees) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(len(m.Rounds)))
	for _, x := range m.Bias {
		b = AppendFloat32(b, x)
	}
	for _, round := range m.Rounds {
		for _, tree := range round {
			b = binary.LittleEndian.AppendUint16(b, uint16(len(tree)))
			for _, n := range tree {
				b = binary.LittleEndian.AppendUint16(b, uint16(n.Feature))
				b = binary.LittleEndian.AppendUint16(b, uint16(n.Left))
				b = AppendFloat32(AppendFloat32(b, float64(n.Threshold)), float64(n.Value))
			}
		}
	}
	return b
}

// Trees reads trees of so many classes over so many features. Each node leads
// on, so that no walk goes in circles.
func (r *Reader) Trees(classes, features int) *Trees {
	m := &Trees{Bias: make([]float64, classes), Rounds: make([][]Tree, r.Uint16())}
	for c := range m.Bias {
		m.Bias[c] = r.Float32()
	}
	for i := range m.Rounds {
		m.Rounds[i] = make([]Tree, classes)
		for c := range m.Rounds[i] {
			m.Rounds[i][c] = r.tree(features)
		}
	}
	return m
}

func (r *Reader) tree(features int) Tree {
	tree := make(Tree, r.Uint16())
	for k := range tree {
		tree[k] = Node{Feature: int16(r.Uint16()), Left: int16(r.Uint16()), Threshold: float32(r.Float32()), Value: float32(r.Float32())}
		if f := int(tree[k].Feature); f >= features || f >= 0 && (int(tree[k].Left) <= k || int(tree[k].Left)+1 >= len(tree)) {
			r.Fail(errors.New("a tree that leads nowhere"))
		}
	}
	if len(tree) == 0 {
		r.Fail(errors.New("a tree without nodes"))
	}
	return tree
}
