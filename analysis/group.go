package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/transcript"
)

// Group is the records that share a key, in order.
type Group struct {
	Key     string // "" where the records do not tell
	Records []*Record
	Words   int
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

// Key gives the value of a record in the dimension. A record's topic is its first.
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

// GroupBy groups records, most words first, equal ones by key.
func GroupBy(records []*Record, d Dimension) []Group {
	index := map[string]int{}
	var groups []Group
	for _, r := range records {
		key := d.Key(r)
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, Group{Key: key})
		}
		groups[i].Records = append(groups[i].Records, r)
		groups[i].Words += r.Words
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Words, a.Words), cmp.Compare(a.Key, b.Key))
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
func Counted(records []Record, section transcript.Section) []*Record {
	var out []*Record
	for i := range records {
		if r := &records[i]; !r.Trivial && (section == "" || r.Section == section) {
			out = append(out, r)
		}
	}
	return out
}
