package call

import (
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"candor/internal/bounded"
	"candor/transcript/naming"
)

// Aliases say which names are one person's, where the names themselves do not.
// A nil *Aliases says nothing. It is read-only once read.
type Aliases struct {
	names map[string]string // the name to show, by naming.Key of each of its variants and its own
}

// AliasError is something wrong in a file of aliases.
type AliasError struct {
	File         string
	Line, Column int // 1-based; 0 when it is about the whole file
	Message      string
}

func (e *AliasError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// ReadAliases reads YAML from r: the name to show each person by, and the other
// names of that person. name is the file's, for errors.
//
//	Ann Lee: [Ann B. Lee, A. Lee-Orr]
//	Jon Orr: []       # no other name: he is not John Orr,
//	John Orr: []      # for two names of the file are never one person's
//
// Case, dots and blanks of a name do not count. An empty file gives no aliases.
// An error is an *AliasError, unless r cannot be read.
func ReadAliases(r io.Reader, name string) (*Aliases, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a := aliasReader{file: name, aliases: &Aliases{map[string]string{}}}
	var beyond *bounded.Error
	if errors.As(bounded.YAML(data, bounded.Small), &beyond) {
		return nil, fmt.Errorf("%s:%d:%d: %w", name, max(beyond.Line, 1), max(beyond.Column, 1), beyond)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, a.syntax(err)
	}
	for i, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		if i > 0 {
			return nil, a.fail(doc.Body, "want one YAML document")
		}
		if err := a.people(doc.Body); err != nil {
			return nil, err
		}
	}
	return a.aliases, nil
}

type aliasReader struct {
	file    string
	aliases *Aliases
}

func (a *aliasReader) syntax(err error) error {
	e := &AliasError{File: a.file, Message: err.Error()}
	var at yaml.Error
	if errors.As(err, &at) {
		e.Message = at.GetMessage()
		if token := at.GetToken(); token != nil {
			e.Line, e.Column = token.Position.Line, token.Position.Column
		}
	}
	return e
}

func (a *aliasReader) fail(n ast.Node, format string, args ...any) error {
	e := &AliasError{File: a.file, Message: fmt.Sprintf(format, args...)}
	if token := n.GetToken(); token != nil && token.Position != nil {
		e.Line, e.Column = token.Position.Line, token.Position.Column
	}
	return e
}

func (a *aliasReader) people(n ast.Node) error {
	mapping, ok := n.(ast.MapNode)
	if !ok {
		return a.fail(n, `want names and their variants, as "Ann Lee: [Ann B. Lee]"`)
	}
	for pairs := mapping.MapRange(); pairs.Next(); {
		person, ok := pairs.Key().(ast.ScalarNode)
		if !ok {
			return a.fail(pairs.Key(), "want a name")
		}
		shown := person.GetToken().Value
		if err := a.add(pairs.Key(), shown, shown); err != nil {
			return err
		}
		if err := a.variants(pairs.Value(), shown); err != nil {
			return err
		}
	}
	return nil
}

// variants reads a list of names, a single one, or none.
func (a *aliasReader) variants(n ast.Node, shown string) error {
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		for _, value := range n.Values {
			if _, list := value.(*ast.SequenceNode); list {
				return a.fail(value, "want a name, not a list")
			}
			if err := a.variants(value, shown); err != nil {
				return err
			}
		}
		return nil
	case ast.ScalarNode:
		return a.add(n, n.GetToken().Value, shown)
	}
	return a.fail(n, "want the other names of %s in a list", shown)
}

func (a *aliasReader) add(n ast.Node, name, shown string) error {
	key := naming.Key(name)
	if key == "" {
		return a.fail(n, "%q is no name", name)
	}
	if other, taken := a.aliases.names[key]; taken && (other != shown || name != shown) {
		return a.fail(n, "%s is already a name of %s", name, other)
	}
	a.aliases.names[key] = shown
	return nil
}

// Name gives the name to show somebody by who is called name, and whether the
// aliases know it; else name as it is.
func (a *Aliases) Name(name string) (shown string, known bool) {
	if a == nil {
		return name, false
	}
	if shown, known = a.names[naming.Key(name)]; known {
		return shown, true
	}
	return name, false
}

// Rename gives speakers, askers and the list of participants their names.
func (a *Aliases) Rename(turns []Turn, list []Speaker) {
	if a == nil {
		return
	}
	for i := range turns {
		turns[i].Speaker.Name, _ = a.Name(turns[i].Speaker.Name)
		turns[i].Asker, _ = a.Name(turns[i].Asker)
	}
	for i := range list {
		list[i].Name, _ = a.Name(list[i].Name)
	}
}
