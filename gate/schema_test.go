package gate

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the published schema and the reference in docs/gate.md")

const published = "../schema/candor.schema.json"

// The published schema is the one that the types make. It knows no cues or
// topics: users may bring their own; candor init --schema adds those in use.
func TestPublishedSchema(t *testing.T) {
	want, err := Schema(Known{})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(published, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(published); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the types make (error %v); go test ./gate -update writes it", published, err)
	}
}

func compile(t *testing.T, known Known) *jsonschema.Schema {
	t.Helper()
	b, err := Schema(known)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("candor.schema.json", value); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("candor.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// Schema and Parse agree on what is a configuration, but for what a schema
// cannot say.
func TestSchemaAgreesWithParse(t *testing.T) {
	schema := compile(t, known)
	rule := func(s string) string { return "version: 1\nrules:\n  - " + s + "\n" }
	for config, valid := range map[string]bool{
		"version: 1\n": true,
		"version: 1\nfiles: [a]\ndrafts: [b]\nbaseline: c\nfail_on: never\nmax_warnings: 0\ntolerance: {sentiment: 0.1}\nrules: []\n": true,
		rule("{id: a, metric: sentiment, scope: topic, min: -0.5, where: {topics: [demand], roles: [CEO]}}"):                          true,
		rule("{id: a, metric: hedge_strength, max_increase: 20%, significant: true, min_answers: 3, severity: warning, message: x}"):  true,
		rule("{id: a, metric: hedge_strength, max_decrease: 2.5, files: ['**']}"):                                                     true,
		rule("{id: a, forbid: [i-think], forbid_categories: [deflection]}"):                                                           true,
		rule("{id: a, metric: sentiment, min: p5, max: p97.5}"):                                                                       true,
		rule("{id: a, metric: sentiment, min: p5%}"):                                                                                  false,
		"rules: []\n":                                                                false,
		"version: 2\n":                                                               false,
		"version: x\n":                                                               false,
		"nonsense: 1\n":                                                              false,
		"version: 1\nfail_on: maybe\n":                                               false,
		"version: 1\nmax_warnings: -1\n":                                             false,
		"version: 1\ntolerance: {joy: 1}\n":                                          false,
		rule("{metric: sentiment, min: 0}"):                                          false,
		rule("{id: 'a b', metric: sentiment, min: 0}"):                               false,
		rule("{id: a, metric: joy, min: 0}"):                                         false,
		rule("{id: a, metric: sentiment}"):                                           false,
		rule("{id: a, metric: sentiment, min: 0, forbid: [i-think]}"):                false,
		rule("{id: a, forbid: [i-think], max: 1}"):                                   false,
		rule("{id: a, metric: hedge_strength, max_increase: lots}"):                  false,
		rule("{id: a, metric: hedge_strength, max_increase: -1}"):                    false,
		rule("{id: a, metric: sentiment, min: 0, scope: file}"):                      false,
		rule("{id: a, metric: sentiment, min: 0, severity: bad}"):                    false,
		rule("{id: a, metric: sentiment, min: 0, where: {sections: [q&a]}}"):         false,
		rule("{id: a, metric: sentiment, min: 0, min_answers: 1.5}"):                 false,
		rule("{id: a, metric: sentiment, min: 0, metrik: 1}"):                        false,
		rule("{id: a, forbid_categories: [modals]}"):                                 false,
		rule("{id: a, metric: hedge_strength, max_increase: 1, significant: 'yes'}"): false,
	} {
		_, err := Parse("c.yaml", []byte(config), known)
		if (err == nil) != valid {
			t.Errorf("Parse of %q: %v", config, err)
		}
		b, err := yaml.YAMLToJSON([]byte(config))
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != valid {
			t.Errorf("schema on %q: %v", config, err)
		}
	}
}

// The reference in docs/gate.md is made from the types.
func TestDocumentedKeys(t *testing.T) {
	const file = "../docs/gate.md"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []struct {
		name string
		of   reflect.Type
	}{{"file", reflect.TypeFor[Config]()}, {"rule", reflect.TypeFor[Rule]()}, {"where", reflect.TypeFor[Where]()}} {
		block := regexp.MustCompile(fmt.Sprintf(`(?s)(<!-- keys of a %s -->\n).*?(<!-- end -->)`, part.name))
		want := block.ReplaceAll(doc, []byte("${1}"+strings.ReplaceAll(reference(part.of), "$", "$$")+"${2}"))
		if !block.Match(doc) {
			t.Fatalf("%s has no place for the keys of a %s", file, part.name)
		}
		if *update {
			doc = want
			if err := os.WriteFile(file, doc, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(doc, want) {
			t.Errorf("the keys of a %s in %s are not those of the type; go test ./gate -update writes them", part.name, file)
		}
	}
}

// reference is a Markdown table of a type's keys.
func reference(of reflect.Type) string {
	var b strings.Builder
	b.WriteString("\n| key | what it says |\n| --- | --- |\n")
	for i := range of.NumField() {
		field := of.Field(i)
		if key, _, _ := strings.Cut(field.Tag.Get("json"), ","); key != "" {
			fmt.Fprintf(&b, "| `%s` | %s |\n", key, strings.ReplaceAll(field.Tag.Get("jsonschema_description"), "**", `\*\*`))
		}
	}
	b.WriteString("\n")
	return b.String()
}
