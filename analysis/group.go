package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/stats"
	"candor/transcript/call"
)

// Group is the records that share a key, in order.
type Group struct {
	Key     string // "" where the records do not tell
	Records []*Record
	// Weights says how much each record counts: 1, but by topic the weight of
	// the topic.
	Weights []float64
}

// Add adds a record.
func (g *Group) Add(r *Record, weight float64) {
	g.Records, g.Weights = append(g.Records, r), append(g.Weights, weight)
}

// Sum adds up what of says of the records, each by its weight.
func (g *Group) Sum(of func(*Record) float64) float64 {
	sum := 0.0
	for i, r := range g.Records {
		sum += g.Weights[i] * of(r)
	}
	return sum
}

// Words counts the records' words, each by its weight.
func (g *Group) Words() float64 { return g.Sum(func(r *Record) float64 { return float64(r.Words) }) }

// Sample gives the records' terms of a metric to the statistics, one unit a
// record, numerator and denominator by its weight.
func (g *Group) Sample(m *Metric) stats.Sample {
	s := m.Sample(g.Records)
	for i, w := range g.Weights {
		s.Numerators[i] *= w
		s.Denominators[i] *= w
	}
	return s
}

// Dimension is what records are grouped by.
type Dimension string

// Dimensions lists what records can be grouped by.
var Dimensions = []Dimension{"call", "company", "period", "speaker", "role", "topic", "section", "asker", "firm"}

// ParseDimensions reads "speaker,topic"; an unknown name is an error.
func ParseDimensions(list string) ([]Dimension, error) {
	var out []Dimension
	for name := range strings.SplitSeq(list, ",") {
		d := Dimension(strings.TrimSpace(name))
		if !slices.Contains(Dimensions, d) {
			return nil, fmt.Errorf("cannot group by %q; known: %s", d, join(Dimensions))
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out, nil
}

func join(dimensions []Dimension) string {
	names := make([]string, len(dimensions))
	for i, d := range dimensions {
		names[i] = string(d)
	}
	return strings.Join(names, ", ")
}

// Weighted is a value in a dimension, and how much of a record has it.
type Weighted struct {
	Key    string
	Weight float64
}

// Values gives the values of a record in the dimension: its topics with their
// weights, which add up to at most 1; else one value that weighs 1.
func (d Dimension) Values(r *Record) []Weighted {
	if d != "topic" || len(r.Topics) == 0 {
		return []Weighted{{d.Key(r), 1}}
	}
	values := make([]Weighted, len(r.Topics))
	for i, t := range r.Topics {
		values[i] = Weighted{t.Name, t.Weight}
	}
	return values
}

// Key gives the value of a record in the dimension, of a record's topics the
// first.
func (d Dimension) Key(r *Record) string {
	switch d {
	case "call":
		return r.Call.ID
	case "company":
		return r.Call.Company
	case "period":
		return r.Call.Period
	case "speaker":
		return r.Speaker
	case "role":
		return Position(r)
	case "topic":
		if len(r.Topics) > 0 {
			return r.Topics[0].Name
		}
	case "section":
		return string(r.Section)
	case "asker":
		return r.Asker
	case "firm":
		return r.AskerFirm
	}
	return ""
}

// GroupBy groups records, most words first, equal ones by key. By topic a record
// is in the group of each of its topics, and counts there by the topic's weight.
func GroupBy(records []*Record, d Dimension) []Group {
	index := map[string]int{}
	var groups []Group
	for _, r := range records {
		for _, v := range d.Values(r) {
			i, ok := index[v.Key]
			if !ok {
				i = len(groups)
				index[v.Key] = i
				groups = append(groups, Group{Key: v.Key})
			}
			groups[i].Add(r, v.Weight)
		}
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Words(), a.Words()), cmp.Compare(a.Key, b.Key))
	})
	return groups
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

// Counted picks the records that statistics are made of: those of the section
// ("" for all) that are not trivial.
func Counted(records []Record, section call.Section) []*Record {
	var out []*Record
	for i := range records {
		if r := &records[i]; !r.Trivial && (section == "" || r.Section == section) {
			out = append(out, r)
		}
	}
	return out
}
