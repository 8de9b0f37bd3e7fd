package topic

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"candor/text"
)

// Error is something wrong in a taxonomy file.
type Error struct {
	File         string
	Line, Column int // 1-based; 0 when it is about the whole file
	Message      string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Load reads a taxonomy in YAML from r; name is the file's, for errors:
//
//	replace: false           # true: without the built-in taxonomy
//	version: "2026-1"        # optional
//	topics:
//	- name: mining           # new, or one of the built-in ones to change
//	  covers: ore, mines, grades
//	  bias: -0.5             # optional, 0 for a new topic
//	  terms:
//	    ore grade: 3         # weight; 0 takes a built-in term away
//	    strip ratio: 3
//	forms:                   # optional: further forms of single words
//	  grade: [grades, graded]
//
// Errors are of type *Error, unless r cannot be read.
func Load(r io.Reader, name string) (*Taxonomy, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f, err := read(data, name, builtIn)
	if err != nil {
		return nil, err
	}
	return compile(f), nil
}

// file is a taxonomy as written. Its words are in lower case, each in the form
// that heads its forms.
type file struct {
	version string
	topics  []*entry
	forms   map[string][]string
	heads   map[string]string // by form
}

type entry struct {
	name, covers string
	bias         float64
	terms        map[string]float64
}

func (f *file) clone() *file {
	c := &file{version: f.version, forms: map[string][]string{}, heads: map[string]string{}}
	maps.Copy(c.forms, f.forms)
	maps.Copy(c.heads, f.heads)
	for _, t := range f.topics {
		copied := *t
		copied.terms = maps.Clone(t.terms)
		c.topics = append(c.topics, &copied)
	}
	return c
}

func (f *file) entry(name string) *entry {
	for _, t := range f.topics {
		if t.name == name {
			return t
		}
	}
	t := &entry{name: name, terms: map[string]float64{}}
	f.topics = append(f.topics, t)
	return t
}

// reader reads one file into a copy of what it starts from.
type reader struct {
	name string
	file *file
}

func read(data []byte, name string, base func() *file) (*file, error) {
	r := &reader{name: name}
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, &Error{File: name, Message: "not one YAML document with topics"}
	}
	if err := r.top(parsed.Docs[0].Body, base); err != nil {
		return nil, err
	}
	return r.file, nil
}

func (r *reader) syntax(err error) error {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
		return &Error{r.name, syntax.Token.Position.Line, syntax.Token.Position.Column, syntax.Message}
	}
	return &Error{File: r.name, Message: err.Error()}
}

func (r *reader) fail(n ast.Node, format string, args ...any) error {
	e := &Error{File: r.name, Message: fmt.Sprintf(format, args...)}
	if token := n.GetToken(); token != nil && token.Position != nil {
		e.Line, e.Column = token.Position.Line, token.Position.Column
	}
	return e
}

// top reads the whole file: forms before topics, whose terms they change.
func (r *reader) top(n ast.Node, base func() *file) error {
	parts, err := r.mapping(n, "the taxonomy", "replace", "version", "topics", "forms")
	if err != nil {
		return err
	}
	r.file = new(file)
	replace := false
	if v := parts["replace"]; v != nil {
		b, ok := v.(*ast.BoolNode)
		if !ok {
			return r.fail(v, "replace is neither true nor false")
		}
		replace = b.Value
	}
	if !replace {
		r.file = base()
	}
	r.file = r.file.clone()
	if v := parts["version"]; v != nil {
		if r.file.version, err = r.scalar(v, "version"); err != nil {
			return err
		}
	} else if replace {
		r.file.version = "user"
	}
	if v := parts["forms"]; v != nil {
		if err := r.forms(v); err != nil {
			return err
		}
	}
	if v := parts["topics"]; v != nil {
		if err := r.topics(v); err != nil {
			return err
		}
	}
	if len(r.file.topics) == 0 {
		return r.fail(n, "no topics")
	}
	return nil
}

// pairs calls do for each key of a mapping; a key stands there once.
func (r *reader) pairs(n ast.Node, what string, do func(key string, at, value ast.Node) error) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return r.fail(n, "%s is not a mapping", what)
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		at := it.Key()
		key, err := r.scalar(at, "a key of "+what)
		if err != nil {
			return err
		}
		if seen[key] {
			return r.fail(at, "%q stands there twice", key)
		}
		seen[key] = true
		if err := do(key, at, it.Value()); err != nil {
			return err
		}
	}
	return nil
}

