package evaluation

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"

	"gonum.org/v1/gonum/floats"
)

// Part is how well a candidate did on some of the answers.
type Part struct {
	By, Name string // "length", "1-39 words"
	Answers  int
	Measures []Measure // those that have intervals, without these
}

// dimensions say of an answer which part it is in, "" for none.
var dimensions = map[string]func(*Answer) string{"length": lengthOf, "role": roleOf, "year": yearOf}

// Dimensions are the names that Study.By may hold.
func Dimensions() []string { return slices.Sorted(maps.Keys(dimensions)) }

func lengthOf(a *Answer) string {
	switch n := len(strings.Fields(a.Text)); {
	case n < 40:
		return "1-39 words"
	case n < 100:
		return "40-99 words"
	case n < 200:
		return "100-199 words"
	}
	return "200 words or more"
}

func roleOf(a *Answer) string {
	if a.Title == "" {
		return ""
	}
	if position := analysis.Position(&analysis.Record{Title: a.Title}); position != "" {
		return position
	}
	return "other"
}

// yearOf is the year in the name of the answer's call: "2021", or "1Q26".
func yearOf(a *Answer) string {
	for number := range strings.FieldsFuncSeq(a.Call, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(number); err == nil && n >= 1990 && n < 2100 {
			return number
		}
	}
	if i := strings.LastIndexAny(a.Call, "Qq"); i >= 0 && len(a.Call) >= i+3 {
		if n, err := strconv.Atoi(a.Call[i+1 : i+3]); err == nil {
			return strconv.Itoa(2000 + n)
		}
	}
	return ""
}

// leading is the number that a name begins with, 0 for none.
func leading(name string) int {
	digits := name[:len(name)-len(strings.TrimLeft(name, "0123456789"))]
	n, _ := strconv.Atoi(digits)
	return n
}

// parts measures the answers dimension by dimension, the parts in order of their
// names.
func (c *sentimentCases) parts(answers []Answer, by []string) []Part {
	var parts []Part
	for _, name := range by {
		first := len(parts)
		weights := map[string][]float64{}
		for i := range answers {
			part := dimensions[name](&answers[i])
			if part == "" {
				continue
			}
			if weights[part] == nil {
				weights[part] = make([]float64, len(answers))
				parts = append(parts, Part{By: name, Name: part})
			}
			weights[part][i] = 1
		}
		slices.SortFunc(parts[first:], func(a, b Part) int {
			return cmp.Or(cmp.Compare(leading(a.Name), leading(b.Name)), cmp.Compare(a.Name, b.Name))
		})
		for k := first; k < len(parts); k++ {
			part := &parts[k]
			for i, value := range c.measure(weights[part.Name]) {
				part.Measures = append(part.Measures, Measure{Name: measured[i], Value: value})
			}
			part.Answers = int(floats.Sum(weights[part.Name]))
		}
	}
	return parts
}
