package training

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"candor/text"
	"candor/topic/internal/taxonomy"
)

// found is a word of the examples with its further forms.
type found struct {
	head  string
	forms []string
}

// functionWords say nothing of what a text is about.
var functionWords = wordSet(`the a an of to in and or is are was were be been i we you they it he she that
this these those our your their my me us them its as at on for with by from so but if then than have has had
do does did will would can could should may might just about what how which who when where there here not no
very really also some any all more most much many one kind sort of bit little think know going go gonna get got
gets see look like said say well yes yeah okay ok great thanks thank question guy guys sure right again let up
out into over`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// findWords gives the words of the examples, but for function words and names,
// that occur in enough calls or in terms of f, with their forms. Words are in
// order.
func findWords(examples []Example, f *taxonomy.File, leastCalls int) []found {
	all := map[string]*family{}
	d := new(text.Document)
	for i := range examples {
		for _, s := range []string{examples[i].Answer, examples[i].Question} {
			d.Reset(s)
			addWords(all, d, examples[i].Call)
		}
	}
	inTerms := map[string]bool{} // their stems
	for _, e := range f.Topics {
		for term := range e.Terms {
			for _, w := range strings.Fields(term) {
				inTerms[stem(w)] = true
				if fam := all[stem(w)]; fam != nil {
					fam.forms[w] += 0 // a form, even where the examples do not have it
				}
			}
		}
	}
	var words []found
	for _, s := range slices.Sorted(maps.Keys(all)) {
		if fam := all[s]; inTerms[s] || len(fam.calls) >= leastCalls && !fam.name() {
			words = append(words, fam.found())
		}
	}
	return words
}

// family is the words of one stem.
type family struct {
	forms        map[string]int
	calls        map[string]bool
	upper, lower int // within sentences
}

func addWords(all map[string]*family, d *text.Document, call string) {
	for _, sentence := range d.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			word := strings.ToLower(d.At(i))
			if d.Tokens[i].Kind != text.Word || len(word) < 2 || functionWords[word] || strings.ContainsFunc(word, notLetter) {
				continue
			}
			s := stem(word)
			fam := all[s]
			if fam == nil {
				fam = &family{forms: map[string]int{}, calls: map[string]bool{}}
				all[s] = fam
			}
			fam.forms[word]++
			fam.calls[call] = true
			switch {
			case i == sentence.First:
			case d.Tokens[i].Capital:
				fam.upper++
			default:
				fam.lower++
			}
		}
	}
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// name says whether the word nearly always has a capital within sentences.
func (f *family) name() bool { return f.upper >= 4*max(1, f.lower) }

// found gives the family with its most frequent form as head.
func (f *family) found() found {
	forms := slices.Sorted(maps.Keys(f.forms))
	slices.SortStableFunc(forms, func(a, b string) int { return cmp.Compare(f.forms[b], f.forms[a]) })
	return found{forms[0], slices.Sorted(slices.Values(forms[1:]))}
}

var suffixes = []string{"ingly", "ments", "ment", "ings", "ing", "ed"}

// stem joins the forms of a word. It only groups them: no stem is shown, and
// words of one stem are listed in the taxonomy, where a reader can part them.
func stem(word string) string {
	if len(word) >= 4 {
		switch {
		case strings.HasSuffix(word, "ies") && len(word) > 4:
			word = word[:len(word)-3] + "y"
		case hasSuffix(word, "sses", "ches", "shes", "xes"):
			word = word[:len(word)-2]
		case strings.HasSuffix(word, "s") && !hasSuffix(word, "ss", "us", "is"):
			word = word[:len(word)-1]
		}
	}
	for _, suffix := range suffixes {
		base, ok := strings.CutSuffix(word, suffix)
		if !ok || len(base) < 4 {
			continue
		}
		last := base[len(base)-1]
		if (suffix == "ing" || suffix == "ed") && last == base[len(base)-2] && last != 's' && last != 'l' {
			base = base[:len(base)-1]
		}
		return strings.TrimRight(base, "e")
	}
	if len(word) > 4 {
		word = strings.TrimRight(word, "e")
	}
	return word
}

func hasSuffix(word string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(word, s) })
}

// addForms gives the words their forms, and terms of f that are thereby the
// same become one, with the largest of their weights in each topic.
func addForms(f *taxonomy.File, words []found) {
	if f.Forms == nil {
		f.Forms, f.Heads = map[string][]string{}, map[string]string{}
	}
	for _, w := range words {
		for _, form := range w.forms {
			if _, taken := f.Heads[form]; taken || form == w.head || f.Forms[form] != nil || f.Heads[w.head] != "" {
				continue
			}
			f.Heads[form] = w.head
			f.Forms[w.head] = append(f.Forms[w.head], form)
		}
	}
	for _, e := range f.Topics {
		terms := map[string]float64{}
		for term, weight := range e.Terms {
			terms[headed(f, term)] = max(weight, terms[headed(f, term)])
		}
		e.Terms = terms
	}
}

// headed gives a term in the forms that head their words.
func headed(f *taxonomy.File, term string) string {
	words := strings.Fields(term)
	for i, w := range words {
		if head, ok := f.Heads[w]; ok {
			words[i] = head
		}
	}
	return strings.Join(words, " ")
}

// yaml writes f as Load reads it, heaviest terms first.
func yaml(f *taxonomy.File) []byte {
	b := fmt.Appendf(nil, "# Written by candor train topics; docs/topics.md says how. Edit it freely: a weight is\n"+
		"# what the natural logarithm of one term's count plus one adds to a topic's score.\nreplace: true\nversion: %q\ntopics:\n", f.Version)
	used := map[string]bool{}
	for _, e := range f.Topics {
		b = fmt.Appendf(b, "- name: %s\n  covers: %s\n  bias: %g\n", quoted(e.Name), quoted(e.Covers), e.Bias)
		if len(e.Terms) > 0 {
			b = append(b, "  terms:\n"...)
		}
		terms := slices.Sorted(maps.Keys(e.Terms))
		slices.SortStableFunc(terms, func(x, y string) int { return cmp.Compare(e.Terms[y], e.Terms[x]) })
		for _, term := range terms {
			b = fmt.Appendf(b, "    %s: %g\n", quoted(term), e.Terms[term])
			for _, w := range strings.Fields(term) {
				used[w] = true
			}
		}
	}
	begun := false
	for _, head := range slices.Sorted(maps.Keys(used)) {
		if forms := f.Forms[head]; len(forms) > 0 {
			if !begun {
				b = append(b, "forms:\n"...)
				begun = true
			}
			list := make([]string, len(forms))
			for i, form := range forms {
				list[i] = quoted(form)
			}
			b = fmt.Appendf(b, "  %s: [%s]\n", quoted(head), strings.Join(list, ", "))
		}
	}
	return b
}

// quoted quotes what YAML would not read as plain text.
func quoted(s string) string {
	plain := !strings.ContainsFunc(s, func(r rune) bool { return notLetter(r) && r != ' ' && r != '-' }) && s != "" && s[0] != '-' && s[len(s)-1] != ' ' && s[0] != ' '
	switch s {
	case "on", "off", "yes", "no", "null", "true", "false", "y", "n":
		plain = false
	}
	if plain {
		return s
	}
	return strconv.Quote(s)
}