// mapping reads a mapping that may have the known keys only.
func (r *reader) mapping(n ast.Node, what string, known ...string) (map[string]ast.Node, error) {
	parts := map[string]ast.Node{}
	err := r.pairs(n, what, func(key string, at, value ast.Node) error {
		if !slices.Contains(known, key) {
			return r.fail(at, "%q is no key of %s, which has %s", key, what, strings.Join(known, ", "))
		}
		parts[key] = value
		return nil
	})
	return parts, err
}

func (r *reader) scalar(n ast.Node, what string) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return n.GetToken().Value, nil
	}
	return "", r.fail(n, "%s is not plain text", what)
}

// largest bounds weights and biases: at ten, one term settles the matter.
const largest = 100

func (r *reader) number(n ast.Node, what string) (float64, error) {
	s, err := r.scalar(n, what)
	if err != nil {
		return 0, err
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(x) <= largest) {
		return 0, r.fail(n, "%s is %q, not a number from -%d to %d", what, s, largest, largest)
	}
	return x, nil
}

func (r *reader) forms(n ast.Node) error {
	return r.pairs(n, "forms", func(key string, at, value ast.Node) error {
		head, err := r.word(key, at)
		if err != nil {
			return err
		}
		if other, ok := r.file.heads[head]; ok {
			return r.fail(at, "%q is itself a form of %q", head, other)
		}
		list, ok := value.(*ast.SequenceNode)
		if !ok {
			return r.fail(value, "the forms of %q are not a list", head)
		}
		forms := slices.Clone(r.file.forms[head])
		for _, v := range list.Values {
			s, err := r.scalar(v, "a form")
			if err != nil {
				return err
			}
			form, err := r.word(s, v)
			if err != nil {
				return err
			}
			if form == head || r.file.forms[form] != nil {
				return r.fail(v, "%q has forms of its own", form)
			}
			if other, ok := r.file.heads[form]; ok {
				if other == head {
					continue
				}
				return r.fail(v, "%q is a form of %q already", form, other)
			}
			r.file.heads[form] = head
			forms = append(forms, form)
		}
		r.file.forms[head] = forms
		return nil
	})
}

// word reads a single word.
func (r *reader) word(s string, at ast.Node) (string, error) {
	words, err := r.words(s, at)
	if err == nil && len(words) != 1 {
		err = r.fail(at, "%q is not a single word", s)
	}
	if err != nil {
		return "", err
	}
	return words[0], nil
}

// words splits a term as a text is split, hyphens and ampersands left out.
func (r *reader) words(s string, at ast.Node) ([]string, error) {
	var words []string
	d := text.New(s)
	for i := range d.Tokens {
		t := &d.Tokens[i]
		word := strings.ToLower(d.At(i))
		switch {
		case joins(t.ID):
			continue
		case t.Kind == text.Punct || t.Kind == text.Note || t.ID != text.WordID(word):
			return nil, r.fail(at, "%q in %q is no word to match", d.At(i), s)
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return nil, r.fail(at, "%q has no word", s)
	}
	return words, nil
}

func (r *reader) topics(n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return r.fail(n, "topics is not a list")
	}
	seen := map[string]bool{}
	for _, v := range list.Values {
		parts, err := r.mapping(v, "a topic", "name", "covers", "bias", "terms")
		if err != nil {
			return err
		}
		if parts["name"] == nil {
			return r.fail(v, "a topic without a name")
		}
		name, err := r.scalar(parts["name"], "name")
		if err != nil {
			return err
		}
		if strings.TrimSpace(name) == "" || seen[name] {
			return r.fail(parts["name"], "the name %q is empty or stands there twice", name)
		}
		seen[name] = true
		if err := r.topic(r.file.entry(name), parts); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) topic(t *entry, parts map[string]ast.Node) (err error) {
	if v := parts["covers"]; v != nil {
		if t.covers, err = r.scalar(v, "covers"); err != nil {
			return err
		}
	}
	if v := parts["bias"]; v != nil {
		if t.bias, err = r.number(v, "bias"); err != nil {
			return err
		}
	}
	if parts["terms"] == nil {
		return nil
	}
	seen := map[string]bool{}
	return r.pairs(parts["terms"], "terms", func(key string, at, value ast.Node) error {
		words, err := r.words(key, at)
		if err != nil {
			return err
		}
		for i, w := range words {
			if head, ok := r.file.heads[w]; ok {
				words[i] = head
			}
		}
		term := strings.Join(words, " ")
		if seen[term] {
			return r.fail(at, "%q is the same term as another: %q", key, term)
		}
		seen[term] = true
		t.terms[term], err = r.number(value, "weight of "+strconv.Quote(key))
		return err
	})
}
