package score

import (
	_ "embed"
	"encoding/binary"
	"sort"
	"sync"

	"candor/text"
)

//go:generate go run ./internal/imdbtable imdb.table

// imdbTable is the English model of github.com/cdipaolo/sentiment: how often
// 117,448 words occur in 12,500 negative and as many positive film reviews. Its
// layout is described where it is made, in internal/imdbtable.
//
//go:embed imdb.table
var imdbTable string

// IMDb returns scorer "imdb": the film-review model of
// github.com/cdipaolo/sentiment, read as that package does not read it. The
// share of each class in all words is a divisor, so no word and no length leans
// to one side; a contraction is the one word it is in the training data; an
// answer that holds no known word is not scored. It knows what audiences like,
// not what investors do: a baseline.
func IMDb() Explainer { return imdb() }

var imdb = sync.OnceValue(func() *naiveBayes {
	table := openCountTable(imdbTable)
	return &naiveBayes{name: "imdb", version: "imdb-1", logOdds: table.logOdds}
})

// countTable looks words up where the table lies; only the few thousand
// different pairs of counts are read when it is opened.
type countTable struct {
	pairs []float64 // log-odds of each pair of counts
	words string
}

const wordSize = 5 + 2 // upper 40 bits of the ID, number of the pair

func openCountTable(s string) countTable {
	b := []byte(s[:4])
	n := int(binary.BigEndian.Uint32(b))
	pairs, rest := []byte(s[4:4+8*n]), s[4+8*n:]
	totals := []byte(rest[:16])
	table := countTable{make([]float64, n), rest[16:]}
	total := [2]uint64{binary.BigEndian.Uint64(totals), binary.BigEndian.Uint64(totals[8:])}
	for i := range table.pairs {
		count := [2]uint64{
			uint64(binary.BigEndian.Uint32(pairs[8*i:])),
			uint64(binary.BigEndian.Uint32(pairs[8*i+4:])),
		}
		table.pairs[i] = wordLogOdds(count, total, table.len())
	}
	return table
}

func (t *countTable) len() int { return len(t.words) / wordSize }

// key returns the upper 40 bits of the ID of word i.
func (t *countTable) key(i int) uint64 {
	w := t.words[i*wordSize : i*wordSize+5]
	return uint64(w[0])<<32 | uint64(w[1])<<24 | uint64(w[2])<<16 | uint64(w[3])<<8 | uint64(w[4])
}

func (t *countTable) logOdds(id text.ID) (odds float64, known bool) {
	key := uint64(id) >> 24
	i := sort.Search(t.len(), func(i int) bool { return t.key(i) >= key })
	if i == t.len() || t.key(i) != key {
		return 0, false
	}
	pair := t.words[i*wordSize+5 : (i+1)*wordSize]
	return t.pairs[int(pair[0])<<8|int(pair[1])], true
}
