package command_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/analysis"
)

// documented is a row of the table in docs/records.md.
type documented struct{ path, kind, bounds, about, there string }

func dictionary(t *testing.T) []documented {
	t.Helper()
	source, err := os.ReadFile("docs/records.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []documented
	for line := range strings.Lines(string(source)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| `") || len(cells) != 5 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, documented{strings.Trim(cells[0], "`"), cells[1], cells[2], cells[3], cells[4]})
	}
	return rows
}

// object is a JSON Schema of one.
type object struct {
	Schema      string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Type        any                `json:"type"`
	Description string             `json:"description,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Minimum     *float64           `json:"minimum,omitempty"`
	Maximum     *float64           `json:"maximum,omitempty"`
	Items       *object            `json:"items,omitempty"`
	Properties  map[string]*object `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Additional  any                `json:"additionalProperties,omitempty"`
}

var (
	between = regexp.MustCompile(`(-?\d+) to (\d+)`)
	from    = regexp.MustCompile(`from (\d+)`)
	quoted  = regexp.MustCompile("`([^`]+)`")
)

// schemaOf makes the schema of a record from its documentation.
func schemaOf(rows []documented) *object {
	root := &object{Schema: "https://json-schema.org/draft/2020-12/schema", Title: "A record of candor score", Type: "object", Properties: map[string]*object{}, Additional: false}
	at := map[string]*object{"": root}
	for _, r := range rows {
		kind, _, _ := strings.Cut(r.kind, " or null")
		o := &object{Type: kind, Description: r.about}
		if kind != r.kind {
			o.Type = []string{kind, "null"}
		}
		at[r.path] = o
		switch {
		case r.kind == "list of objects":
			o.Type, o.Items = "array", &object{Type: "object", Properties: map[string]*object{}, Additional: false}
			at[r.path+"[]"] = o.Items
		case kind == "object" && r.bounds == "strings":
			o.Additional = &object{Type: "string"}
		case kind == "object":
			o.Properties, o.Additional = map[string]*object{}, false
		case kind == "string":
			for _, m := range quoted.FindAllStringSubmatch(r.bounds, -1) {
				o.Enum = append(o.Enum, m[1])
			}
			if strings.HasSuffix(r.bounds, "empty") {
				o.Enum = append(o.Enum, "")
			}
		}
		if m := between.FindStringSubmatch(r.bounds); m != nil {
			o.Minimum, o.Maximum = number(m[1]), number(m[2])
		} else if m := from.FindStringSubmatch(r.bounds); m != nil {
			o.Minimum = number(m[1])
		}
		parent, name := "", r.path
		if dot := strings.LastIndexByte(r.path, '.'); dot >= 0 {
			parent, name = r.path[:dot], r.path[dot+1:]
		}
		in := at[parent]
		in.Properties[name] = o
		if r.there == "always" {
			in.Required = append(in.Required, name)
		}
	}
	for _, r := range rows { // "as `sentiment`": alike in all but what it says
		if m := quoted.FindStringSubmatch(r.bounds); m != nil && strings.HasPrefix(r.bounds, "as ") {
			o := at[r.path]
			if o.Items != nil {
				o = o.Items
			}
			o.Properties, o.Required = at[m[1]].Properties, at[m[1]].Required
		}
	}
	return root
}

func number(s string) *float64 {
	x, _ := strconv.ParseFloat(s, 64) // digits only
	return &x
}

// fieldsOf are the paths of a type's JSON.
func fieldsOf(of reflect.Type, prefix string) []string {
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	var paths []string
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			paths = append(paths, fieldsOf(f.Type, prefix)...)
		}
		if name == "" || name == "-" {
			continue
		}
		path := prefix + name
		paths = append(paths, path)
		inner := f.Type
		for inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case inner.Kind() == reflect.Struct:
			paths = append(paths, fieldsOf(inner, path+".")...)
		case inner.Kind() == reflect.Slice && inner.Elem().Kind() == reflect.Struct:
			paths = append(paths, fieldsOf(inner.Elem(), path+"[].")...)
		}
	}
	return paths
}

const recordSchema = "schema/record.schema.json"

// docs/records.md has every field of a record and no other, and the published
// schema is made from it.
func TestRecordsAreDocumented(t *testing.T) {
	t.Chdir("../..")
	rows := dictionary(t)
	has := func(path string) bool {
		return slices.ContainsFunc(rows, func(r documented) bool { return r.path == path })
	}
	fields := fieldsOf(reflect.TypeFor[analysis.Record](), "")
	for _, path := range fields {
		alike := strings.HasPrefix(path, "other_sentiments[].") || strings.HasPrefix(path, "directness.part.")
		if !alike && !has(path) {
			t.Errorf("docs/records.md does not have %s", path)
		}
	}
	for _, r := range rows {
		if !slices.Contains(fields, r.path) && !strings.HasPrefix(r.path, "call.warnings[].") {
			t.Errorf("docs/records.md has %s, which no record has", r.path)
		}
	}
	want, err := json.MarshalIndent(schemaOf(rows), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(recordSchema, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(recordSchema); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what docs/records.md makes (error %v); -update writes it", recordSchema, err)
	}
}

func schemaIn(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func holds(t *testing.T, schema *jsonschema.Schema, what, output string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(output))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("candor %s: %v", what, err)
	}
}

// What score, report and compare write is what the published schemas say.
func TestOutputsKeepTheirSchemas(t *testing.T) {
	t.Chdir("../..")
	lm := filepath.Join(t.TempDir(), "lm.csv")
	if err := os.WriteFile(lm, []byte("Word,Negative,Positive,Uncertainty,Litigious,Strong_Modal,Weak_Modal,Constraining\nSHORTAGE,2009,0,0,0,0,0,0\nMIGHT,0,0,2009,0,0,2009,0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	record, kinds := schemaIn(t, recordSchema), map[string]bool{}
	calls, err := filepath.Glob("testdata/calls/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{strings.Join(calls, " "), "--sentences testdata/quarters", "--scorer lm:" + lm + ",polarity,imdb testdata/calls/meridian-2024-q3.md"} {
		for line := range strings.Lines(run(t, "score "+args)) {
			holds(t, record, "score "+args, line)
			for _, key := range []string{`"tone":`, `"other_sentiments":`, `"sentences":`, `"exchange":`, `"evidence":`, `"directness":null`} {
				kinds[key] = kinds[key] || strings.Contains(line, key)
			}
		}
	}
	for key, seen := range kinds {
		if !seen {
			t.Errorf("no record has %s: the test does not hold it", key)
		}
	}
	report := schemaIn(t, "schema/report.schema.json")
	for _, args := range []string{"testdata/calls/meridian-2024-q3.md", "--answers testdata/quarters", "--by section,asker,firm,role,call,company,period --section all --metrics specificity testdata/quarters", "--adjusted --norms none testdata/quarters", "--scorer finance,polarity testdata/quarters"} {
		holds(t, report, "report "+args, run(t, "report --format json "+args))
	}
	compare := schemaIn(t, "schema/compare.schema.json")
	profile := filepath.Join(t.TempDir(), "p.json")
	run(t, "profile --output "+profile+" "+quarter+"q1.md "+quarter+"q2.md "+quarter+"q3.md")
	for _, args := range []string{"testdata/quarters", quarter + "q1.md " + quarter + "q4.md", "--group topic testdata/quarters", "--group role testdata/quarters", "--baseline " + profile + " " + quarter + "q4.md", "--adjusted testdata/quarters"} {
		holds(t, compare, "compare "+args, run(t, "compare --format json "+args))
	}
}
