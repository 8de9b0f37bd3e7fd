package score

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"

	"candor/internal/model"
	"candor/score/polarity"
)

// The body of a model file, all numbers little-endian, behind a header that is
// Training in JSON:
//
//	8 bytes   float64: scale of the tables' weights
//	2 bytes   number of balances: new ones come last, so that older models read
//	          then that and one pairs of float32: the bias and the weights of the
//	          balances, for negative and for positive
//	twice     a model.Table: of terms, and of grams of letters
var modelKind = model.Kind{Magic: "candorM", Version: 1}

// OpenModel reads a model that candor train has written.
func OpenModel(file string) (*Model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m, err := parseModel(string(data), "model:"+file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// parseModel reads a model file, of which it keeps data.
func parseModel(data, name string) (*Model, error) {
	m := &Model{name: name, engine: polarity.Default()}
	r, sum, err := modelKind.Open(data, &m.about)
	if err != nil {
		return nil, err
	}
	m.version = fmt.Sprintf("model-1+%08x", sum)
	m.entries = entryKeys(m.engine)
	m.scale = r.Float64()
	n := r.Uint16()
	if n > numBalances {
		return nil, fmt.Errorf("%d balances, this candor knows %d: the model is of a newer one", n, numBalances)
	}
	m.bias = pair{r.Float32(), r.Float32()}
	for i := range n { // balances that came later weigh nothing
		m.weights[i] = pair{r.Float32(), r.Float32()}
	}
	m.terms, m.grams = r.Table(), r.Table()
	return m, r.Close()
}

// modelData is a model before it is written.
type modelData struct {
	about        Training
	bias         pair
	balances     [numBalances]pair
	terms, grams map[key]pair
}

// encode writes a model file.
func (d *modelData) encode() ([]byte, error) {
	largest := 0.0
	for _, weights := range []map[key]pair{d.terms, d.grams} {
		for _, w := range weights {
			largest = max(largest, math.Abs(w.negative), math.Abs(w.positive))
		}
	}
	scale := max(largest, 1e-9) / math.MaxInt16
	b := binary.LittleEndian.AppendUint64(nil, math.Float64bits(scale))
	b = binary.LittleEndian.AppendUint16(b, uint16(numBalances))
	for _, w := range append([]pair{d.bias}, d.balances[:]...) {
		b = model.AppendFloat32(model.AppendFloat32(b, w.negative), w.positive)
	}
	for _, weights := range []map[key]pair{d.terms, d.grams} {
		quantised := make(map[key]model.Weight, len(weights))
		for k, w := range weights {
			quantised[k] = model.Weight{int16(math.Round(w.negative / scale)), int16(math.Round(w.positive / scale))}
		}
		b = model.AppendTable(b, quantised)
	}
	return modelKind.Seal(d.about, b)
}
