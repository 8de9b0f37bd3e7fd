package hedge

import (
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"path"
	"slices"

	"candor/internal/phrase"
)

// revision is the lexicon's version by hand; Version adds a hash of its content.
const revision = "1.0"

// objectEnd is the phrase that ends what "object: true" takes in.
const objectEnd = "object-stop"

// Cue is one entry of the lexicon: a family of expressions that hedge alike.
type Cue struct {
	ID              string // "i-think"
	Category        Category
	Weight          float64 // strength in (0, 1]; 0 for deflections and what is no hedge
	Kind            Kind    // of a deflection
	Object          bool    // the span takes in the object that follows the pattern
	Of              string  // id of the cue that it was once part of: replacing or leaving out that one means both
	Source          string  // where the cue is attested
	Note            string  // what is worth knowing, "" mostly
	Patterns        []string
	Only            []string // conditions of which one must hold, if there are any
	Unless          []string // conditions of which none may hold
	Examples        []string // sentences with what must be found in [brackets]
	Counterexamples []string // sentences in which this cue must not be found
	File            string   // of the lexicon, and the line the cue starts in
	Line            int

	entry phrase.Entry
}

// Lexicon is a checked list of cues with the word classes and phrases that
// their patterns name. It is read-only.
type Lexicon struct {
	cues  []Cue
	names phrase.Names
	hash  uint64
}

// LexiconError is something wrong in a lexicon file.
type LexiconError = phrase.Error

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

// Names gives the word classes and phrases of a lexicon that was read from YAML,
// for cues of another kind that are written with them.
func (l *Lexicon) Names() phrase.Names { return l.names }

// Version names the lexicon's revision and a hash of all files it was read from.
func (l *Lexicon) Version() string { return fmt.Sprintf("%s+%08x", revision, uint32(l.hash)) }

// Extend gives a lexicon with what data, a YAML file called name, adds: new
// cues, cues that replace one of the same id, word classes and phrases, and
// under "off" ids of cues to leave out. An error is a *LexiconError; then l
// stays as it was, as it does in any case.
func (l *Lexicon) Extend(name string, data []byte) (*Lexicon, error) {
	return l.extend([]lexiconFile{{name, data}})
}

type lexiconFile struct {
	name string
	data []byte
}

// document is the form of a lexicon file.
type document struct {
	Name    string                     `yaml:"-"` // of the file
	Words   map[string][]phrase.String `yaml:"words"`
	Phrases map[string]phrase.String   `yaml:"phrases"`
	Cues    []cueEntry                 `yaml:"cues"`
	Off     []phrase.String            `yaml:"off"`
}

type cueEntry struct {
	ID              phrase.String   `yaml:"id"`
	Category        phrase.String   `yaml:"category"`
	Weight          float64         `yaml:"weight"`
	Kind            phrase.String   `yaml:"kind"`
	Object          bool            `yaml:"object"`
	Of              string          `yaml:"of"`
	Source          string          `yaml:"source"`
	Note            string          `yaml:"note"`
	Patterns        []phrase.String `yaml:"patterns"`
	Only            []phrase.String `yaml:"only"`
	Unless          []phrase.String `yaml:"unless"`
	Examples        []string        `yaml:"examples" json:"-"`
	Counterexamples []string        `yaml:"counterexamples" json:"-"`
}

func (l *Lexicon) extend(files []lexiconFile) (*Lexicon, error) {
	h := fnv.New64a()
	fmt.Fprint(h, l.hash)
	docs := make([]document, len(files))
	for i, f := range files {
		h.Write(f.data)
		if err := phrase.File(f.name).Decode(f.data, &docs[i]); err != nil {
			return nil, err
		}
		docs[i].Name = f.name
	}
	return l.with(docs, h.Sum64())
}

