// Package norms says what calls usually look like: how each metric is distributed
// over many calls, by section, role, topic and how much was said, so that a value
// can be held against those of groups as large as its own.
//
// Norms are sums of integers: those of two sets of calls add up (Norms.Merge) to
// those of both, the same bytes in whatever order and on however many machines.
// They hold no text and no name but those of topics and publishers.
package norms

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"candor/analysis"
	"candor/transcript/call"
)

// Of is what a distribution is of.
type Of string

// A value is of all answers of a call, of those of one speaker in a call, by the
// office that the speaker holds, of those on one topic in a call, or of one answer.
const (
	Call      Of = "call"
	CEO       Of = "CEO"
	CFO       Of = "CFO"
	Executive Of = "executive" // anybody else of the company
	Topic     Of = "topic"
	Answer    Of = "answer"
)

// Ofs lists them.
var Ofs = []Of{Call, CEO, CFO, Executive, Topic, Answer}

// Stratum names a distribution.
type Stratum struct {
	Section call.Section `json:"section"`
	Of      Of           `json:"of"`
	// Topic narrows those of topics to one; "" for all topics together.
	Topic string `json:"topic,omitempty"`
	// Size is the class of how much was said, by its least number (Sizes): of answers in
	// the Q&A, of words in the prepared remarks and for Answer. 0 is any.
	Size int `json:"size,omitempty"`
	// Year and Publisher narrow those of whole calls of any size. With a Size, the year is
	// the one at whose level a value is held against all years (Norms.Distribution).
	Year      string `json:"year,omitempty"`
	Publisher string `json:"publisher,omitempty"`
}

var (
	answerSizes = []int{1, 2, 3, 5, 9, 17, 33, 65}
	wordSizes   = []int{1, 25, 50, 100, 200, 400, 800, 1600, 3200, 6400}
)

// Sizes gives the classes of the stratum's size, each by its least number.
func (s Stratum) Sizes() []int {
	if s.InWords() {
		return wordSizes
	}
	return answerSizes
}

// InWords tells that size counts words: prepared remarks are few long turns.
func (s Stratum) InWords() bool { return s.Of == Answer || s.Section == call.Prepared }

// Sized gives the stratum of the class that n is in.
func (s Stratum) Sized(n int) Stratum {
	for _, size := range s.Sizes() {
		if size <= n {
			s.Size = size
		}
	}
	return s
}

// Norms are the distributions of calls. The zero value is empty and ready.
type Norms struct {
	MadeBy     analysis.Versions // what scored the calls
	Answers    int               // that count, in the Q&A and the prepared remarks
	Years      map[string]int    // calls by year; "" where it is not known
	Publishers map[string]int    // calls by publisher, as whoever made the norms names them

	// Mostly says what sort of calls they mostly are, "" where nobody said so.
	Mostly string

	signatures map[uint64]bool // of the calls
	strata     map[Stratum][]cell
	packed     *packed                   // in place of signatures and strata, until they are added to
	unfit      map[*analysis.Metric]bool // see For
	past       []analysis.Group          // by speaker, see With
}

// Calls counts the calls.
func (n *Norms) Calls() int { return len(n.signatures) + n.packed.calls() }

// Has tells whether a call is among those that the norms are made of; it is known
// by what is said in it.
func (n *Norms) Has(records []analysis.Record) bool {
	signature := Signature(records)
	return n.signatures[signature] || n.packed.has(signature)
}

// For gives the norms for values that were made with these versions: of metrics
// that other models or lexicons make, they tell nothing. The built-in norms go with
// the built-in models and lexicons.
func (n *Norms) For(v analysis.Versions) *Norms {
	if n == nil {
		return nil
	}
	fit := *n
	fit.unfit = map[*analysis.Metric]bool{}
	for _, m := range analysis.Metrics {
		for _, maker := range m.MadeBy {
			version := v.Version(maker)
			if version != n.MadeBy.Version(maker) && (n != Default() || version != builtInVersions().Version(maker)) {
				fit.unfit[m] = true
			}
		}
	}
	return &fit
}

var builtInVersions = sync.OnceValue(func() analysis.Versions { return analysis.Default().Versions() })

