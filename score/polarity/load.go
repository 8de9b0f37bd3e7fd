package polarity

import (
	"embed"
	"fmt"
	"io"
	"path"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"candor/internal/phrase"
)

//go:embed lexicon/*.yaml
var sources embed.FS

// Sources reads the embedded YAML files, examples and all. Default reads a
// compiled form of them.
func Sources() (Lexicon, error) {
	var all Lexicon
	files, err := sources.ReadDir("lexicon")
	if err != nil {
		return all, err
	}
	for _, f := range files {
		r, err := sources.Open(path.Join("lexicon", f.Name()))
		if err != nil {
			return all, err
		}
		one, err := Load(r, f.Name())
		r.Close()
		if err != nil {
			return all, err
		}
		lists := one.lists()
		for i, to := range all.lists() {
			*to.entries = append(*to.entries, *lists[i].entries...)
		}
		all.Benchmarks = append(all.Benchmarks, one.Benchmarks...)
	}
	return all, nil
}

// placed is an entry of a file with its place.
type placed struct {
	Entry
	node ast.Node
}

func (p *placed) UnmarshalYAML(n ast.Node) error {
	p.node = n
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		p.node = m.Values[0].Key
	}
	return yaml.NodeToValue(n, &p.Entry, yaml.Strict())
}

// Load reads a lexicon in YAML: the lists of Lexicon, each a list of Entry. To
// extend the built-in one: New(l.Merge(own)) with l of Sources. name stands in errors,
// "name:line:column: reason". An empty file is an empty lexicon.
func Load(r io.Reader, name string) (Lexicon, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Lexicon{}, fmt.Errorf("%s: %w", name, err)
	}
	var read struct {
		Lexicon, Events, Directions, Quantities, Modifiers []placed
		Benchmarks                                         []string
	}
	file := phrase.File(name)
	if err := file.Decode(data, &read); err != nil {
		return Lexicon{}, err
	}
	l := Lexicon{Benchmarks: read.Benchmarks}
	from := [][]placed{read.Modifiers, read.Events, read.Directions, read.Lexicon, read.Quantities}
	for i, list := range l.lists() {
		for _, p := range from[i] {
			if _, _, err := p.compile(list.name, list.role); err != nil {
				return Lexicon{}, file.FailAt(p.node, "%v", err)
			}
			*list.entries = append(*list.entries, p.Entry)
		}
	}
	return l, nil
}
