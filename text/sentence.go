package text

// split finds the sentences: they end at . ! ? and at an empty line, not at
// the full stop of an abbreviation, an initial or a number. Behind a stop they
// begin with a capital, in a text that has any; in one that has next to no stops
// they end where a clause of its own begins.
func (d *Document) split() {
	first, stops := 0, 0
	d.flat = !d.hasCapitals()
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if d.broken && i > first && t.Space && t.Start-d.Tokens[i-1].End > 1 && emptyLine(d.Text[d.Tokens[i-1].End:t.Start]) {
			d.Sentences = append(d.Sentences, Sentence{first, i})
			first = i
		}
		if t.Kind == Punct && d.ends(i) {
			stops++
			last := i + 1
			for last < len(d.Tokens) && !d.Tokens[last].Space && isCloser(d.At(last)) {
				last++
			}
			if last > first {
				d.Sentences = append(d.Sentences, Sentence{first, last})
				first = last
			}
		}
	}
	if first < len(d.Tokens) {
		d.Sentences = append(d.Sentences, Sentence{first, len(d.Tokens)})
	}
	if len(d.Tokens) > withoutStop+perStop*stops {
		d.splitWithoutStops()
	}
}

// hasCapitals says whether a word other than "I" begins with a capital.
func (d *Document) hasCapitals() bool {
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Capital && t.End-t.Start > 1 {
			return true
		}
	}
	return false
}

const (
	// A text of more tokens than withoutStop, and perStop for each of its stops,
	// has lost its stops.
	withoutStop = 25
	perStop     = 60
	// shortestClause is the least number of tokens before a clause is a sentence
	// of its own in such a text.
	shortestClause = 6
)

// splitWithoutStops cuts the sentences of a text without stops, such as captions:
// before a capital that names nothing ("grew We raised"), and in a text without
// capitals before what begins a main clause: "and we", "so the", "but it's".
func (d *Document) splitWithoutStops() {
	whole := append([]Sentence(nil), d.Sentences...)
	d.Sentences = d.Sentences[:0]
	for _, s := range whole {
		first := s.First
		for i := s.First + 1; i < s.Last; i++ {
			t := &d.Tokens[i]
			if t.Kind != Word || !t.Space {
				continue
			}
			begins := t.Capital && starters[t.ID] && t.End-t.Start > 1
			if d.flat {
				begins = i-first >= shortestClause && i+1 < s.Last && joiners[t.ID] && subjects[d.Tokens[i+1].ID]
			}
			if begins {
				d.Sentences = append(d.Sentences, Sentence{first, i})
				first = i
			}
		}
		d.Sentences = append(d.Sentences, Sentence{first, s.Last})
	}
}

func emptyLine(gap string) bool {
	breaks := 0
	for i := 0; i < len(gap); i++ {
		if gap[i] == '\n' {
			breaks++
		}
	}
	return breaks > 1
}

func isCloser(s string) bool {
	switch s {
	case `"`, "'", "”", "’", ")", "]", "?", "!":
		return true
	}
	return false
}

// ends says whether the mark at i closes a sentence.
func (d *Document) ends(i int) bool {
	t := &d.Tokens[i]
	switch d.Text[t.Start] {
	case '!', '?':
		return true
	case '.':
	default:
		return false
	}
	next := i + 1
	for next < len(d.Tokens) && !d.Tokens[next].Space && isCloser(d.At(next)) {
		next++
	}
	if next == len(d.Tokens) {
		return true
	}
	n := &d.Tokens[next]
	if !n.Space {
		return false
	}
	if t.End-t.Start > 1 { // an ellipsis ends a sentence before a capital only
		return n.Capital || d.flat
	}
	if i > 0 && d.Tokens[i-1].Kind == Word && !t.Space {
		p := &d.Tokens[i-1]
		if abbreviations[p.ID] {
			return false
		}
		if p.End-p.Start == 1 && (p.Capital || d.flat && i > 1 && d.At(i-2) == ".") && d.Text[p.Start] != 'I' {
			// An initial ("Elon R. Musk") or the end of "U.S.": a sentence
			// only if what follows starts one plainly.
			return i > 1 && d.At(i-2) == "." && n.Capital && starters[n.ID]
		}
	}
	return n.Capital || d.flat || n.Kind != Word
}

func idSet(words ...string) map[ID]bool {
	set := make(map[ID]bool, len(words))
	for _, w := range words {
		set[WordID(w)] = true
	}
	return set
}

var abbreviations = idSet("mr", "mrs", "ms", "dr", "prof", "inc", "corp", "co", "ltd", "llc", "vs", "approx", "jr", "sr")

var starters = idSet("i", "we", "it", "so", "and", "but", "the", "this", "that", "in", "our", "they", "there", "you", "as", "if", "what", "on", "for", "which", "then", "now", "well", "yes", "no")

// joiners and subjects begin a main clause together.
var (
	joiners  = idSet("and", "so", "but", "because")
	subjects = idSet("we", "i", "they", "it", "our", "the", "that", "this", "there", "you", "he", "she", "those", "these", "what", "if", "in", "as")
)
