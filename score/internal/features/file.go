package features

import (
	"encoding/binary"
	"fmt"
	"math"

	"candor/internal/model"
)

// Model is the weights of a sentiment model. A unit's logits are a constant and
// the sum of the weights of its terms, divided by Damped, and of its balances.
type Model struct {
	// Answers, where there is one, makes an answer's sentiment of that of its
	// sentences, which are the units. Without it the whole text is the unit.
	Answers   *Rule
	Smoothing float64 // of Damped
	Terms     model.Table
	Scale     float64 // of the table's weights
	Bias      Pair
	Balances  [NumBalances]Pair
}

// The body of a model file, all numbers little-endian, behind a header in JSON:
//
//	2 bytes   number of balances, then that and one pairs of float32: the bias
//	          and the weights of the balances, for negative and for positive
//	2 bytes   number of measures of the rule for answers, 0 without one, then that
//	          and one pairs of float32: its bias and the weights of its measures;
//	          and the factors of the labels negative and positive
//	8 bytes   float64: smoothing
//	8 bytes   float64: scale of the table's weights
//	          a model.Table of the terms
var kind = model.Kind{Magic: "candorM", Version: 2}

// Encode writes a model file of m, whose Terms and Scale are made of terms.
func (m *Model) Encode(header any, terms map[Key]Pair) ([]byte, error) {
	largest := 0.0
	for _, w := range terms {
		largest = max(largest, math.Abs(w.Negative), math.Abs(w.Positive))
	}
	scale := max(largest, 1e-9) / math.MaxInt16
	quantised := make(map[Key]model.Weight, len(terms))
	for k, w := range terms {
		q := model.Weight{int16(math.Round(w.Negative / scale)), int16(math.Round(w.Positive / scale))}
		if q != (model.Weight{}) {
			quantised[k] = q
		}
	}
	b := appendPairs(nil, m.Bias, m.Balances[:])
	if m.Answers == nil {
		b = append(b, 0, 0)
	} else {
		b = appendPairs(b, m.Answers.Bias, m.Answers.Weights[:])
		b = appendPair(b, m.Answers.Emphasis)
	}
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(m.Smoothing))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(scale))
	return kind.Seal(header, model.AppendTable(b, quantised))
}

func appendPairs(b []byte, bias Pair, pairs []Pair) []byte {
	b = appendPair(binary.LittleEndian.AppendUint16(b, uint16(len(pairs))), bias)
	for _, p := range pairs {
		b = appendPair(b, p)
	}
	return b
}

func appendPair(b []byte, p Pair) []byte {
	return model.AppendFloat32(model.AppendFloat32(b, p.Negative), p.Positive)
}

// Decode reads a model file, of which it keeps data, fills in its header and
// gives its checksum.
func Decode(data string, header any) (m *Model, sum uint32, err error) {
	r, sum, err := kind.Open(data, header)
	if err != nil {
		return nil, 0, err
	}
	m = new(Model)
	if n := r.Uint16(); n != NumBalances {
		return nil, 0, fmt.Errorf("%d balances, this candor has %d: train the model again", n, NumBalances)
	}
	m.Bias = readPairs(r, m.Balances[:])
	if n := r.Uint16(); n == NumMeasures {
		m.Answers = new(Rule)
		m.Answers.Bias = readPairs(r, m.Answers.Weights[:])
		m.Answers.Emphasis = readPair(r)
	} else if n != 0 {
		return nil, 0, fmt.Errorf("%d measures of answers, this candor has %d: train the model again", n, NumMeasures)
	}
	m.Smoothing, m.Scale = r.Float64(), r.Float64()
	if !(m.Smoothing > 0) {
		r.Fail(fmt.Errorf("smoothing is %g", m.Smoothing))
	}
	m.Terms = r.Table()
	return m, sum, r.Close()
}

func readPairs(r *model.Reader, into []Pair) (bias Pair) {
	bias = readPair(r)
	for i := range into {
		into[i] = readPair(r)
	}
	return bias
}

func readPair(r *model.Reader) Pair {
	return Pair{Negative: r.Float32(), Positive: r.Float32()}
}

// Logits gives the logits of a unit.
func (m *Model) Logits(r *Reader, u *Unit) Pair {
	var sum model.Sum
	m.Terms.AddAll(&sum, u.Terms)
	for i := range u.Findings {
		entry, moved := r.FindingKeys(&u.Findings[i])
		sum.Add(m.Terms.Weight(entry))
		sum.Add(m.Terms.Weight(moved))
	}
	z := m.Bias
	z.Add(Pair{Negative: float64(sum[0]), Positive: float64(sum[1])}, m.Scale/Damped(u.Words, m.Smoothing))
	for i, value := range u.Balances {
		if value != 0 {
			z.Add(m.Balances[i], value)
		}
	}
	return z
}

// TermWeight gives the weight of a term in a unit of n words.
func (m *Model) TermWeight(k Key, n int) Pair {
	w, factor := m.Terms.Weight(k), m.Scale/Damped(n, m.Smoothing)
	return Pair{Negative: float64(w[0]) * factor, Positive: float64(w[1]) * factor}
}
