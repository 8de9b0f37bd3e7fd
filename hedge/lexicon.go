package hedge

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
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
	Suggest         string  // what to do about it; where it has no text of its own that of its kind or category
	Patterns        []string
	Only            []string // conditions of which one must hold, if there are any
	Unless          []string // conditions of which none may hold
	Examples        []string // sentences with what must be found in [brackets]
	Counterexamples []string // sentences in which this cue must not be found
	File            string   // of the lexicon, and the line the cue starts in
	Line            int

	entry phrase.Entry
	own   bool // Suggest is its own
}

// Lexicon is a checked list of cues with the word classes and phrases that
// their patterns name. It is read-only.
type Lexicon struct {
	cues    []Cue
	names   phrase.Names
	suggest map[string]string
	hash    uint64
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

// Suggestions says what to do about hedges of a category and deflections of a
// kind, by their names. Do not change it.
func (l *Lexicon) Suggestions() map[string]string { return l.suggest }

// Version names the lexicon's revision and a hash of what decides what is found;
// examples, notes, sources and suggestions do not.
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
	Suggest map[string]phrase.String   `yaml:"suggest"` // by category, kind of deflection or cue
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
	Suggest         string          `yaml:"suggest"`
	Patterns        []phrase.String `yaml:"patterns"`
	Only            []phrase.String `yaml:"only"`
	Unless          []phrase.String `yaml:"unless"`
	Examples        []string        `yaml:"examples"`
	Counterexamples []string        `yaml:"counterexamples"`
}

func (l *Lexicon) extend(files []lexiconFile) (*Lexicon, error) {
	h := fnv.New64a()
	fmt.Fprint(h, l.hash)
	docs := make([]document, len(files))
	for i, f := range files {
		if err := phrase.File(f.name).Decode(f.data, &docs[i]); err != nil {
			return nil, err
		}
		docs[i].Name = f.name
		docs[i].decides(h)
	}
	return l.with(docs, h.Sum64())
}

// decides writes what of a document decides what is found.
func (d *document) decides(w io.Writer) {
	for _, name := range slices.Sorted(maps.Keys(d.Words)) {
		fmt.Fprintf(w, "words %q %q\n", name, values(d.Words[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(d.Phrases)) {
		fmt.Fprintf(w, "phrase %q %q\n", name, d.Phrases[name].Value)
	}
	for i := range d.Cues {
		e := &d.Cues[i]
		fmt.Fprintf(w, "cue %q %q %v %q %v %q %q %q %q\n", e.ID.Value, e.Category.Value, e.Weight, e.Kind.Value, e.Object, e.Of,
			values(e.Patterns), values(e.Only), values(e.Unless))
	}
	fmt.Fprintf(w, "off %q\n", values(d.Off))
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
	out := &Lexicon{cues: slices.Clone(l.cues), names: names, suggest: maps.Clone(l.suggest), hash: hash}
	for i := range docs {
		f := loader{phrase.File(docs[i].Name), out}
		if err := errors.Join(f.addCues(docs[i].Cues), f.switchOff(docs[i].Off), f.addSuggestions(docs[i].Suggest)); err != nil {
			return nil, err
		}
	}
	for i := range out.cues {
		if c := &out.cues[i]; !c.own {
			c.Suggest = cmp.Or(out.suggest[string(c.Kind)], out.suggest[string(c.Category)])
		}
	}
	return out, nil
}

// addSuggestions takes what is to be done about categories, kinds and cues.
func (f loader) addSuggestions(suggest map[string]phrase.String) error {
	for _, name := range slices.Sorted(maps.Keys(suggest)) {
		text := suggest[name]
		switch k := slices.IndexFunc(f.lexicon.cues, func(c Cue) bool { return c.ID == name }); {
		case k >= 0:
			f.lexicon.cues[k].Suggest, f.lexicon.cues[k].own = text.Value, true
		case slices.Contains(Categories[:], Category(name)) || slices.Contains(Kinds[:], Kind(name)) || name == string(DeflectionCue):
			if f.lexicon.suggest == nil {
				f.lexicon.suggest = map[string]string{}
			}
			f.lexicon.suggest[name] = text.Value
		default:
			return f.Fail(text, "suggest: no cue, category or kind of deflection is called %q", name)
		}
	}
	return nil
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
	cue := Cue{ID: e.ID.Value, Category: Category(e.Category.Value), Weight: e.Weight, Kind: Kind(e.Kind.Value), Object: e.Object, Of: e.Of, Source: e.Source, Note: e.Note, Suggest: e.Suggest, own: e.Suggest != "",
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
