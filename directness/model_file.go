package directness

import (
	"fmt"
	"hash/fnv"
	"math"

	"candor/directness/internal/pair"
	"candor/internal/model"
)

// Training says what a model was made from.
type Training struct {
	Source   string              `json:"source,omitempty"`
	Examples int                 `json:"examples"`
	Shares   [numClasses]float64 `json:"shares"` // of evaded, partial and direct among the answers read in their exchange
	Penalty  float64             `json:"penalty"`
	Seed     uint64              `json:"seed"`
	Without  []string            `json:"without,omitempty"`
}

// ModelKind is the kind of file that a model is kept in: after a header, a
// Training, come
//
//   - the number of measures (2 bytes); the bias towards evaded and partial; for
//     each measure its mean and its two weights
//   - the scale of the terms' weights (8 bytes) and their table
//   - the number of the turn's measures (2 bytes); the bias towards nothing to
//     judge; for each its mean and weight
//   - the rarity of an unknown stem; the number of stems (4 bytes); for each its
//     hash (8 bytes), rarity and vector, in the order of the hashes
//
// All numbers but these are float32, little-endian.
var ModelKind = model.Kind{Magic: "candorD", Version: 3}

// Parse reads the content of a model file, of which it keeps data.
func Parse(data string) (*Judge, error) {
	j := new(Judge)
	r, sum, err := ModelKind.Open(data, &j.about)
	if err != nil {
		return nil, err
	}
	h := fnv.New32a()
	fmt.Fprint(h, sum, pair.Hash())
	j.version = fmt.Sprintf("directness-3+%08x", h.Sum32())
	measures, turn := pair.MeasureNames()
	if n := r.Uint16(); n != len(measures) {
		return nil, fmt.Errorf("%d measures, this candor has %d: train the model again", n, len(measures))
	}
	j.bias = pairOf{r.Float32(), r.Float32()}
	for range measures {
		j.measures = append(j.measures, measureWeight{r.Float32(), pairOf{r.Float32(), r.Float32()}})
	}
	j.scale = r.Float64()
	j.terms = r.Table()
	if n := r.Uint16(); n != len(turn) {
		return nil, fmt.Errorf("%d measures of a turn, this candor has %d: train the model again", n, len(turn))
	}
	j.nothingBias = r.Float32()
	for range turn {
		j.nothing = append(j.nothing, nothingWeight{r.Float32(), r.Float32()})
	}
	if err := j.readVectors(r); err != nil {
		return nil, err
	}
	return j, nil
}

func (j *Judge) readVectors(r *model.Reader) (err error) {
	unknown := r.Float32()
	table := r.Take(pair.VectorSize * min(r.Uint32(), math.MaxUint32/pair.VectorSize))
	if err := r.Close(); err != nil {
		return err
	}
	j.vectors, err = pair.OpenVectors(table, unknown)
	return err
}
