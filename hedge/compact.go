package hedge

import (
	_ "embed"
	"encoding/json"

	"candor/internal/phrase"
)

//go:generate go run ./generate

// compactFile is the built-in lexicon for Default, without examples: reading
// the YAML takes 25 ms.
//
//go:embed lexicon.json
var compactFile []byte

// compact is a checked lexicon as JSON.
type compact struct {
	Hash      uint64     `json:"hash,string"`
	Documents []document `json:"documents"`
}

// Compact reads the built-in lexicon's YAML and gives the JSON that Default
// loads; only go generate and a test need it.
func Compact() ([]byte, error) {
	sources := builtInSources()
	checked, err := new(Lexicon).extend(sources)
	if err != nil {
		return nil, err
	}
	c := compact{Hash: checked.hash, Documents: make([]document, len(sources))}
	for i, f := range sources {
		if err := phrase.File(f.name).Decode(f.data, &c.Documents[i]); err != nil {
			return nil, err
		}
		c.Documents[i].Name = f.name
	}
	return json.MarshalIndent(c, "", "")
}

func compactLexicon() *Lexicon {
	var c compact
	err := json.Unmarshal(compactFile, &c)
	var l *Lexicon
	if err == nil {
		l, err = new(Lexicon).with(c.Documents, c.Hash)
	}
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	return l
}
