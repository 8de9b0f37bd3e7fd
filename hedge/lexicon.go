package hedge

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"candor/text"
)

// revision is the lexicon's version by hand; Version adds a hash of its content.
const revision = "1.0"

// objectEnd is the word class that ends what "object: true" takes in.
const objectEnd = "object-end"

// Cue is one entry of the lexicon: a family of expressions that hedge alike.
type Cue struct {
	ID              string // "i-think"
	Category        Category
	Weight          float64 // strength in (0, 1]; 0 for deflections and what is no hedge
	Object          bool    // the span takes in the object that follows the pattern
	Source          string  // where the cue is attested
	Note            string  // what is worth knowing, "" mostly
	Patterns        []string
	Only            []string // conditions of which one must hold, if there are any
	Unless          []string // conditions of which none may hold
	Examples        []string // sentences with what must be found in [brackets]
	Counterexamples []string // sentences in which this cue must not be found
	File            string   // of the lexicon, and the line the cue starts in
	Line            int

	patterns, only, unless []pattern
}

// Lexicon is a checked list of cues with the word classes and phrases that
// their patterns name. It is read-only.
type Lexicon struct {
	cues    []Cue
	words   map[string]wordClass
	phrases map[string]pattern
	hash    uint64
}

// wordClass is what {name} takes: words, or tokens of a shape.
type wordClass struct {
	ids    []text.ID
	shapes shape
}

// LexiconError is something wrong in a lexicon file.
type LexiconError struct {
	File         string
	Line, Column int // 1-based; 0 when it is about the whole file
	Message      string
}