// Signature tells what is said in a call from what is said in others: 48 bits of
// FNV-1a of the words of all turns; two of a million calls have the same with a
// probability of one in 500.
func Signature(records []analysis.Record) uint64 {
	sum := fnv.New64a()
	for i := range records {
		for word := range strings.FieldsSeq(records[i].Text) {
			sum.Write([]byte(word)) // to memory, which does not fail
			sum.Write([]byte{0})
		}
	}
	const bits = 48
	return sum.Sum64() >> (64 - bits)
}

// LeftOut tells whether a call belongs to the share of one in so many that norms
// are not made of, so that they can be held against it; 0 leaves none out.
func LeftOut(signature uint64, oneIn int) bool {
	if oneIn <= 0 {
		return false
	}
	// FNV's low bits are good, but the signature is of texts and fixed: mix it once more.
	sum := fnv.New64a()
	sum.Write(binary.LittleEndian.AppendUint64(nil, signature))
	return sum.Sum64()>>32%uint64(oneIn) == 0
}

// ErrAgain says that a call is in both of the norms to merge.
var ErrAgain = errors.New("norms: a call is in both")

// ErrOthers says that norms to merge were made by other models or lexicons.
var ErrOthers = errors.New("norms: made by other models or lexicons")

// Merge adds the calls of other. It is ErrAgain when a call is in both and
// ErrOthers when they were scored otherwise; then nothing is added.
func (n *Norms) Merge(other *Norms) error {
	if other.Calls() == 0 {
		return nil
	}
	n.unpack()
	other = other.unpacked()
	for s := range other.signatures {
		if n.signatures[s] {
			return ErrAgain
		}
	}
	if n.Calls() == 0 {
		n.MadeBy, n.Mostly = other.MadeBy, other.Mostly
		n.Years, n.Publishers, n.signatures, n.strata = map[string]int{}, map[string]int{}, map[uint64]bool{}, map[Stratum][]cell{}
	}
	if n.MadeBy != other.MadeBy {
		return ErrOthers
	}
	n.Answers += other.Answers
	addCounts(n.Years, other.Years)
	addCounts(n.Publishers, other.Publishers)
	for s := range other.signatures {
		n.signatures[s] = true
	}
	for stratum, cells := range other.strata {
		into := n.cells(stratum)
		for i := range cells {
			into[i].merge(&cells[i])
		}
	}
	return nil
}

func addCounts(into, from map[string]int) {
	for name, count := range from {
		into[name] += count
	}
}

// YearsKnown lists the years of the calls, and PublishersKnown their publishers,
// without those of which neither is known.
func (n *Norms) YearsKnown() []string { return known(n.Years) }

// PublishersKnown lists the publishers; see YearsKnown.
func (n *Norms) PublishersKnown() []string { return known(n.Publishers) }

func known(counts map[string]int) []string {
	names := slices.Sorted(maps.Keys(counts))
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// Basis says in a line what calls the norms are made of.
func (n *Norms) Basis() string {
	line := count(n.Calls(), "call")
	if years := n.YearsKnown(); len(years) > 0 {
		line += " of " + years[0]
		if last := years[len(years)-1]; last != years[0] {
			line += " to " + last
		}
	}
	names := n.PublishersKnown()
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(n.Publishers[b], n.Publishers[a]) })
	for i, name := range names {
		names[i] = name + " " + thousands(n.Publishers[name])
	}
	if len(names) > 0 {
		line += " (" + strings.Join(names, ", ") + ")"
	}
	if n.Mostly != "" {
		line += ", " + n.Mostly
	}
	return line
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// cells gives the cells of a stratum, a metric each, to add to.
func (n *Norms) cells(s Stratum) []cell {
	cells, ok := n.strata[s]
	if !ok {
		cells = make([]cell, len(analysis.Metrics))
		n.strata[s] = cells
	}
	return cells
}

// Strata lists the distributions there are: the Q&A first, whole calls before
// their parts, small before large.
func (n *Norms) Strata() []Stratum {
	all := n.eachStratum()
	slices.SortFunc(all, compareStrata)
	return all
}

// metricAt is the place of each metric among analysis.Metrics.
var metricAt = func() map[*analysis.Metric]int {
	at := map[*analysis.Metric]int{}
	for i, m := range analysis.Metrics {
		at[m] = i
	}
	return at
}()
