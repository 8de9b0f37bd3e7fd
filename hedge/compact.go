package hedge

import (
	_ "embed"
	"sync"

	"candor/internal/phrase"
)

//go:generate go run ./generate

// compactFile is the built-in lexicon for Default, compiled and without examples:
// reading the YAML and compiling it takes long.
//
//go:embed lexicon.bin
var compactFile []byte

// compactAbout is what stands beside the compiled patterns.
type compactAbout struct {
	Hash    uint64            `json:"hash,string"`
	Cues    []Cue             `json:"cues"`
	Suggest map[string]string `json:"suggest"`
}

// Compact reads the built-in lexicon's YAML and gives the form that Default
// loads; only go generate and a test need it.
func Compact() ([]byte, error) {
	d := NewDetector(BuiltIn())
	about := compactAbout{d.lexicon.hash, d.lexicon.Cues(), d.lexicon.suggest}
	for i := range about.Cues {
		about.Cues[i].Examples, about.Cues[i].Counterexamples = nil, nil
	}
	return d.program.Compact(about)
}

var builtIn = sync.OnceValue(func() *Detector {
	var about compactAbout
	p, err := phrase.Load(compactFile, &about)
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	return &Detector{&Lexicon{cues: about.Cues, suggest: about.Suggest, hash: about.Hash}, p, p.Class(objectEnd)}
})
