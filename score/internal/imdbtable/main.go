// Command imdbtable compiles the English model of github.com/cdipaolo/sentiment
// into the table that scorer imdb embeds, so that a program which scores needs
// neither that package nor a third of a second to restore its JSON.
//
//	go run ./internal/imdbtable imdb.table
//
// The counts of a word in negative and in positive reviews are kept exactly.
// Big-endian layout:
//
//	uint32          P, number of different pairs of counts
//	P × 2 × uint32  the pairs, negative and positive, in ascending order
//	2 × uint64      sum of the counts over all words, negative and positive
//	W × 7 bytes     the words in ascending order of the upper 40 bits of their
//	                text.ID: those 40 bits, then the uint16 number of the pair
package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"candor/text"

	"github.com/cdipaolo/sentiment"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: imdbtable FILE")
		os.Exit(2)
	}
	if err := compile(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "imdbtable:", err)
		os.Exit(2)
	}
}

type pair [2]uint32

type entry struct {
	key    uint64 // upper 40 bits of the word's ID
	word   string
	counts pair
}

func compile(file string) error {
	entries, err := restore()
	if err != nil {
		return err
	}
	for i := 1; i < len(entries); i++ {
		if entries[i-1].key == entries[i].key {
			return fmt.Errorf("%q and %q have the same key", entries[i-1].word, entries[i].word)
		}
	}
	pairs := distinct(entries)
	if len(pairs) > 1<<16 {
		return fmt.Errorf("%d pairs of counts do not fit in 16 bits", len(pairs))
	}
	return os.WriteFile(file, encode(entries, pairs), 0o644)
}

// restore returns the model's words in the order of their keys.
func restore() ([]entry, error) {
	models, err := sentiment.Restore()
	if err != nil {
		return nil, err
	}
	model := models[sentiment.English]
	if model == nil {
		return nil, fmt.Errorf("the package has no English model")
	}
	// The words of a model can only be listed by way of its JSON.
	data, err := model.Words.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var words map[string]struct{ Count pair }
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	entries := make([]entry, 0, len(words))
	for word, w := range words {
		entries = append(entries, entry{uint64(text.WordID(word)) >> 24, word, w.Count})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	return entries, nil
}

func distinct(entries []entry) []pair {
	pairs := make([]pair, len(entries))
	for i, e := range entries {
		pairs[i] = e.counts
	}
	slices.SortFunc(pairs, comparePairs)
	return slices.Compact(pairs)
}

func comparePairs(a, b pair) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }

func encode(entries []entry, pairs []pair) []byte {
	var totals [2]uint64
	for _, e := range entries {
		totals[0] += uint64(e.counts[0])
		totals[1] += uint64(e.counts[1])
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(len(pairs)))
	for _, p := range pairs {
		b = binary.BigEndian.AppendUint32(b, p[0])
		b = binary.BigEndian.AppendUint32(b, p[1])
	}
	b = binary.BigEndian.AppendUint64(b, totals[0])
	b = binary.BigEndian.AppendUint64(b, totals[1])
	for _, e := range entries {
		number, _ := slices.BinarySearchFunc(pairs, e.counts, comparePairs)
		key := binary.BigEndian.AppendUint64(nil, e.key)
		b = append(b, key[3:]...)
		b = binary.BigEndian.AppendUint16(b, uint16(number))
	}
	return b
}
