package wording

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"candor/internal/procedure"
	"candor/text"
	"candor/transcript/call"
)

// Sentence is one of a call, by its words.
type Sentence struct {
	Text    string
	Speaker string
	Line    int
	words   []text.ID
}

// fewestWords is how long a sentence is that is looked for: "We did." stands in any
// call.
const fewestWords = 5

// Sentences gives the sentences of a turn that say something of the business, those
// of a few words left out.
func Sentences(turn *call.Turn) []Sentence {
	d := text.New(turn.Text)
	var out []Sentence
	for i, kind := range procedure.Sentences(d, nil) {
		if kind.Is() {
			continue
		}
		of := d.Sentences[i]
		start := int(d.Tokens[of.First].Start)
		s := Sentence{Speaker: turn.Speaker.Name, Line: turn.Places.At(start).Line}
		for k := of.First; k < of.Last; k++ {
			t := &d.Tokens[k]
			if t.Skip > 0 {
				k += int(t.Skip) - 1
				continue
			}
			if t.Kind == text.Word || t.Kind == text.Clitic || t.Kind == text.Number {
				s.words = append(s.words, t.ID)
			}
		}
		if len(s.words) >= fewestWords {
			s.Text = turn.Text[start:d.Tokens[of.Last-1].End]
			out = append(out, s)
		}
	}
	return out
}

// Repeated is what of a call stands in the one before.
type Repeated struct {
	Exactly, Nearly int
	Sentences       int // of the call
	// New are the sentences that do not stand there, Dropped those of the call before
	// that stand here no more, Reworded the pairs that are nearly the same. All are in
	// the order of their call.
	New, Dropped []Sentence
	Reworded     [][2]Sentence
}

// Share is how much of the call stands in the one before, NaN-free: 0 of nothing.
func (r *Repeated) Share() float64 {
	if r.Sentences == 0 {
		return 0
	}
	return float64(r.Exactly+r.Nearly) / float64(r.Sentences)
}

// nearly is how many of the longer sentence's words stand in the other in the same
// order, where two are nearly the same.
const nearly = 0.8

// postings bounds how many sentences a pair of words is looked up in: what stands in
// more tells none of them. candidates bounds how many are compared with a sentence.
const (
	postings   = 32
	candidates = 4
)

// Again finds the sentences of a call in the one before. A sentence is found by the
// pairs of words that it shares with others, so the work grows with the calls.
func Again(before, now []Sentence) Repeated {
	r := Repeated{Sentences: len(now)}
	x := indexOf(before)
	used := map[string]bool{} // the sentences of before that stand in now
	for i := range now {
		key := now[i].key()
		if x.same[key] {
			r.Exactly++
			used[key] = true
		} else if best := x.nearest(&now[i]); best >= 0 {
			r.Nearly++
			r.Reworded = append(r.Reworded, [2]Sentence{before[best], now[i]})
			used[before[best].key()] = true
		} else {
			r.New = append(r.New, now[i])
		}
	}
	for i := range before {
		if !used[before[i].key()] {
			r.Dropped = append(r.Dropped, before[i])
		}
	}
	return r
}

// key is the same for the same words.
func (s *Sentence) key() string {
	var b []byte
	for _, w := range s.words {
		b = binary.BigEndian.AppendUint64(b, uint64(w))
	}
	return string(b)
}

// index finds sentences by their words.
type index struct {
	sentences []Sentence
	same      map[string]bool
	pairs     map[[2]text.ID][]int32
	shared    []int // pairs with the sentence that is looked for; zero between
}

func indexOf(sentences []Sentence) *index {
	x := &index{sentences: sentences, same: map[string]bool{}, pairs: map[[2]text.ID][]int32{}, shared: make([]int, len(sentences))}
	for i := range sentences {
		x.same[sentences[i].key()] = true
		w := sentences[i].words
		for k := 1; k < len(w); k++ {
			pair := [2]text.ID{w[k-1], w[k]}
			if of := x.pairs[pair]; len(of) <= postings && (len(of) == 0 || of[len(of)-1] != int32(i)) {
				x.pairs[pair] = append(of, int32(i))
			}
		}
	}
	return x
}

// nearest gives the sentence that is most nearly the same, -1 for none.
func (x *index) nearest(s *Sentence) int {
	var met []int32
	for k := 1; k < len(s.words); k++ {
		of := x.pairs[[2]text.ID{s.words[k-1], s.words[k]}]
		if len(of) > postings {
			continue
		}
		for _, i := range of {
			if x.shared[i]++; x.shared[i] == 1 {
				met = append(met, i)
			}
		}
	}
	slices.SortFunc(met, func(a, b int32) int { return cmp.Or(cmp.Compare(x.shared[b], x.shared[a]), cmp.Compare(a, b)) })
	best, most := -1, 0.0
	for _, i := range met[:min(len(met), candidates)] {
		if share := inOrder(x.sentences[i].words, s.words); share >= nearly && share > most {
			best, most = int(i), share
		}
	}
	for _, i := range met {
		x.shared[i] = 0
	}
	return best
}

// inOrder is the share of the longer sentence's words that stand in the other in the
// same order: the longest common subsequence.
func inOrder(a, b []text.ID) float64 {
	longer := max(len(a), len(b))
	if float64(min(len(a), len(b))) < nearly*float64(longer) {
		return 0
	}
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for k := range b {
			above := row[k+1]
			if a[i] == b[k] {
				row[k+1] = diagonal + 1
			} else {
				row[k+1] = max(above, row[k])
			}
			diagonal = above
		}
	}
	return float64(row[len(b)]) / float64(longer)
}

// Marked writes a sentence with what stands in it in place of another's words: what is
// gone in [-…-], what is new in {+…+}, as git marks words.
func Marked(before, now string) string {
	a, b := strings.Fields(before), strings.Fields(now)
	// lengths[i][k] is that of the longest common subsequence of a[i:] and b[k:].
	lengths := make([][]int, len(a)+1)
	for i := range lengths {
		lengths[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if a[i] == b[k] {
				lengths[i][k] = lengths[i+1][k+1] + 1
			} else {
				lengths[i][k] = max(lengths[i+1][k], lengths[i][k+1])
			}
		}
	}
	var out, gone, came []string
	flush := func() {
		if len(gone) > 0 {
			out = append(out, "[-"+strings.Join(gone, " ")+"-]")
		}
		if len(came) > 0 {
			out = append(out, "{+"+strings.Join(came, " ")+"+}")
		}
		gone, came = nil, nil
	}
	i, k := 0, 0
	for i < len(a) || k < len(b) {
		switch {
		case i < len(a) && k < len(b) && a[i] == b[k]:
			flush()
			out = append(out, b[k])
			i, k = i+1, k+1
		case k == len(b) || i < len(a) && lengths[i+1][k] >= lengths[i][k+1]:
			gone = append(gone, a[i])
			i++
		default:
			came = append(came, b[k])
			k++
		}
	}
	flush()
	return strings.Join(out, " ")
}