func (e *LexiconError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

//go:embed lexicon/*.yaml
var builtInFiles embed.FS

// BuiltIn reads the lexicon that comes with the package, examples and all.
// Default has read a compact form of it, without examples.
func BuiltIn() *Lexicon {
	l, err := new(Lexicon).extend(builtInSources())
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	return l
}

func builtInSources() []lexiconFile {
	entries, _ := builtInFiles.ReadDir("lexicon") // embedded: it is there
	var files []lexiconFile
	for _, entry := range entries {
		name := path.Join("lexicon", entry.Name())
		data, _ := builtInFiles.ReadFile(name)
		files = append(files, lexiconFile{name, data})
	}
	return files
}

// Cues lists the cues in the order of the lexicon's files. Do not change them.
func (l *Lexicon) Cues() []Cue { return l.cues }

// Version names the lexicon's revision and a hash of all files it was read from.
func (l *Lexicon) Version() string { return fmt.Sprintf("%s+%08x", revision, uint32(l.hash)) }

// Extend gives a lexicon with what data, a YAML file called name, adds: new
// cues, cues that replace one of the same id, word classes and phrases, and
// under "off" ids of cues to leave out. An error is a *LexiconError; then l
// stays as it was, as it does in any case.
func (l *Lexicon) Extend(name string, data []byte) (*Lexicon, error) {
	return l.extend([]lexiconFile{{name, data}})
}

// WithoutCues gives a lexicon of the word classes and phrases alone, for cues of
// another kind that are written with them.
func (l *Lexicon) WithoutCues() *Lexicon {
	return &Lexicon{words: l.words, phrases: l.phrases, hash: l.hash}
}

type lexiconFile struct {
	name string
	data []byte
}

// document is the form of a lexicon file.
type document struct {
	Name    string               `yaml:"-"` // of the file
	Words   map[string][]located `yaml:"words"`
	Phrases map[string]located   `yaml:"phrases"`
	Cues    []cueEntry           `yaml:"cues"`
	Off     []located            `yaml:"off"`
}

type cueEntry struct {
	ID              located   `yaml:"id"`
	Category        located   `yaml:"category"`
	Weight          float64   `yaml:"weight"`
	Object          bool      `yaml:"object"`
	Source          string    `yaml:"source"`
	Note            string    `yaml:"note"`
	Patterns        []located `yaml:"patterns"`
	Only            []located `yaml:"only"`
	Unless          []located `yaml:"unless"`
	Examples        []string  `yaml:"examples" json:"-"`
	Counterexamples []string  `yaml:"counterexamples" json:"-"`
}

// located is a string of a YAML file that knows its place.
type located struct {
	value        string
	line, column int
}

func (l *located) UnmarshalYAML(n ast.Node) error {
	position := n.GetToken().Position
	l.line, l.column = position.Line, position.Column
	switch n := n.(type) {
	case *ast.StringNode:
		l.value = n.Value
	case *ast.LiteralNode:
		l.value = n.Value.Value
	case *ast.BoolNode: // a plain yes, no, on or off
		l.value = n.GetToken().Value
	default:
		return fmt.Errorf("[%d:%d] a string is wanted; put it in quotes", l.line, l.column)
	}
	return nil
}

func (l *Lexicon) extend(files []lexiconFile) (*Lexicon, error) {
	h := fnv.New64a()
	fmt.Fprint(h, l.hash)
	docs := make([]document, len(files))
	for i, f := range files {
		h.Write(f.data)
		if err := decode(f, &docs[i]); err != nil {
			return nil, err
		}
		docs[i].Name = f.name
	}
	return l.with(docs, h.Sum64())
}

// with gives the lexicon with what documents add; hash names the content.
func (l *Lexicon) with(docs []document, hash uint64) (*Lexicon, error) {
	out := &Lexicon{cues: slices.Clone(l.cues), words: maps.Clone(l.words), phrases: maps.Clone(l.phrases), hash: hash}
	if out.words == nil {
		out.words, out.phrases = map[string]wordClass{}, map[string]pattern{}
	}
	// Names first: a cue may use a class of any file.
	loaders := make([]loader, len(docs))
	classes, phrases := map[string]place[[]located]{}, map[string]place[located]{}
	for i := range docs {
		loaders[i] = loader{out, docs[i].Name}
		for name, members := range docs[i].Words {
			classes[name] = place[[]located]{loaders[i], members}
		}
		for name, p := range docs[i].Phrases {
			phrases[name] = place[located]{loaders[i], p}
		}
	}
	if err := out.addWords(classes); err != nil {
		return nil, err
	}
	if err := out.addPhrases(phrases); err != nil {
		return nil, err
	}
	for i := range docs {
		if err := loaders[i].addCues(docs[i].Cues); err != nil {
			return nil, err
		}
		if err := loaders[i].switchOff(docs[i].Off); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func decode(f lexiconFile, into *document) error {
	err := yaml.NewDecoder(bytes.NewReader(f.data), yaml.DisallowUnknownField()).Decode(into)
	if err == nil || errors.Is(err, io.EOF) { // an empty file adds nothing
		return nil
	}
	out := &LexiconError{File: f.name, Message: err.Error()}
	var at yaml.Error
	if errors.As(err, &at) {
		out.Message = at.GetMessage()
		if t := at.GetToken(); t != nil {
			out.Line, out.Column = t.Position.Line, t.Position.Column
		}
	}
	return out
}

// place is a value with the file it stands in.
type place[T any] struct {
	loader
	value T
}

// loader checks one file's entries into a lexicon.
type loader struct {
	lexicon *Lexicon
	file    string
}

func (f loader) fail(at located, format string, args ...any) error {
	return &LexiconError{f.file, at.line, at.column, fmt.Sprintf(format, args...)}
}

// addWords resolves word classes; a member may be another class: "{be}".
func (l *Lexicon) addWords(classes map[string]place[[]located]) error {
	var resolve func(name string, depth int) error
	resolve = func(name string, depth int) error {
		c := classes[name]
		var class wordClass
		for _, m := range c.value {
			inner, isName := strings.CutPrefix(m.value, "{")
			if !isName {
				items := words(m.value)
				if len(items) != 1 {
					return c.fail(m, "%q is not one token", m.value)
				}
				class.ids = append(class.ids, items[0].id)
				continue
			}
			inner = strings.TrimSuffix(inner, "}")
			if _, ours := classes[inner]; ours && depth < len(classes) {
				if err := resolve(inner, depth+1); err != nil {
					return err
				}
			}
			if sh, ok := shapes[inner]; ok {
				class.shapes |= sh
			} else if other, ok := l.words[inner]; ok {
				class.ids = append(class.ids, other.ids...)
				class.shapes |= other.shapes
			} else {
				return c.fail(m, "no word class is called %q, or it contains itself", inner)
			}
		}
		l.words[name] = class
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		if err := resolve(name, 0); err != nil {
			return err
		}
	}
	return nil
}

// addPhrases parses phrases; one may use others, but not itself.
func (l *Lexicon) addPhrases(phrases map[string]place[located]) error {
	for _, name := range slices.Sorted(maps.Keys(phrases)) {
		p := phrases[name]
		parsed, err := p.parse(p.value, parsePattern)
		if err != nil {
			return err
		}
		if len(parsed.left)+len(parsed.right) > 0 {
			return p.fail(p.value, "a phrase has no brackets")
		}
		l.phrases[name] = parsed
	}
	for _, name := range slices.Sorted(maps.Keys(phrases)) {
		p := phrases[name]
		if err := p.checkNames(p.value, l.phrases[name].span, false, 0); err != nil {
			return err
		}
	}
	return nil
}

// parse reads a pattern and says where in the file it is wrong. The column is
// exact for strings without escapes.
func (f loader) parse(at located, read func(string) (pattern, error)) (pattern, error) {
	out, err := read(at.value)
	out.line, out.column = at.line, at.column
	var wrong *patternError
	if errors.As(err, &wrong) {
		at.column += 1 + wrong.offset
		return out, f.fail(at, "pattern %q: %s", out.source, wrong.message)
	}
	return out, err
}

// checkNames sees that all names exist, and in a marked part that each item
// takes a token.
func (f loader) checkNames(at located, s sequence, marked bool, depth int) error {
	if depth > len(f.lexicon.phrases) {
		return f.fail(at, "a phrase contains itself")
	}
	for i := range s {
		it := &s[i]
		if it.kind == notItem && marked {
			return f.fail(at, "pattern %q: ! may stand outside the brackets only", at.value)
		}
		for _, a := range it.alternatives {
			if err := f.checkNames(at, a, marked, depth); err != nil {
				return err
			}
		}
		if it.kind != nameItem {
			continue
		}
		_, isClass := f.lexicon.words[it.name]
		_, isShape := shapes[it.name]
		_, isPredicate := predicates[it.name]
		phrase, isPhrase := f.lexicon.phrases[it.name]
		switch {
		case isPhrase:
			if err := f.checkNames(at, phrase.span, marked, depth+1); err != nil {
				return err
			}
		case isPredicate && marked:
			return f.fail(at, "pattern %q: {%s} takes no token and may stand outside the brackets only", at.value, it.name)
		case !isClass && !isShape && !isPredicate:
			return f.fail(at, "pattern %q: no word class, phrase, shape or predicate is called %q", at.value, it.name)
		}
	}
	return nil
}

func (f loader) addCues(entries []cueEntry) error {
	for i := range entries {
		e := &entries[i]
		cue, err := f.cue(e)
		if err != nil {
			return err
		}
		same := func(c Cue) bool { return c.ID == cue.ID }
		switch k := slices.IndexFunc(f.lexicon.cues, same); {
		case k < 0:
			f.lexicon.cues = append(f.lexicon.cues, cue)
		case f.lexicon.cues[k].File == f.file:
			return f.fail(e.ID, "cue %q stands in line %d already", cue.ID, f.lexicon.cues[k].Line)
		default:
			f.lexicon.cues[k] = cue
		}
	}
	return nil
}

func (f loader) cue(e *cueEntry) (Cue, error) {
	cue := Cue{ID: e.ID.value, Category: Category(e.Category.value), Weight: e.Weight, Object: e.Object, Source: e.Source, Note: e.Note,
		Examples: e.Examples, Counterexamples: e.Counterexamples, File: f.file, Line: e.ID.line}
	marksHedge := slices.Contains(Categories[:], cue.Category)
	switch {
	case cue.ID == "":
		return cue, f.fail(e.ID, "a cue has no id")
	case e.Category.value == "":
		return cue, f.fail(e.ID, "cue %q has no category", cue.ID)
	case !marksHedge && cue.Category != DeflectionCue && cue.Category != NoHedge:
		return cue, f.fail(e.Category, "cue %q: no category is called %q", cue.ID, cue.Category)
	case marksHedge && (!(cue.Weight > 0) || cue.Weight > 1):
		return cue, f.fail(e.ID, "cue %q: weight %v is not in (0, 1]", cue.ID, cue.Weight)
	case len(e.Patterns) == 0:
		return cue, f.fail(e.ID, "cue %q has no patterns", cue.ID)
	}
	for _, list := range []struct {
		from   []located
		read   func(string) (pattern, error)
		texts  *[]string
		parsed *[]pattern
	}{
		{e.Patterns, parsePattern, &cue.Patterns, &cue.patterns},
		{e.Only, parseCondition, &cue.Only, &cue.only},
		{e.Unless, parseCondition, &cue.Unless, &cue.unless},
	} {
		for _, at := range list.from {
			p, err := f.parse(at, list.read)
			if err != nil {
				return cue, err
			}
			if err := errors.Join(f.checkNames(at, p.span, true, 0), f.checkNames(at, p.left, false, 0), f.checkNames(at, p.right, false, 0)); err != nil {
				return cue, err
			}
			*list.texts = append(*list.texts, at.value)
			*list.parsed = append(*list.parsed, p)
		}
	}
	return cue, nil
}

func (f loader) switchOff(ids []located) error {
	for _, id := range ids {
		k := slices.IndexFunc(f.lexicon.cues, func(c Cue) bool { return c.ID == id.value })
		if k < 0 {
			return f.fail(id, "no cue has the id %q", id.value)
		}
		f.lexicon.cues = slices.Delete(f.lexicon.cues, k, k+1)
	}
	return nil
}
