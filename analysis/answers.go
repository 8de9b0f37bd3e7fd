package analysis

import (
	"cmp"
	"strings"

	"candor/transcript/call"
)

// Answers are what statistics are made of: of each record that counts its call,
// its values in the dimensions and its terms in the metrics, in columns, so that
// a call takes a few kilobytes and no text is kept. The zero value is empty and
// ready. An answer is named by its index, from 0, in the order they were added.
type Answers struct {
	Calls    []Call
	Versions Versions // of what the first record was made with, none for a profile

	call     []int32     // of each answer, index in Calls
	names    [][]int32   // of each stored dimension, of each answer: index in texts
	topics   []topicPart // of all answers, one after the other
	ends     []int32     // of each answer: where its topics end
	sums     []column    // numerator of each metric
	bases    []column    // value of each base
	units    [numUnits]judgedUnits
	exchange string // that was added last
	texts    []string
	textAt   map[string]int32
	callAt   map[Call]int32
	records  []*Record // nil where numbers alone are kept
	turns    *turns    // the same
}

// topicPart is a topic of an answer, with its weight.
type topicPart struct {
	name   int32
	weight float64
}

// column holds numbers in no more memory than they need: counts in two bytes.
type column struct {
	counts []uint16
	floats []float64 // in place of counts, from the first on that is no count
}

func (c *column) add(x float64) {
	if c.floats == nil {
		if 0 <= x && x < 1<<16 && x == float64(uint16(x)) {
			c.counts = append(c.counts, uint16(x))
			return
		}
		c.floats = make([]float64, len(c.counts), len(c.counts)+1)
		for i, n := range c.counts {
			c.floats[i] = float64(n)
		}
		c.counts = nil
	}
	c.floats = append(c.floats, x)
}

func (c *column) at(i int) float64 {
	if c.floats != nil {
		return c.floats[i]
	}
	return float64(c.counts[i])
}

// AnswersOf gives the answers of records, which its groups can give again.
func AnswersOf(records []*Record) *Answers {
	a := new(Answers)
	a.Add(records)
	a.records = records
	return a
}

// Len counts the answers.
func (a *Answers) Len() int { return len(a.call) }

// Add keeps the numbers of records, which need not be kept.
func (a *Answers) Add(records []*Record) {
	for _, r := range records {
		a.addRecord(r)
	}
}

func (a *Answers) addRecord(r *Record) {
	if a.Versions == (Versions{}) {
		a.Versions = Versions{strings.Clone(r.Versions.Model), strings.Clone(r.Versions.Lexicon), strings.Clone(r.Versions.Taxonomy), strings.Clone(r.Versions.Directness)}
	}
	a.addUnits(r)
	a.add(r.Call, func(d *Dimension) string { return d.of(r) }, ByTopic.Values(r), func(m *Metric) float64 { return m.sumOf(r) }, func(b *Base) float64 { return b.of(r) })
}

// add appends an answer; its terms are asked for metric by metric.
func (a *Answers) add(call Call, name func(*Dimension) string, topics []Weighted, sum func(*Metric) float64, base func(*Base) float64) {
	if a.names == nil {
		a.names, a.sums, a.bases = make([][]int32, len(storedDimensions)), make([]column, len(Metrics)), make([]column, len(bases))
	}
	a.call = append(a.call, a.callOf(call))
	for i, d := range storedDimensions {
		a.names[i] = append(a.names[i], a.intern(name(d)))
	}
	for _, t := range topics {
		a.topics = append(a.topics, topicPart{a.intern(t.Key), t.Weight})
	}
	a.ends = append(a.ends, int32(len(a.topics)))
	for i, b := range bases {
		a.bases[i].add(base(b))
	}
	for i, m := range Metrics {
		a.sums[i].add(sum(m))
	}
}

// AppendCalls adds those answers of other whose call is kept; nil keeps all.
func (a *Answers) AppendCalls(other *Answers, keep func(Call) bool) {
	a.Versions = cmp.Or(a.Versions, other.Versions)
	kept := make([]bool, len(other.Calls))
	for i, c := range other.Calls {
		kept[i] = keep == nil || keep(c)
	}
	first := a.unitCounts()
	for i, call := range other.call {
		if !kept[call] {
			continue
		}
		a.add(other.Calls[call], func(d *Dimension) string { return other.Key(i, d) }, other.valuesOf(i, ByTopic), func(m *Metric) float64 { return other.sums[m.at].at(i) },
			func(b *Base) float64 { return other.bases[b.at].at(i) })
		a.copyUnits(other, i, first)
		a.copyTurn(other, i)
	}
}

// Append adds the answers of other.
func (a *Answers) Append(other *Answers) { a.AppendCalls(other, nil) }

// callOf gives the index of c, whose texts are copied: they may lie in a file's memory.
func (a *Answers) callOf(c Call) int32 {
	if i, ok := a.callAt[c]; ok {
		return i
	}
	if a.callAt == nil {
		a.callAt = map[Call]int32{}
	}
	for _, s := range []*string{&c.ID, &c.Company, &c.Ticker, &c.Period, &c.Date, &c.Source} {
		*s = a.texts[a.intern(*s)]
	}
	a.callAt[c] = int32(len(a.Calls))
	a.Calls = append(a.Calls, c)
	return int32(len(a.Calls) - 1)
}

func (a *Answers) intern(s string) int32 {
	if known, ok := a.textAt[s]; ok {
		return known
	}
	if a.textAt == nil {
		a.textAt = map[string]int32{}
	}
	s = strings.Clone(s)
	a.textAt[s] = int32(len(a.texts))
	a.texts = append(a.texts, s)
	return a.textAt[s]
}

// Key gives the value of an answer in a dimension, of its topics the first.
func (a *Answers) Key(answer int, d *Dimension) string {
	if d.ofCall != nil {
		return d.ofCall(&a.Calls[a.call[answer]])
	}
	return a.texts[a.names[d.stored][answer]]
}

// valuesOf gives the values of an answer in a dimension: by topic each of its
// topics with its weight, else one that weighs 1.
func (a *Answers) valuesOf(answer int, d *Dimension) []Weighted {
	if d != ByTopic {
		return []Weighted{{a.Key(answer, d), 1}}
	}
	first := int32(0)
	if answer > 0 {
		first = a.ends[answer-1]
	}
	var values []Weighted
	for _, t := range a.topics[first:a.ends[answer]] {
		values = append(values, Weighted{a.texts[t.name], t.weight})
	}
	return values
}

// Counted picks the records that statistics are made of: those of the section
// ("" for all) that are no procedure. A draft counts with the Q&A: it is all there is.
func Counted(records []Record, section call.Section) []*Record {
	var out []*Record
	for i := range records {
		if r := &records[i]; !r.Procedure && counts(r.Section, section) {
			out = append(out, r)
		}
	}
	return out
}

// counts tells whether what stands in a section is counted where that one is.
func counts(stands, counted call.Section) bool {
	return counted == "" || stands == counted || counted == call.QA && stands == call.Draft
}