// with gives the lexicon with what documents add; hash names the content.
func (l *Lexicon) with(docs []document, hash uint64) (*Lexicon, error) {
	// Names first: a cue may use a class of any file.
	sections := make([]phrase.Section, len(docs))
	for i := range docs {
		sections[i] = phrase.Section{File: phrase.File(docs[i].Name), Words: docs[i].Words, Phrases: docs[i].Phrases}
	}
	names, err := l.names.Extend(sections)
	if err != nil {
		return nil, err
	}
	out := &Lexicon{cues: slices.Clone(l.cues), names: names, hash: hash}
	for i := range docs {
		f := loader{phrase.File(docs[i].Name), out}
		if err := errors.Join(f.addCues(docs[i].Cues), f.switchOff(docs[i].Off)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// loader checks one file's entries into a lexicon.
type loader struct {
	phrase.File
	lexicon *Lexicon
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
		case f.lexicon.cues[k].File == string(f.File):
			return f.Fail(e.ID, "cue %q stands in line %d already", cue.ID, f.lexicon.cues[k].Line)
		default:
			f.lexicon.cues[k] = cue
			f.lexicon.cues = slices.DeleteFunc(f.lexicon.cues, func(c Cue) bool { return c.Of == cue.ID && c.File != cue.File })
		}
	}
	return nil
}

func (f loader) cue(e *cueEntry) (Cue, error) {
	cue := Cue{ID: e.ID.Value, Category: Category(e.Category.Value), Weight: e.Weight, Kind: Kind(e.Kind.Value), Object: e.Object, Of: e.Of, Source: e.Source, Note: e.Note,
		Patterns: values(e.Patterns), Only: values(e.Only), Unless: values(e.Unless),
		Examples: e.Examples, Counterexamples: e.Counterexamples, File: string(f.File), Line: e.ID.Line}
	marksHedge := slices.Contains(Categories[:], cue.Category)
	switch {
	case cue.ID == "":
		return cue, f.Fail(e.ID, "a cue has no id")
	case e.Category.Value == "":
		return cue, f.Fail(e.ID, "cue %q has no category", cue.ID)
	case !marksHedge && cue.Category != DeflectionCue && cue.Category != NoHedge:
		return cue, f.Fail(e.Category, "cue %q: no category is called %q", cue.ID, cue.Category)
	case marksHedge && (!(cue.Weight > 0) || cue.Weight > 1):
		return cue, f.Fail(e.ID, "cue %q: weight %v is not in (0, 1]", cue.ID, cue.Weight)
	case len(e.Patterns) == 0:
		return cue, f.Fail(e.ID, "cue %q has no patterns", cue.ID)
	}
	if cue.Category == DeflectionCue && cue.Kind == "" {
		cue.Kind = Declines
	}
	if cue.Kind != "" && (cue.Category != DeflectionCue || !slices.Contains(Kinds[:], cue.Kind)) {
		return cue, f.Fail(e.Kind, "cue %q: a deflection's kind is one of %v, and no other cue has one", cue.ID, Kinds)
	}
	var err error
	if cue.entry.Patterns, err = f.lexicon.names.Patterns(f.File, e.Patterns); err != nil {
		return cue, err
	}
	if cue.entry.Only, err = f.lexicon.names.Conditions(f.File, e.Only); err != nil {
		return cue, err
	}
	cue.entry.Unless, err = f.lexicon.names.Conditions(f.File, e.Unless)
	return cue, err
}

func values(list []phrase.String) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Value)
	}
	return out
}

func (f loader) switchOff(ids []phrase.String) error {
	for _, id := range ids {
		k := slices.IndexFunc(f.lexicon.cues, func(c Cue) bool { return c.ID == id.Value })
		if k < 0 {
			return f.Fail(id, "no cue has the id %q", id.Value)
		}
		f.lexicon.cues = slices.DeleteFunc(f.lexicon.cues, func(c Cue) bool { return c.ID == id.Value || c.Of == id.Value })
	}
	return nil
}
