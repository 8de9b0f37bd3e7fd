package phrase

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"

	"candor/internal/bounded"
)

// Error is something wrong in a file of words.
type Error struct {
	File         string
	Line, Column int // 1-based; 0 when it is about the whole file
	Message      string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// String is a string of a YAML file that knows its place there. In JSON it is a
// list of the three.
type String struct {
	Value        string
	Line, Column int // 1-based
}

// UnmarshalYAML takes plain text and refuses anything else, with its place.
func (s *String) UnmarshalYAML(n ast.Node) error {
	position := n.GetToken().Position
	s.Line, s.Column = position.Line, position.Column
	switch n := n.(type) {
	case *ast.StringNode:
		s.Value = n.Value
	case *ast.LiteralNode:
		s.Value = n.Value.Value
	case *ast.BoolNode: // a plain yes, no, on or off
		s.Value = n.GetToken().Value
	default:
		return fmt.Errorf("[%d:%d] a string is wanted; put it in quotes", s.Line, s.Column)
	}
	return nil
}

// MarshalJSON writes the string and its place as one list.
func (s String) MarshalJSON() ([]byte, error) { return json.Marshal([]any{s.Value, s.Line, s.Column}) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *String) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&s.Value, &s.Line, &s.Column})
}

// File names a file for errors.
type File string

// Fail is an *Error at the place of a string.
func (f File) Fail(at String, format string, args ...any) error {
	return &Error{string(f), at.Line, at.Column, fmt.Sprintf(format, args...)}
}

// FailAt is an *Error at the place of a node.
func (f File) FailAt(n ast.Node, format string, args ...any) error {
	e := &Error{File: string(f), Message: fmt.Sprintf(format, args...)}
	if token := n.GetToken(); token != nil && token.Position != nil {
		e.Line, e.Column = token.Position.Line, token.Position.Column
	}
	return e
}

// Decode reads YAML into a struct of fields of type String, numbers and the like;
// fields that it does not have are errors. An empty file changes nothing. An
// error is an *Error.
func (f File) Decode(data []byte, into any) error {
	if err := f.bounded(data); err != nil {
		return err
	}
	err := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()).Decode(into)
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return f.locate(err)
}

// Root gives the mapping that a file with one YAML document consists of.
func (f File) Root(data []byte) (ast.Node, error) {
	if err := f.bounded(data); err != nil {
		return nil, err
	}
	parsed, err := yamlparser.ParseBytes(data, 0)
	if err != nil {
		return nil, f.locate(err)
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, &Error{File: string(f), Message: "not one YAML document"}
	}
	return parsed.Docs[0].Body, nil
}

// bounded refuses a file that would take too much to parse.
func (f File) bounded(data []byte) error {
	var beyond *bounded.Error
	if errors.As(bounded.YAML(data, bounded.Large), &beyond) {
		return &Error{string(f), beyond.Line, beyond.Column, beyond.Message}
	}
	return nil
}

// locate makes an *Error of an error of the YAML library.
func (f File) locate(err error) error {
	out := &Error{File: string(f), Message: err.Error()}
	var at yaml.Error
	if errors.As(err, &at) {
		out.Message = at.GetMessage()
		if t := at.GetToken(); t != nil && t.Position != nil {
			out.Line, out.Column = t.Position.Line, t.Position.Column
		}
	}
	return out
}

// Pairs calls do for each key of a mapping, called what in errors; a key stands
// there once.
func (f File) Pairs(n ast.Node, what string, do func(key string, at, value ast.Node) error) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return f.FailAt(n, "%s is not a mapping", what)
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		at := it.Key()
		key, err := f.Scalar(at, "a key of "+what)
		if err != nil {
			return err
		}
		if seen[key] {
			return f.FailAt(at, "%q stands there twice", key)
		}
		seen[key] = true
		if err := do(key, at, it.Value()); err != nil {
			return err
		}
	}
	return nil
}

// Mapping gives the values of a mapping that may have the known keys only.
func (f File) Mapping(n ast.Node, what string, known ...string) (map[string]ast.Node, error) {
	parts := map[string]ast.Node{}
	err := f.Pairs(n, what, func(key string, at, value ast.Node) error {
		if !slices.Contains(known, key) {
			return f.FailAt(at, "%q is no key of %s, which has %s", key, what, strings.Join(known, ", "))
		}
		parts[key] = value
		return nil
	})
	return parts, err
}

// Scalar gives a plain value as it is written.
func (f File) Scalar(n ast.Node, what string) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return n.GetToken().Value, nil
	}
	return "", f.FailAt(n, "%s is not plain text", what)
}

// Number gives a number of at most the size largest.
func (f File) Number(n ast.Node, what string, largest float64) (float64, error) {
	s, err := f.Scalar(n, what)
	if err != nil {
		return 0, err
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(x) <= largest) {
		return 0, f.FailAt(n, "%s is %q, not a number from -%g to %g", what, s, largest, largest)
	}
	return x, nil
}
