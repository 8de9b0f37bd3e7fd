package phrase

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"candor/text"
)

// Names are the word classes and phrases that patterns use: {name}. They are
// read-only; the zero value has none.
type Names struct {
	words   map[string]class
	phrases map[string]Pattern
}

// class is what {name} takes: words, or tokens of a shape.
type class struct {
	ids    []text.ID
	shapes shape
}

// Section is what one file defines.
type Section struct {
	File    File
	Words   map[string][]String // members are words, or classes or shapes in braces
	Phrases map[string]String
}

// Extend gives the names with those of sections, which may use one another's.
// An error is an *Error.
func (n Names) Extend(sections []Section) (Names, error) {
	out := Names{maps.Clone(n.words), maps.Clone(n.phrases)}
	if out.words == nil {
		out.words, out.phrases = map[string]class{}, map[string]Pattern{}
	}
	classes, phrases := map[string]place[[]String]{}, map[string]place[String]{}
	for _, s := range sections {
		for name, members := range s.Words {
			classes[name] = place[[]String]{s.File, members}
		}
		for name, p := range s.Phrases {
			phrases[name] = place[String]{s.File, p}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		if err := out.resolve(classes, name, 0); err != nil {
			return Names{}, err
		}
	}
	return out, out.addPhrases(phrases)
}

// place is a value with the file it stands in.
type place[T any] struct {
	File
	value T
}

// resolve fills the word class name; a member may be another class: "{be}".
func (n Names) resolve(classes map[string]place[[]String], name string, depth int) error {
	from := classes[name]
	var out class
	for _, m := range from.value {
		inner, isName := strings.CutPrefix(m.Value, "{")
		if !isName {
			for _, form := range Inflect(m.Value) {
				items := words(form)
				if len(items) != 1 {
					return from.Fail(m, "%q is not one token", m.Value)
				}
				out.ids = append(out.ids, items[0].id)
			}
			continue
		}
		inner = strings.TrimSuffix(inner, "}")
		if _, ours := classes[inner]; ours && depth < len(classes) {
			if err := n.resolve(classes, inner, depth+1); err != nil {
				return err
			}
		}
		if sh, ok := shapes[inner]; ok {
			out.shapes |= sh
		} else if other, ok := n.words[inner]; ok {
			out.ids = append(out.ids, other.ids...)
			out.shapes |= other.shapes
		} else {
			return from.Fail(m, "no word class is called %q, or it contains itself", inner)
		}
	}
	n.words[name] = out
	return nil
}

// addPhrases parses phrases; one may use others, but not itself.
func (n Names) addPhrases(phrases map[string]place[String]) error {
	names := slices.Sorted(maps.Keys(phrases))
	for _, name := range names {
		p := phrases[name]
		parsed, err := p.parse(p.value, parsePattern)
		if err != nil {
			return err
		}
		if len(parsed.left)+len(parsed.right) > 0 {
			return p.Fail(p.value, "a phrase has no brackets")
		}
		n.phrases[name] = parsed
	}
	for _, name := range names {
		p := phrases[name]
		if err := n.check(p.File, p.value, n.phrases[name].span, false, 0); err != nil {
			return err
		}
	}
	return nil
}

// Patterns reads patterns of a file: context [marked] context.
func (n Names) Patterns(f File, list []String) ([]Pattern, error) {
	return n.read(f, list, parsePattern)
}

// Conditions reads conditions of a file: context _ context.
func (n Names) Conditions(f File, list []String) ([]Pattern, error) {
	return n.read(f, list, parseCondition)
}

func (n Names) read(f File, list []String, parse func(String) (Pattern, error)) ([]Pattern, error) {
	var out []Pattern
	for _, at := range list {
		p, err := f.parse(at, parse)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(n.check(f, at, p.span, true, 0), n.check(f, at, p.left, false, 0), n.check(f, at, p.right, false, 0)); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// parse reads a pattern and says where in the file it is wrong. The column is
// exact for strings without escapes.
func (f File) parse(at String, read func(String) (Pattern, error)) (Pattern, error) {
	out, err := read(at)
	var wrong *patternError
	if errors.As(err, &wrong) {
		at.Column += 1 + wrong.offset
		return out, f.Fail(at, "pattern %q: %s", at.Value, wrong.message)
	}
	return out, err
}

// check sees that all names exist, and in a marked part that each item takes a token.
func (n Names) check(f File, at String, s sequence, marked bool, depth int) error {
	if depth > len(n.phrases) {
		return f.Fail(at, "a phrase contains itself")
	}
	for i := range s {
		it := &s[i]
		if it.kind == notItem && marked {
			return f.Fail(at, "pattern %q: ! may stand outside the brackets only", at.Value)
		}
		for _, a := range it.alternatives {
			if err := n.check(f, at, a, marked, depth); err != nil {
				return err
			}
		}
		if it.kind != nameItem {
			continue
		}
		_, isClass := n.words[it.name]
		_, isShape := shapes[it.name]
		isPredicate := slices.Contains(predicateNames[:], it.name)
		phrase, isPhrase := n.phrases[it.name]
		switch {
		case isPhrase:
			if err := n.check(f, at, phrase.span, marked, depth+1); err != nil {
				return err
			}
		case isPredicate && marked:
			return f.Fail(at, "pattern %q: {%s} takes no token and may stand outside the brackets only", at.Value, it.name)
		case !isClass && !isShape && !isPredicate:
			return f.Fail(at, "pattern %q: no word class, phrase, shape or predicate is called %q", at.Value, it.name)
		}
	}
	return nil
}
