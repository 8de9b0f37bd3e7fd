package text

// split finds the sentences: they end at . ! ? and at an empty line, not at
// the full stop of an abbreviation, an initial or a number.
func (d *Document) split() {
	first := 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if i > first && t.Space && emptyLine(d.Text[d.Tokens[i-1].End:t.Start]) {
			d.Sentences = append(d.Sentences, Sentence{first, i})
			first = i
		}
		if t.Kind == Punct && d.ends(i) {
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
		return n.Capital
	}
	if i > 0 && d.Tokens[i-1].Kind == Word && !t.Space {
		p := &d.Tokens[i-1]
		if abbreviations[p.ID] {
			return false
		}
		if p.End-p.Start == 1 && p.Capital && d.Text[p.Start] != 'I' {
			// An initial ("Elon R. Musk") or the end of "U.S.": a sentence
			// only if what follows starts one plainly.
			return i > 1 && d.At(i-2) == "." && n.Capital && starters[n.ID]
		}
	}
	return n.Capital || n.Kind != Word
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
