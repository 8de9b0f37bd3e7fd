package polarity

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

//go:generate go run ./generate

//go:embed lexicon/*.yaml
var sources embed.FS

// compiled is the lexicon without its examples, as JSON: reading the YAML
// with its two thousand sentences would take longer than scoring a call.
//
//go:embed lexicon.json
var compiled []byte

// Sources reads the embedded YAML files, examples and all. Only tests and
// go generate need it; Default reads the compiled form.
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
		all.Lexicon = append(all.Lexicon, one.Lexicon...)
		all.Events = append(all.Events, one.Events...)
		all.Directions = append(all.Directions, one.Directions...)
		all.Quantities = append(all.Quantities, one.Quantities...)
		all.Modifiers = append(all.Modifiers, one.Modifiers...)
		all.Benchmarks = append(all.Benchmarks, one.Benchmarks...)
	}
	return all, nil
}

// Builtin is the embedded lexicon, without examples.
var Builtin = sync.OnceValue(func() Lexicon {
	var l Lexicon
	if err := json.Unmarshal(compiled, &l); err != nil {
		panic("embedded polarity lexicon: " + err.Error()) // a test reads it
	}
	return l
})

// Default is the engine of the embedded lexicon.
var Default = sync.OnceValue(func() *Engine {
	e, err := New(Builtin())
	if err != nil {
		panic("embedded polarity lexicon: " + err.Error()) // a test builds it
	}
	return e
})

// Load reads a lexicon in YAML: the lists of Lexicon, each a list of Entry. To
// extend the built-in one: New(Builtin().Merge(own)). name stands in errors,
// "name:line:column: reason". An empty file is an empty lexicon.
func Load(r io.Reader, name string) (Lexicon, error) {
	var l Lexicon
	data, err := io.ReadAll(r)
	if err != nil {
		return l, fmt.Errorf("%s: %w", name, err)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return l, place(name, err)
	}
	lists := map[string]*[]Entry{
		"lexicon": &l.Lexicon, "events": &l.Events, "directions": &l.Directions, "quantities": &l.Quantities, "modifiers": &l.Modifiers,
	}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		root, ok := doc.Body.(*ast.MappingNode)
		if !ok {
			return Lexicon{}, at(name, doc.Body, errors.New("want a mapping of lists"))
		}
		for _, pair := range root.Values {
			if pair.Key.String() == "benchmarks" {
				if err := yaml.NodeToValue(pair.Value, &l.Benchmarks); err != nil {
					return Lexicon{}, place(name, err)
				}
				continue
			}
			list, ok := lists[pair.Key.String()]
			if !ok {
				return Lexicon{}, at(name, pair.Key, fmt.Errorf("unknown list %q", pair.Key.String()))
			}
			if err := loadList(name, pair.Key.String(), pair.Value, list); err != nil {
				return Lexicon{}, err
			}
		}
	}
	return l, nil
}

func loadList(name, listName string, node ast.Node, list *[]Entry) error {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		return at(name, node, fmt.Errorf("%s: want a list", listName))
	}
	for _, n := range sequence.Values {
		var e Entry
		if err := yaml.NodeToValue(n, &e, yaml.Strict()); err != nil {
			return place(name, err)
		}
		if _, _, err := e.compile(listName, lexicalRole); err != nil {
			return at(name, n, err)
		}
		*list = append(*list, e)
	}
	return nil
}

// at is an error at the place of a node.
func at(name string, node ast.Node, err error) error {
	p := node.GetToken().Position
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		p = m.Values[0].Key.GetToken().Position
	}
	return fmt.Errorf("%s:%d:%d: %w", name, p.Line, p.Column, err)
}

// place puts the file before an error of the YAML library and its position first.
func place(name string, err error) error {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		p := y.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", name, p.Line, p.Column, y.GetMessage())
	}
	return fmt.Errorf("%s: %w", name, err)
}

// Compile gives the JSON that is embedded: the entries without examples.
func (l Lexicon) Compile() ([]byte, error) {
	bare := Lexicon{
		Lexicon: withoutExamples(l.Lexicon), Events: withoutExamples(l.Events), Directions: withoutExamples(l.Directions),
		Quantities: withoutExamples(l.Quantities), Modifiers: withoutExamples(l.Modifiers),
		Benchmarks: l.Benchmarks,
	}
	data, err := json.Marshal(bare)
	return append(data, '\n'), err
}

func withoutExamples(list []Entry) []Entry {
	bare := make([]Entry, len(list))
	for i, e := range list {
		e.Examples = nil
		bare[i] = e
	}
	return bare
}
