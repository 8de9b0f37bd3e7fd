package gate

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"candor/analysis"
	"candor/hedge"
	"candor/internal/bounded"
)

// ConfigError is something wrong in a configuration.
type ConfigError struct {
	File         string
	Line, Column int // 1-based; 0 when it is about the whole file
	Message      string
	Suggestion   string // what was probably meant; "" if unknown
}

func (e *ConfigError) Error() string {
	s := e.File + ": "
	if e.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d: ", e.File, e.Line, e.Column)
	}
	s += e.Message
	if e.Suggestion != "" {
		s += fmt.Sprintf("; did you mean %q?", e.Suggestion)
	}
	return s
}

// Known are the names that rules may use besides the metrics.
type Known struct {
	Cues        []hedge.Cue
	Suggestions map[string]string // of the lexicon, by category and kind
	Topics      []string
}

// KnownTo lists what an analyzer knows.
func KnownTo(a *analysis.Analyzer) Known {
	lexicon := a.Detector.Lexicon()
	return Known{Cues: lexicon.Cues(), Suggestions: lexicon.Suggestions(), Topics: a.Taxonomy.Names()}
}

// cueIDs lists the cues that findings can show.
func (k Known) cueIDs() []string {
	var ids []string
	for i := range k.Cues {
		if slices.Contains(cueCategories(), string(k.Cues[i].Category)) {
			ids = append(ids, k.Cues[i].ID)
		}
	}
	return ids
}

// places says where in the file the value at a path such as "rules[1].max" stands.
type places map[string]place

type place struct{ line, column int }

// Parse reads a configuration; file is its name, for errors and findings. What the file says and nothing can mean is an error: unknown
// keys and names, wrong types, rules that nothing can pass. All errors found
// are joined, each a *ConfigError.
func Parse(file string, data []byte, known Known) (*Config, error) {
	c := &checker{file: file, places: places{}}
	config := c.decode(data)
	if len(c.errs) == 0 {
		c.config(config, known)
	}
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	config.file, config.places, config.cues = file, c.places, known.cueIDs()
	config.suggest(known)
	return config, nil
}

type checker struct {
	file   string
	places places
	errs   []error
}

func (c *checker) fail(path, suggestion, format string, args ...any) {
	at := c.places[path]
	c.errs = append(c.errs, &ConfigError{c.file, at.line, at.column, fmt.Sprintf(format, args...), suggestion})
}

// decode checks keys and types, which the YAML library reports one at a time
// and without saying what was meant, and then lets it fill in the Config.
func (c *checker) decode(data []byte) *Config {
	var beyond *bounded.Error
	if errors.As(bounded.YAML(data, bounded.Small), &beyond) {
		c.errs = append(c.errs, &ConfigError{c.file, beyond.Line, beyond.Column, beyond.Message, ""})
		return nil
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		c.syntax(err)
		return nil
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		c.fail("", "version: 1", "want one YAML document, found %d", len(slices.DeleteFunc(tree.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil })))
		return nil
	}
	config := new(Config)
	c.value(tree.Docs[0].Body, reflect.TypeFor[Config](), "")
	if len(c.errs) > 0 {
		return nil
	}
	if err := yaml.NodeToValue(tree.Docs[0].Body, config); err != nil {
		c.syntax(err)
	}
	return config
}

func (c *checker) syntax(err error) {
	e := &ConfigError{File: c.file, Message: err.Error()}
	var at yaml.Error
	if errors.As(err, &at) {
		e.Message = at.GetMessage()
		if token := at.GetToken(); token != nil {
			e.Line, e.Column = token.Position.Line, token.Position.Column
		}
	}
	c.errs = append(c.errs, e)
}

