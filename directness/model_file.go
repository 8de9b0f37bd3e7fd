package directness

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"

	"candor/internal/model"
	"candor/text"
)

// The body of a model file, all numbers little-endian:
//
//	2 bytes   number of measures
//	8 bytes   the constants for evaded and for partial, against direct, as float32
//	12 bytes  of each measure: its mean and its weights for both, as float32
//	8 bytes   float64: scale of the table's weights
//	          a model.Table of the terms
//	          the trees: 2 bytes number of rounds, the classes' biases as float32,
//	          and for each tree 2 bytes number of nodes, of each node 2 bytes
//	          feature (0xffff for a leaf), 2 bytes the node to the left, and as
//	          float32 threshold and value
//	4 bytes   float32: rarity of an unknown stem
//	4 bytes   number of stems, in order, then of each 8 bytes its hash, float32
//	          its rarity, and its vector as bytes
var modelKind = model.Kind{Magic: "candorD", Version: 1}

func (t *trainer) encode(bias pairOf, weights []pairOf, terms map[model.Key]pairOf, trees *model.Trees) ([]byte, error) {
	b := binary.LittleEndian.AppendUint16(nil, uint16(len(weights)))
	b = model.AppendFloat32(model.AppendFloat32(b, bias.evaded), bias.partial)
	for j, w := range weights {
		b = model.AppendFloat32(model.AppendFloat32(model.AppendFloat32(b, t.mean[j]), w.evaded), w.partial)
	}
	largest := 1e-9
	for _, w := range terms {
		largest = max(largest, math.Abs(w.evaded), math.Abs(w.partial))
	}
	scale := largest / math.MaxInt16
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(scale))
	quantised := make(map[model.Key]model.Weight, len(terms))
	for k, w := range terms {
		quantised[k] = model.Weight{int16(math.Round(w.evaded / scale)), int16(math.Round(w.partial / scale))}
	}
	b = model.AppendTable(b, quantised)
	b = model.AppendTrees(b, trees)
	b = model.AppendFloat32(b, t.vectors.unknown)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(t.vectors.of)))
	for _, s := range slices.Sorted(maps.Keys(t.vectors.of)) {
		w := t.vectors.of[s]
		b = binary.LittleEndian.AppendUint64(b, uint64(s))
		b = append(model.AppendFloat32(b, w.rarity), w.at...)
	}
	return modelKind.Seal(t.about, b)
}

// parse reads a model file, of which it keeps data.
func parse(data string) (*Judge, error) {
	j := new(Judge)
	r, sum, err := modelKind.Open(data, &j.about)
	if err != nil {
		return nil, err
	}
	h := fnv.New32a()
	fmt.Fprint(h, sum, answerCues().Hash(), " ", questionCues().Hash())
	j.version = fmt.Sprintf("directness-1+%08x", h.Sum32())
	p := pair{question: text.New(""), answer: text.New("")}
	p.measure(&vectors{}, &p.measures)
	n := r.Uint16()
	if n != len(p.measures.values) {
		return nil, fmt.Errorf("%d measures, this candor has %d: train the model again", n, len(p.measures.values))
	}
	j.bias = pairOf{r.Float32(), r.Float32()}
	for range n {
		j.measures = append(j.measures, measureWeight{r.Float32(), pairOf{r.Float32(), r.Float32()}})
	}
	j.scale = r.Float64()
	j.terms = r.Table()
	j.trees = r.Trees(numClasses, n)
	j.vectors = vectors{unknown: r.Float32()}
	stems := r.Uint32()
	const size = 8 + 4 + dimensions
	entries := r.Take(size * min(stems, math.MaxUint32/size))
	if err := r.Close(); err != nil {
		return nil, err
	}
	j.vectors.of = make(map[stem]wordVector, stems)
	for ; entries != ""; entries = entries[size:] {
		head := []byte(entries[:12])
		rarity := float64(math.Float32frombits(binary.LittleEndian.Uint32(head[8:])))
		if math.IsNaN(rarity) || math.IsInf(rarity, 0) {
			return nil, errors.New("a word's rarity is no number")
		}
		j.vectors.of[stem(binary.LittleEndian.Uint64(head))] = wordVector{rarity, entries[12:size]}
	}
	return j, nil
}
