package apart

import (
	"strings"
	"unicode"

	"candor/transcript/cue"
	"candor/transcript/people"
	"candor/transcript/source"
)

// longParagraph is from how many bytes on a line is what somebody says.
const longParagraph = 60

// Titles puts a colon behind names and titles with which paragraphs begin and
// nothing else parts from the words: "Jane Doe Chief Executive Officer Thanks, and
// good morning." It gives nil where most paragraphs begin otherwise.
func Titles(src *source.Source) *source.Source {
	type head struct{ from, name, title int } // where the line begins, the name and the title end
	var heads []head
	paragraphs, names := 0, map[string]bool{}
	for line := range src.All() {
		if line.To-line.From < longParagraph {
			continue
		}
		paragraphs++
		text := src.Text[line.From:line.To]
		if name, title := titledStart(text); title > 0 {
			heads = append(heads, head{line.From, line.From + name, line.From + title})
			names[text[:name]] = true
		}
	}
	if len(names) < fewestNames || 10*len(heads) < 6*paragraphs {
		return nil
	}
	var out source.Decoder
	done := 0
	for _, h := range heads {
		out.Copy(src, done, h.name)
		out.Put(" - ", src.ByteOf(h.name))
		out.Copy(src, h.name+1, h.title)
		out.Put(":", src.ByteOf(h.title))
		done = h.title
	}
	out.Copy(src, done, len(src.Text))
	return out.Source(src)
}

// mostTitleWords is how many words a name and a title have at most.
const mostTitleWords = 16

// titledStart gives where the name and the title end with which a paragraph begins;
// title is 0 where none does.
func titledStart(text string) (name, title int) {
	at := 0
	for n := 0; n < mostTitleWords; n++ {
		word := people.FirstWord(text[at:])
		full, _, more := strings.Cut(text[at:], " ")
		if !more || word == "" || strings.HasSuffix(full, ":") { // a colon parts them
			return 0, 0
		}
		first := rune(word[0])
		lower := strings.ToLower(word)
		switch {
		case name == 0 && n > 0 && unicode.IsUpper(first) && (cue.TitleFirst.Has(lower) || cue.TitleBegins.Has(lower)):
			if !people.Plausible(text[:at-1]) || text[at-2] == ',' {
				return 0, 0
			}
			name = at - 1
		case name > 0 && text[at-2] != ',' && cue.SpeechStart.Has(strings.Trim(lower, ".!?'’")) && unicode.IsUpper(first) && people.IsTitle(text[name+1:at-1]):
			return name, at - 1
		case name > 0 && people.IsTitle(text[name+1:at-1]) && startsClause(lower):
			return name, at - 1
		case name == 0 && !unicode.IsUpper(first) && !people.IsSmallInName(word, n+1):
			return 0, 0
		}
		at += len(full) + 1
	}
	return 0, 0
}

// startsClause recognises the contractions with which people begin to speak.
func startsClause(lower string) bool {
	return cue.Count(lower, "'s", "’s", "i'm", "i’m", "we're", "we’re", "we've", "we’ve", "let's") > 0
}
