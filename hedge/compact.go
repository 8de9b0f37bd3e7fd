package hedge

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"candor/internal/flat"
	"candor/internal/phrase"
)

//go:generate go run ./generate

// compactFile is the built-in lexicon for Default, compiled and without examples:
// reading the YAML and compiling it takes long.
//
//go:embed lexicon.bin
var compactFile string

// Compact reads the built-in lexicon's YAML and gives the form that Default
// loads; only go generate and a test need it.
func Compact() []byte {
	d := NewDetector(BuiltIn())
	l := d.lexicon
	w := new(flat.Writer)
	w.Uint64(l.hash)
	names := slices.Sorted(maps.Keys(l.suggest))
	w.Strings(names)
	for _, name := range names {
		w.String(l.suggest[name])
	}
	w.Uint32(uint32(len(l.cues)))
	for i := range l.cues {
		c := &l.cues[i]
		for _, s := range c.texts() {
			w.String(*s)
		}
		w.String(string(c.Category))
		w.String(string(c.Kind))
		for _, list := range c.lists() {
			w.Strings(*list)
		}
		w.Float64(c.Weight)
		object := uint32(0)
		if c.Object {
			object = 1
		}
		w.Uint32(object)
		w.Uint32(uint32(c.Line))
	}
	return d.program.Compact(*w)
}

// texts and lists are what a compact cue has, without examples.
func (c *Cue) texts() [6]*string {
	return [...]*string{&c.ID, &c.Of, &c.Source, &c.Note, &c.Suggest, &c.File}
}

func (c *Cue) lists() [3]*[]string { return [...]*[]string{&c.Patterns, &c.Only, &c.Unless} }

// load reads what Compact wrote, in place.
func load(data string) (*Detector, error) {
	p, about, err := phrase.Load(data)
	if err != nil {
		return nil, err
	}
	r := flat.NewReader(about)
	l := &Lexicon{hash: r.Uint64(), suggest: map[string]string{}}
	for _, name := range r.Strings() {
		l.suggest[name] = r.String()
	}
	l.cues = make([]Cue, r.Count(1))
	for i := range l.cues {
		c := &l.cues[i]
		for _, s := range c.texts() {
			*s = r.String()
		}
		c.Category, c.Kind = Category(r.String()), Kind(r.String())
		for _, list := range c.lists() {
			*list = r.Strings()
		}
		c.Weight, c.Object, c.Line = r.Float64(), r.Uint32() == 1, int(r.Uint32())
	}
	return &Detector{l, p, p.Class(objectEnd)}, r.Close()
}

var builtIn = sync.OnceValue(func() *Detector {
	d, err := load(compactFile)
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	return d
})
