package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// Dimension is what answers are grouped by.
type Dimension struct {
	Name string // as in flags, JSON, CSV and rules
	// of gives the value of a record, of a record's topics the first.
	of func(*Record) string
	// ofCall gives it where it follows from the call alone, else nil.
	ofCall func(*Call) string
	stored int // index in storedDimensions where it does not
}

// The dimensions.
var (
	ByCall    = &Dimension{Name: "call", ofCall: func(c *Call) string { return c.ID }}
	ByCompany = &Dimension{Name: "company", ofCall: func(c *Call) string { return c.Company }}
	ByPeriod  = &Dimension{Name: "period", ofCall: func(c *Call) string { return c.Period }}
	BySpeaker = &Dimension{Name: "speaker", of: func(r *Record) string { return r.Speaker }}
	ByRole    = &Dimension{Name: "role", of: Position}
	ByTopic   = &Dimension{Name: "topic", of: firstTopic}
	BySection = &Dimension{Name: "section", of: func(r *Record) string { return string(r.Section) }}
	ByAsker   = &Dimension{Name: "asker", of: func(r *Record) string { return r.Asker }}
	ByFirm    = &Dimension{Name: "firm", of: func(r *Record) string { return r.AskerFirm }}

	// Together puts all answers of a call, or of several, in one group without a
	// name. Its rows are those "by call".
	Together = &Dimension{Name: ByCall.Name, ofCall: func(*Call) string { return "" }}
)

// Dimensions lists what records can be grouped by.
var Dimensions = []*Dimension{ByCall, ByCompany, ByPeriod, BySpeaker, ByRole, ByTopic, BySection, ByAsker, ByFirm}

// storedDimensions differ from answer to answer; the others follow from the call.
var storedDimensions = storedOf(Dimensions)

func storedOf(dimensions []*Dimension) (stored []*Dimension) {
	for _, d := range dimensions {
		if d.of != nil {
			d.stored = len(stored)
			stored = append(stored, d)
		}
	}
	return stored
}

// String gives the name.
func (d *Dimension) String() string { return d.Name }

// MarshalText writes the name.
func (d *Dimension) MarshalText() ([]byte, error) { return []byte(d.Name), nil }

// DimensionNamed finds a dimension; an unknown name is an error.
func DimensionNamed(name string) (*Dimension, error) {
	i := slices.IndexFunc(Dimensions, func(d *Dimension) bool { return d.Name == name })
	if i < 0 {
		names := make([]string, len(Dimensions))
		for i, d := range Dimensions {
			names[i] = d.Name
		}
		return nil, fmt.Errorf("cannot group by %q; known: %s", name, strings.Join(names, ", "))
	}
	return Dimensions[i], nil
}

// ParseDimensions reads "speaker,topic"; an unknown name is an error.
func ParseDimensions(list string) ([]*Dimension, error) {
	var out []*Dimension
	for name := range strings.SplitSeq(list, ",") {
		d, err := DimensionNamed(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out, nil
}

// Key gives the value of a record in the dimension, of a record's topics the
// first.
func (d *Dimension) Key(r *Record) string {
	if d.ofCall != nil {
		return d.ofCall(&r.Call)
	}
	return d.of(r)
}

// Weighted is a value in a dimension, and how much of a record has it.
type Weighted struct {
	Key    string
	Weight float64
}

// Values gives the values of a record in the dimension: its topics with their
// weights, which add up to at most 1; else one value that weighs 1.
func (d *Dimension) Values(r *Record) []Weighted {
	if d != ByTopic || len(r.Topics) == 0 {
		return []Weighted{{d.Key(r), 1}}
	}
	values := make([]Weighted, len(r.Topics))
	for i, t := range r.Topics {
		values[i] = Weighted{t.Name, t.Weight}
	}
	return values
}

func firstTopic(r *Record) string {
	if len(r.Topics) == 0 {
		return ""
	}
	return r.Topics[0].Name
}

// Position gives the office that a record's speaker holds, as "CEO" or "CFO"
// where the title tells, else the role.
func Position(r *Record) string {
	title := strings.ToLower(r.Title)
	for _, office := range []struct{ name, long string }{
		{"CFO", "chief financial"}, {"COO", "chief operating"}, {"CTO", "chief technology"}, {"CEO", "chief executive"},
	} {
		if strings.Contains(title, office.long) || hasWord(title, strings.ToLower(office.name)) {
			return office.name
		}
	}
	return string(r.Role)
}

func hasWord(s, word string) bool {
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if field == word {
			return true
		}
	}
	return false
}
