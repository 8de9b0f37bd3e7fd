package score

import "candor/text"

// Complexity gives the school grade from which on a text is easily read, by the
// Automated Readability Index (Smith and Senter 1967, AMRL-TR-66-220):
//
//	4.71 characters/words + 0.5 words/sentences - 21.43
//
// and 0 where that is below, or where there are no words. It counts letters, not
// syllables, which no rule tells for certain. Sentences are those that a
// transcriber has made of the speech; fillers and notes count as they stand.
// Characters are those of words and numbers without marks.
func Complexity(d *text.Document) float64 {
	if d.Words == 0 {
		return 0
	}
	characters, sentences := 0, 0
	for _, s := range d.Sentences {
		spoken := false
		for i := s.First; i < s.Last; i++ {
			if k := d.Tokens[i].Kind; k == text.Word || k == text.Clitic || k == text.Number {
				spoken = true
				characters += letters(d.At(i))
			}
		}
		if spoken {
			sentences++
		}
	}
	words := float64(d.Words)
	return max(4.71*float64(characters)/words+0.5*words/float64(max(sentences, 1))-21.43, 0)
}

// letters counts letters and digits; bytes that go on a letter count with it.
func letters(s string) (n int) {
	for i := range len(s) {
		if c := s[i]; c >= 0xC0 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			n++
		}
	}
	return n
}

// Numbers counts the numbers among a text's words: what begins with a digit, as
// "12.5", "2,000" and "3rd" do, years too. Numbers in words do not count.
func Numbers(d *text.Document) (n int) {
	for i := range d.Tokens {
		if d.Tokens[i].Kind == text.Number {
			n++
		}
	}
	return n
}
