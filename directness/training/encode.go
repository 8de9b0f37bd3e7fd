package training

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"candor/directness"
	"candor/directness/internal/pair"
	"candor/internal/learn"
	"candor/internal/model"
)

// pairOf holds weights for evaded and for partial, against direct.
type pairOf struct{ evaded, partial float64 }

func against(x []float64, factor float64) pairOf {
	return pairOf{(x[Evaded] - x[Direct]) * factor, (x[Partial] - x[Direct]) * factor}
}

func (p pairOf) append(b []byte) []byte {
	return model.AppendFloat32(model.AppendFloat32(b, p.evaded), p.partial)
}

// raise adds what Options.Raise says where the place is known, of which the measure
// is 0 or 1.
func (t *trainer) raise(bias *pairOf, weights []pairOf) {
	at := slices.Index(t.measures.names, pair.KnownPlace)
	r, mean := t.options.Raise, t.measures.mean[at]
	weights[at].evaded += r.Evaded
	weights[at].partial += r.Partial
	bias.evaded += r.Evaded * mean
	bias.partial += r.Partial * mean
}

// encode writes the form that stands at directness.ModelKind.
func (t *trainer) encode(w *learn.Weights, nothing nothingWeights) ([]byte, error) {
	measures := len(t.measures.names)
	b := binary.LittleEndian.AppendUint16(nil, uint16(measures))
	bias, weights := against(w.Bias, 1), make([]pairOf, measures)
	for j := range weights {
		weights[j] = against(w.Values[j], t.measures.factor[j])
	}
	t.raise(&bias, weights)
	b = bias.append(b)
	for j, mean := range t.measures.mean {
		b = weights[j].append(model.AppendFloat32(b, mean))
	}
	terms, largest := make([]pairOf, t.terms.Size()), 1e-9
	for i := range terms {
		terms[i] = against(w.Values[measures+i], termScale*t.rarity(i))
		largest = max(largest, math.Abs(terms[i].evaded), math.Abs(terms[i].partial))
	}
	scale := largest / math.MaxInt16
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(scale))
	quantised := make(map[model.Key]model.Weight, len(terms))
	for i, k := range t.terms.Keys {
		quantised[k] = model.Weight{int16(math.Round(terms[i].evaded / scale)), int16(math.Round(terms[i].partial / scale))}
	}
	b = model.AppendTable(b, quantised)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(t.turn.names)))
	b = model.AppendFloat32(b, nothing.bias)
	for j, mean := range t.turn.mean {
		b = model.AppendFloat32(model.AppendFloat32(b, mean), nothing.values[j])
	}
	b = model.AppendFloat32(b, t.vectors.Unknown)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(t.vectors.Of)))
	for _, s := range slices.Sorted(maps.Keys(t.vectors.Of)) {
		w := t.vectors.Of[s]
		b = binary.LittleEndian.AppendUint64(b, uint64(s))
		b = append(model.AppendFloat32(b, w.Rarity), w.At...)
	}
	return directness.ModelKind.Seal(t.about, b)
}
