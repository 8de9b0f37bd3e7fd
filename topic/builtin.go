package topic

import (
	_ "embed"
	"encoding/json"
	"sync"
)

//go:generate go run ./generate

//go:embed taxonomy.yaml
var builtInFile []byte

// compactFile is the same taxonomy for Default: reading the YAML takes 60 ms.
//
//go:embed taxonomy.json
var compactFile []byte

// compactTaxonomy is a file as JSON.
type compactTaxonomy struct {
	Version string              `json:"version"`
	Topics  []compactTopic      `json:"topics"`
	Forms   map[string][]string `json:"forms"`
}

type compactTopic struct {
	Name   string             `json:"name"`
	Covers string             `json:"covers"`
	Bias   float64            `json:"bias"`
	Terms  map[string]float64 `json:"terms"`
}

// Compact reads the built-in taxonomy's YAML and gives the JSON that Default
// loads; only go generate and a test need it.
func Compact() ([]byte, error) {
	f, err := read(builtInFile, "taxonomy.yaml", func() *file { return new(file) })
	if err != nil {
		return nil, err
	}
	c := compactTaxonomy{Version: f.version, Forms: f.forms}
	for _, t := range f.topics {
		c.Topics = append(c.Topics, compactTopic{t.name, t.covers, t.bias, t.terms})
	}
	return json.MarshalIndent(c, "", "")
}

var builtIn = sync.OnceValue(loadCompact)

func loadCompact() *file {
	var c compactTaxonomy
	if err := json.Unmarshal(compactFile, &c); err != nil {
		panic(err) // no input of a user's; every test of the package would show it
	}
	f := &file{version: c.Version, forms: c.Forms, heads: map[string]string{}}
	for head, forms := range c.Forms {
		for _, form := range forms {
			f.heads[form] = head
		}
	}
	for _, t := range c.Topics {
		f.topics = append(f.topics, &entry{t.Name, t.Covers, t.Bias, t.Terms})
	}
	return f
}

var defaultTaxonomy = sync.OnceValue(func() *Taxonomy { return compile(builtIn()) })

// Default gives the built-in taxonomy.
func Default() *Taxonomy { return defaultTaxonomy() }
