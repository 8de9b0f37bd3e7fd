package text

// mark finds what carries nothing where it stands: fillers with the marks that
// belong to them, transcribers' notes, words said twice, and short asides
// between commas or dashes. See Token.
func (d *Document) mark() {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		switch t.Kind {
		case Note:
			t.Skip = 1
		case Word:
			if (i == 0 || !d.repeats(i)) && t.End-t.Start <= longestFiller {
				t.Skip = d.filler(i)
			}
		case Punct:
			if d.Text[t.Start] == '(' && i+2 < len(d.Tokens) && d.Tokens[i+2].ID == idClose && transcribed[d.Tokens[i+1].ID] {
				t.Skip = 3
			}
		}
	}
	opening := -1 // the comma or dash at which an aside may begin
	for i := 0; i < len(d.Tokens); i++ {
		if t := &d.Tokens[i]; t.Skip > 0 {
			d.soften(i)
			i += int(t.Skip) - 1
		} else if t.Kind == Punct {
			opening = d.aside(opening, i)
		}
	}
}

// aside looks whether the mark i closes what the mark opening opened, and gives
// the mark that may open the next one.
func (d *Document) aside(opening, i int) int {
	t := &d.Tokens[i]
	switch {
	case d.Text[t.Start] == '(' || d.Text[t.Start] == ')':
		return opening
	case t.ID != idComma && !d.dash(i):
		return -1
	case opening >= 0 && i-opening <= longestAside+1 && d.Tokens[opening].ID == t.ID:
		d.Tokens[opening].Aside = uint8(i - opening + 1)
	}
	return i
}

func (d *Document) dash(i int) bool {
	id := d.Tokens[i].ID
	return id == idDashes || id == idEmDash || id == idEnDash || id == idHyphen && d.Tokens[i].Space
}

// longestAside bounds the tokens of an aside, without its marks.
const longestAside = 6

// longestFiller is the length of the longest first word of a filler in bytes.
const longestFiller = 4

// filler gives the number of tokens of the filler at token i, 0 where there is none.
func (d *Document) filler(i int) uint8 {
	t := &d.Tokens[i]
	switch d.Text[t.Start] | 0x20 {
	case 'u', 'e', 'a', 'h', 'm':
		if t.End-t.Start == 1 {
			return 0
		}
		if c := d.Text[t.Start+1] | 0x20; (c == 'h' || c == 'm' || c == 'r') && hesitations[t.ID] && !d.joined(i) {
			return 1
		}
	case 'y':
		if t.ID == idYou && d.follows(i, idKnow) && (i == 0 || !beforeYouKnow[d.Tokens[i-1].ID]) {
			return 2
		}
	case 'i':
		if t.ID == idI && d.follows(i, idMean) && (i == 0 || !beforeYouKnow[d.Tokens[i-1].ID]) {
			return 2
		}
	}
	return 0
}

func (d *Document) follows(i int, id ID) bool { return i+1 < len(d.Tokens) && d.Tokens[i+1].ID == id }

// joined says whether token i hangs together with another by a hyphen: "uh-huh".
func (d *Document) joined(i int) bool {
	return i+1 < len(d.Tokens) && !d.Tokens[i+1].Space && d.Tokens[i+1].ID == idHyphen
}

// repeats marks what token i says again: "we, we think", "it's -- it's hard". Only
// words without content are taken for false starts.
func (d *Document) repeats(i int) bool {
	last := i - 1 // the last token of what may be said again
	if d.Tokens[last].Kind == Punct && last > 0 && (d.Tokens[last].ID == idComma || d.dash(last)) {
		last--
	}
	first := last
	if d.Tokens[last].Kind == Clitic && last > 0 && d.follows(i, d.Tokens[last].ID) {
		first--
	}
	t := &d.Tokens[first]
	if t.ID != d.Tokens[i].ID || t.Skip > 0 || !restarted[t.ID] {
		return false
	}
	t.Skip = uint8(i - first)
	return true
}

// soften marks the comma or dash before token i, which is skipped, and takes the
// one behind it in, or softens it where it stands alone.
func (d *Document) soften(i int) {
	t := &d.Tokens[i]
	before := i == 0 // a mark, or the start of the text
	if i > 0 {
		before = d.softMark(i-1) || d.Tokens[i-1].Kind == Punct
	}
	if after := i + int(t.Skip); after < len(d.Tokens) && (d.Tokens[after].ID == idComma || d.dash(after)) {
		if before {
			t.Skip++
		} else {
			d.softMark(after)
		}
	}
}

func (d *Document) softMark(i int) bool {
	if d.Tokens[i].ID != idComma && !d.dash(i) {
		return false
	}
	d.Tokens[i].Soft = true
	return true
}

var (
	idComma, idClose, idHyphen, idDashes, idEnDash, idEmDash = WordID(","), WordID(")"), WordID("-"), WordID("--"), WordID("–"), WordID("—")
	idYou, idKnow, idI, idMean                               = WordID("you"), WordID("know"), WordID("i"), WordID("mean")

	hesitations = idSet("uh", "um", "uhm", "umm", "uhh", "er", "erm", "eh", "ah", "hm", "hmm", "mm", "mmm")
	// What stands in round brackets where a transcriber heard badly.
	transcribed = idSet("ph", "inaudible", "indiscernible", "sp", "unintelligible", "laughter", "crosstalk", "audio", "technical")
	// Behind these "you know" and "I mean" say what they say.
	beforeYouKnow = idSet("do", "did", "does", "as", "if", "let", "to", "n't", "not", "never", "will", "'ll", "would", "'d", "should", "may", "might",
		"can", "could", "must", "what", "how", "whether", "before", "than", "until", "than", "whatever", "everything", "all", "like", "hope", "sure")
	restarted = idSet("i", "we", "it", "that", "this", "they", "you", "he", "she", "there", "the", "a", "an", "to", "of", "in", "on", "for", "with",
		"at", "by", "and", "but", "or", "so", "if", "is", "are", "was", "our", "my", "its", "their", "as", "be", "have", "do", "what")
)
