// Package mutant seeds fuzz targets with changed texts that are the same on every
// run, so that a finding in CI is of the change at hand and not of chance. Only
// tests import it.
package mutant

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Variable is the environment variable that says how many mutants Add makes for
// a target; without it they are few.
const Variable = "CANDOR_MUTANTS"

const few = 50

// Add seeds a fuzz target of one text: with the seeds, and with as many mutants
// of them as Variable says. "go test -run Fuzz" runs them all.
func Add(f *testing.F, seeds ...string) {
	f.Helper()
	count := few
	if value := os.Getenv(Variable); value != "" {
		var err error
		if count, err = strconv.Atoi(value); err != nil {
			f.Fatalf("%s: %v", Variable, err)
		}
	}
	for _, seed := range seeds {
		f.Add(seed)
	}
	for i := range count {
		f.Add(Mutant(seeds, uint64(i)))
	}
}

// pieces are what has meaning in one format or another.
var pieces = []string{"\n", "\n\n", "\r", "\r\n", "\u0085", "\u2028", " ", "\u00a0", "\t", ":", "--", " - ", "|", ";", ",", `"`, `\`, `\u0000`, "[", "]", "{", "}", "<", "</", ">", "&", "&#",
	"<!--", "**", "#", "=", "0", "-1", "1e999", "99999999999999999999", "00:00:00,000 --> 00:00:01,000", "\x00", "\xff", "\xef\xbb\xbf", "\u200b", "\u202e", "é", "你", "Operator", "Q - ", "null", "true"}

// Mutant gives the i-th mutant of the seeds, "" where there are none: one seed
// with one to four pieces deleted, doubled, moved in from another seed, put in,
// or cut off.
func Mutant(seeds []string, i uint64) string {
	if len(seeds) == 0 {
		return ""
	}
	random := rand.New(rand.NewPCG(1, i))
	text := seeds[random.IntN(len(seeds))]
	for range 1 + random.IntN(4) {
		from, to := span(random, text)
		switch random.IntN(6) {
		case 0:
			text = text[:from] + text[to:]
		case 1:
			text = text[:to] + text[from:]
		case 2:
			other := seeds[random.IntN(len(seeds))]
			start, end := span(random, other)
			text = text[:from] + other[start:end] + text[to:]
		case 3:
			text = text[:from] + pieces[random.IntN(len(pieces))] + text[from:]
		case 4:
			text = text[:from] + strings.Repeat(pieces[random.IntN(len(pieces))], 1+random.IntN(40)) + text[to:]
		default:
			text = text[:to]
		}
	}
	return text
}

// span gives a range of text: of some bytes, or of whole lines.
func span(random *rand.Rand, text string) (from, to int) {
	from = random.IntN(len(text) + 1)
	to = min(from+random.IntN(32), len(text))
	if random.IntN(2) == 0 {
		return from, to
	}
	from = strings.LastIndexByte(text[:from], '\n') + 1
	if end := strings.IndexByte(text[to:], '\n'); end >= 0 {
		return from, to + end + 1
	}
	return from, len(text)
}
