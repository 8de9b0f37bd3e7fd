package training

import (
	"math"
	"slices"

	"candor/internal/learn"
	"candor/score/internal/features"
	"candor/text"
)

// unit says where a row is from.
type unit struct {
	example  int
	sentence int // of its document; -1 where the unit is the whole text
	words    int
	hash     features.Key // of its words
}

// counted is a term of a unit and how often it occurs.
type counted struct {
	key   features.Key
	times float32
}

// raw are the units before their terms have numbers.
type raw struct {
	terms    []counted
	ends     []int32 // of each unit's terms
	balances []features.Balances
}

// read makes a row of each sentence of the examples, or of each whole text.
func (t *trainer) read() {
	var r raw
	for i := range t.examples {
		e := &t.examples[i]
		t.firstUnit = append(t.firstUnit, len(t.units))
		d := text.Get(e.Text)
		t.reader.Reset(d)
		switch {
		case len(d.Sentences) == 0:
		case !t.bySentence:
			t.add(&r, 0, len(d.Sentences), e.Target, unit{example: i, sentence: -1})
		default:
			labels := align(d, e)
			for s := range d.Sentences {
				t.add(&r, s, s+1, labels[s], unit{example: i, sentence: s})
			}
		}
		d.Release()
	}
	t.firstUnit = append(t.firstUnit, len(t.units))
	t.number(r.terms)
	t.scaleBalances(r.balances)
	t.build(&r)
}

// add adds a unit; one without a target is not learned from.
func (t *trainer) add(r *raw, first, last int, target [3]float64, at unit) {
	u := t.reader.Unit(first, last)
	r.terms = t.terms(u, r.terms)
	r.ends = append(r.ends, int32(len(r.terms)))
	b := u.Balances
	for i := range b {
		if !t.options.has(BalancePart) || features.IsLength(i) && !t.options.has(LengthPart) {
			b[i] = 0
		}
	}
	r.balances = append(r.balances, b)
	at.words, at.hash = u.Words, u.Hash
	t.units = append(t.units, at)
	o := learn.Outcome{P: target}
	if target != [3]float64{} {
		o.Weight = t.examples[at.example].weight()
	}
	t.outcomes = append(t.outcomes, o)
}

// terms appends the terms of a unit, each once, in the order of their keys.
func (t *trainer) terms(u *features.Unit, into []counted) []counted {
	keys := t.unitKeys[:0]
	for i, key := range u.Terms {
		if t.options.has([...]Part{WordPart, PairPart, TriplePart}[u.Places[i].Size-1]) {
			keys = append(keys, key)
		}
	}
	if t.options.has(FindingPart) {
		for i := range u.Findings {
			entry, moved := t.reader.FindingKeys(&u.Findings[i])
			keys = append(keys, entry, moved)
		}
	}
	slices.Sort(keys)
	t.unitKeys = keys
	for i, k := range keys {
		if i > 0 && k == keys[i-1] {
			into[len(into)-1].times++
			continue
		}
		into = append(into, counted{k, 1})
	}
	return into
}

// number makes the vocabulary of the terms that are in enough units: the most
// frequent ones, where they are too many.
func (t *trainer) number(terms []counted) {
	all := make([]features.Key, len(terms))
	for i := range terms {
		all[i] = terms[i].key
	}
	slices.Sort(all)
	var units []int
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		if j-i >= t.leastUnits {
			t.keys = append(t.keys, all[i])
			units = append(units, j-i)
		}
		i = j
	}
	if least := leastOf(units, t.mostTerms); least > 0 {
		kept := 0
		for i, n := range units {
			if n >= least {
				t.keys[kept], units[kept] = t.keys[i], n
				kept++
			}
		}
		t.keys, units = t.keys[:kept], units[:kept]
	}
	for _, n := range units {
		t.rarity = append(t.rarity, rarity(len(t.units), n))
	}
}

// leastOf gives the number that at most so many of all reach.
func leastOf(units []int, most int) int {
	if len(units) <= most {
		return 0
	}
	sorted := slices.Clone(units)
	slices.Sort(sorted)
	return sorted[len(sorted)-most-1] + 1
}

// rarity is the smoothed inverse document frequency.
func rarity(units, with int) float64 {
	return math.Log(float64(units+1)/float64(with+1)) + 1
}

// scaleBalances sets what the balances are multiplied by, so that each varies
// alike; one that does not vary counts 0.
func (t *trainer) scaleBalances(balances []features.Balances) {
	var sums, squares features.Balances
	n := float64(len(balances))
	for i := range balances {
		for j, v := range balances[i] {
			sums[j] += v
			squares[j] += v * v
		}
	}
	for j := range t.balances {
		if variance := squares[j]/n - sums[j]*sums[j]/n/n; variance > 1e-9 {
			t.balances[j] = t.balance / math.Sqrt(variance)
		}
	}
}

// build makes the rows.
func (t *trainer) build(r *raw) {
	index := newFinder(t.keys)
	t.rows.Start = append(t.rows.Start, 0)
	add := func(feature int, value float64) {
		t.rows.Index = append(t.rows.Index, int32(feature))
		t.rows.Value = append(t.rows.Value, float32(value))
	}
	at := int32(0)
	for row, end := range r.ends {
		damped := termScale / features.Damped(t.units[row].words, t.smoothing)
		for ; at < end; at++ {
			if n := index.find(r.terms[at].key); n >= 0 {
				add(int(n), float64(r.terms[at].times)*t.rarity[n]*damped)
			}
		}
		for j, v := range r.balances[row] {
			if v*t.balances[j] != 0 {
				add(len(t.keys)+j, v*t.balances[j])
			}
		}
		t.rows.Start = append(t.rows.Start, int32(len(t.rows.Index)))
	}
}

// align gives each sentence of a document the label of the judged sentence that
// covers more than half of it; none where there is none. A text of one sentence
// without judged ones is judged itself.
func align(d *text.Document, e *Example) [][3]float64 {
	labels := make([][3]float64, len(d.Sentences))
	if len(e.Sentences) == 0 && len(d.Sentences) == 1 {
		labels[0] = e.Target
	}
	next := 0
	for s, sentence := range d.Sentences {
		start, end := int(d.Tokens[sentence.First].Start), int(d.Tokens[sentence.Last-1].End)
		for next < len(e.Sentences) && e.Sentences[next].End <= start {
			next++
		}
		for k := next; k < len(e.Sentences) && e.Sentences[k].Start < end; k++ {
			l := &e.Sentences[k]
			if 2*(min(l.End, end)-max(l.Start, start)) > end-start {
				labels[s] = l.Target
			}
		}
	}
	return labels
}

// finder numbers keys by open addressing.
type finder struct {
	keys  []features.Key
	slots []int32 // number + 1
	mask  uint64
}

func newFinder(keys []features.Key) *finder {
	size := 16
	for size < 2*len(keys) {
		size *= 2
	}
	f := &finder{keys, make([]int32, size), uint64(size - 1)}
	for i, k := range keys {
		at := f.first(k)
		for f.slots[at] != 0 {
			at = (at + 1) & f.mask
		}
		f.slots[at] = int32(i + 1)
	}
	return f
}

func (f *finder) first(k features.Key) uint64 { return (uint64(k) ^ uint64(k)>>32) & f.mask }

// find gives the number of a key, -1 for one that has none.
func (f *finder) find(k features.Key) int32 {
	for at := f.first(k); ; at = (at + 1) & f.mask {
		if n := f.slots[at]; n == 0 || f.keys[n-1] == k {
			return n - 1
		}
	}
}