// value checks that n is of the type t and notes where it stands.
func (c *checker) value(n ast.Node, t reflect.Type, path string) {
	token := n.GetToken()
	if mapping, ok := n.(ast.MapNode); ok && token.Value == ":" { // a block's token is its first colon
		if pairs := mapping.MapRange(); pairs.Next() {
			token = pairs.Key().GetToken()
		}
	}
	c.places[path] = place{token.Position.Line, token.Position.Column}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n.(type) {
	case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		c.fail(path, "", "%s: anchors, aliases and tags are not supported here", name(path))
		return
	case *ast.NullNode:
		c.fail(path, "", "%s has no value", name(path))
		return
	}
	switch t {
	case reflect.TypeFor[Change]():
		if _, err := parseChange(n); err != nil {
			c.fail(path, "", "%s: %v", name(path), err)
		}
		return
	case reflect.TypeFor[Limit]():
		if _, err := parseLimit(n); err != nil {
			c.fail(path, "", "%s: %v", name(path), err)
		}
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		c.structure(n, t, path)
	case reflect.Map:
		c.each(n, path, func(key string, v ast.Node, at string) { c.value(v, t.Elem(), at) })
	case reflect.Slice:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			c.wrong(n, path, "a list: put it in [brackets] or start its lines with -")
			return
		}
		for i, v := range list.Values {
			c.value(v, t.Elem(), fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		c.scalar(n, t.Kind(), path)
	}
}

func (c *checker) scalar(n ast.Node, kind reflect.Kind, path string) {
	switch kind {
	case reflect.String:
		switch n.(type) {
		case *ast.StringNode, *ast.LiteralNode:
		case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
			c.wrong(n, path, "text")
		default:
			c.wrong(n, path, "text: put it in quotes")
		}
	case reflect.Float64:
		switch n.(type) {
		case *ast.IntegerNode, *ast.FloatNode:
		default:
			c.wrong(n, path, "a number")
		}
	case reflect.Int:
		if _, ok := n.(*ast.IntegerNode); !ok {
			c.wrong(n, path, "a whole number")
		}
	case reflect.Bool:
		if _, ok := n.(*ast.BoolNode); !ok {
			c.wrong(n, path, "true or false")
		}
	}
}

// wrong reports a value that is not what its key takes.
func (c *checker) wrong(n ast.Node, path, want string) {
	c.fail(path, "", "%s is %s; want %s", name(path), kindOf(n), want)
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	}
	return strconv.Quote(n.GetToken().Value)
}

// structure checks the keys of a mapping that becomes the struct t.
func (c *checker) structure(n ast.Node, t reflect.Type, path string) {
	fields := map[string]reflect.Type{}
	var known []string
	for i := range t.NumField() {
		if key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); key != "" {
			fields[key] = t.Field(i).Type
			known = append(known, key)
		}
	}
	c.each(n, path, func(key string, v ast.Node, at string) {
		if field, ok := fields[key]; ok {
			c.value(v, field, at)
		} else {
			c.fail(at, nearest(key, known), "unknown key %q in %s", key, name(path))
		}
	})
}

// each calls visit for the pairs of a mapping, their keys' places being noted.
func (c *checker) each(n ast.Node, path string, visit func(key string, v ast.Node, at string)) {
	mapping, ok := n.(ast.MapNode)
	if !ok {
		c.wrong(n, path, "a mapping of keys to values")
		return
	}
	for pairs := mapping.MapRange(); pairs.Next(); {
		token := pairs.Key().GetToken()
		at := token.Value
		if path != "" {
			at = path + "." + at
		}
		c.places[at] = place{token.Position.Line, token.Position.Column}
		visit(token.Value, pairs.Value(), at)
	}
}

// name calls a path as readers do.
func name(path string) string {
	if path == "" {
		return "the file"
	}
	return path
}

func parseChange(n ast.Node) (Change, error) {
	value := n.GetToken().Value
	digits, percent := strings.CutSuffix(strings.TrimSpace(value), "%")
	amount, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if err != nil || math.IsNaN(amount) || math.IsInf(amount, 0) {
		return Change{}, fmt.Errorf("%q is neither a number nor a share as in 20%%", value)
	}
	if amount < 0 {
		return Change{}, fmt.Errorf("%s is below 0: a change is allowed by its size", value)
	}
	return Change{amount, percent}, nil
}

// UnmarshalYAML reads a number, or a share such as 20%.
func (c *Change) UnmarshalYAML(n ast.Node) (err error) {
	*c, err = parseChange(n)
	return err
}
