package apart

import (
	"iter"
	"strings"

	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// Lines puts speakers on lines of their own in a call that has lost its lines, by
// colons or as sentences, whichever makes more of them. It gives nil where no call is
// written so.
func Lines(src *source.Source) *source.Source {
	colons, sentences := Colons(src), Sentences(src)
	if colons == nil || sentences != nil && len(sentences.Lines) > len(colons.Lines) {
		return sentences
	}
	return colons
}

// Colons puts speakers on lines of their own in a call that has lost its lines:
// "... for the numbers. Jane Doe: Thank you. ..." A name begins a sentence at
// least once; then it may also stand behind words without a full stop. It gives nil
// where no call is written so.
func Colons(words *source.Source) *source.Source {
	if strings.Contains(strings.TrimSpace(words.Text), "\n") {
		return nil
	}
	names := map[string]bool{}
	for start, end := range colons(words.Text) {
		if name := words.Text[start:end]; source.EndsSentence(words.Text[max(0, start-4):start]) && !endsInInitial(words.Text[:start]) {
			names[name] = names[name] || !holdsSentence(name) && people.MayName(people.Parse(name))
		}
	}
	var out source.Decoder
	done, named := 0, 0 // how far it is copied, and the last name's end
	for start, end := range colons(words.Text) {
		if start > named && end > named && names[words.Text[start:end]] {
			out.Copy(words, done, start-1)
			out.Put("\n", words.ByteOf(start-1))
			done, named = start, end
		}
	}
	if done == 0 {
		return nil
	}
	out.Copy(words, done, len(words.Text))
	return out.Source(words)
}

// holdsSentence tells "Thanks Bill. Jane Doe" from "Jane A. Doe Jr.".
func holdsSentence(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if len(word) > len("A.") && !naming.IsSuffix(word) && source.EndsSentence(word) && !strings.HasSuffix(name, word) {
			return true
		}
	}
	return false
}

// endsInInitial tells "Jane A. " from the end of a sentence.
func endsInInitial(text string) bool {
	text = strings.TrimRight(text, " ")
	n := len(text)
	return n > 1 && text[n-1] == '.' && 'A' <= text[n-2] && text[n-2] <= 'Z' && (n == 2 || text[n-3] == ' ' || text[n-3] == '.')
}

// colons yields, for each colon, the stretches before it that could be a name,
// with title and firm: from the beginning of each of the last words, longest first.
func colons(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for end := 0; end < len(text); end++ {
			if text[end] != ':' {
				continue
			}
			for start := max(0, end-people.LongestName); start < end; start++ {
				if start > 0 && text[start-1] != ' ' || text[start] == ' ' {
					continue
				}
				if !yield(start, end) {
					return
				}
			}
		}
	}
}
