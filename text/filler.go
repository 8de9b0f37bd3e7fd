package text

// mark finds what carries nothing where it stands: fillers with the marks that
// belong to them, transcribers' notes, words said twice, and short asides
// between commas or dashes. See Token.
func (d *Document) mark() {
	opening := -1                    // the comma or dash at which an aside may begin
	var one, two, three ID = 0, 0, 0 // the IDs before
	tokens := d.Tokens
	for i := 0; i < len(tokens); i++ {
		id := tokens[i].ID
		if (id == one || id == two || id == three) && d.repeats(i) {
			opening = -1
		}
		one, two, three = id, one, two
		if !noted.may(id) && tokens[i].Kind != Note {
			continue
		}
		if t := &tokens[i]; t.Kind == Punct && d.Text[t.Start] != '(' {
			opening = d.aside(opening, i)
		} else if t.Skip = d.filler(i); t.Skip > 0 {
			d.soften(i)
			i += int(t.Skip) - 1
			one, two, three = 0, 0, 0
		}
	}
}

// aside looks whether the mark i closes what the mark opening opened, and gives
// the mark that may open the next one.
func (d *Document) aside(opening, i int) int {
	t := &d.Tokens[i]
	if t.ID != idComma && !d.dash(i) {
		return -1
	}
	if opening >= 0 && i-opening <= longestAside+1 && d.Tokens[opening].ID == t.ID {
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

// filler gives the number of tokens of the filler or note at token i, 0 where
// there is none.
func (d *Document) filler(i int) uint8 {
	t := &d.Tokens[i]
	switch {
	case t.Kind == Note:
		return 1
	case t.Kind == Punct:
		if d.follows(i+1, idClose) && transcribed[d.Tokens[i+1].ID] {
			return 3
		}
	case t.ID == idYou || t.ID == idI:
		if (d.follows(i, idKnow) && t.ID == idYou || d.follows(i, idMean) && t.ID == idI) && (i == 0 || !beforeYouKnow[d.Tokens[i-1].ID]) {
			return 2
		}
	case hesitations[t.ID] && !d.joined(i):
		return 1
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
	d.soften(first)
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

// sieve holds a few IDs: it may take others for one of them, seldom, but is quick.
type sieve [16]uint64

func newSieve(ids ...ID) (s sieve) {
	for id := range hesitations {
		ids = append(ids, id)
	}
	for _, id := range ids {
		s.add(id)
	}
	return s
}

func (s *sieve) add(id ID) { s[id>>6&15] |= 1 << (id & 63) }

func (s *sieve) may(id ID) bool { return s[id>>6&15]>>(id&63)&1 != 0 }

var (
	idComma, idClose, idHyphen, idDashes, idEnDash, idEmDash = WordID(","), WordID(")"), WordID("-"), WordID("--"), WordID("–"), WordID("—")
	idYou, idKnow, idI, idMean                               = WordID("you"), WordID("know"), WordID("i"), WordID("mean")

	// noted has the IDs that mark has to look at, and few others.
	noted = newSieve(idComma, idHyphen, idDashes, idEnDash, idEmDash, idYou, idI, WordID("("), WordID("."), WordID("?"), WordID("!"), WordID(";"), WordID(":"))

	hesitations = idSet("uh", "um", "uhm", "umm", "uhh", "er", "erm", "eh", "ah", "hm", "hmm", "mm", "mmm")
	// What stands in round brackets where a transcriber heard badly.
	transcribed = idSet("ph", "inaudible", "indiscernible", "sp", "unintelligible", "laughter", "crosstalk", "audio", "technical")
	// Behind these "you know" and "I mean" say what they say.
	beforeYouKnow = idSet("do", "did", "does", "as", "if", "let", "to", "n't", "not", "never", "will", "'ll", "would", "'d", "should", "may", "might",
		"can", "could", "must", "what", "how", "whether", "before", "than", "until", "than", "whatever", "everything", "all", "like", "hope", "sure")
	restarted = idSet("i", "we", "it", "that", "this", "they", "you", "he", "she", "there", "the", "a", "an", "to", "of", "in", "on", "for", "with",
		"at", "by", "and", "but", "or", "so", "if", "is", "are", "was", "our", "my", "its", "their", "as", "be", "have", "do", "what")
)
