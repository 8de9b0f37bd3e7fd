package gate

import (
	"encoding/json"

	"github.com/invopop/jsonschema"
)

// Schema gives the JSON Schema of the configuration file, made from the types,
// so that editors complete and check it. schema/candor.schema.json is it.
func Schema(known Known) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, RequiredFromJSONSchemaTags: true, ExpandedStruct: true}
	s := r.Reflect(&Config{})
	s.Title = ".candor.yaml"
	s.Description = "Rules that candor gate checks earnings calls and drafts against."
	set := func(of, property string, change func(*jsonschema.Schema)) {
		from := s
		if of != "" {
			from = s.Definitions[of]
		}
		p, _ := from.Properties.Get(property)
		change(p)
	}
	enum := func(values []string) func(*jsonschema.Schema) {
		return func(p *jsonschema.Schema) { p.Enum = anys(values) }
	}
	items := func(values []string) func(*jsonschema.Schema) {
		return func(p *jsonschema.Schema) { p.Items.Enum = anys(values) }
	}
	set("", "fail_on", enum(failOns))
	set("", "tolerance", func(p *jsonschema.Schema) { p.PropertyNames = &jsonschema.Schema{Enum: anys(metricNames())} })
	set("Rule", "metric", enum(metricNames()))
	set("Rule", "scope", enum(scopes))
	set("Rule", "severity", enum(severities))
	set("Rule", "forbid_categories", items(cueCategories()))
	set("Rule", "forbid", func(p *jsonschema.Schema) { // a user's lexicon may have more
		p.Items.Examples = anys(known.cueIDs())
	})
	set("Where", "topics", func(p *jsonschema.Schema) { p.Items.Examples = anys(known.Topics) })
	set("Where", "sections", items(sections))
	limited := []*jsonschema.Schema{}
	for _, limit := range []string{"max", "min", "max_increase", "max_decrease"} {
		limited = append(limited, &jsonschema.Schema{Required: []string{limit}})
	}
	forbidding := []*jsonschema.Schema{{Required: []string{"forbid"}}, {Required: []string{"forbid_categories"}}}
	s.Definitions["Rule"].OneOf = []*jsonschema.Schema{
		{Required: []string{"metric"}, AnyOf: limited, Not: &jsonschema.Schema{AnyOf: forbidding}},
		{AnyOf: forbidding, Not: &jsonschema.Schema{AnyOf: limited}},
	}
	b, err := json.MarshalIndent(s, "", "  ")
	return append(b, '\n'), err
}

// JSONSchema describes what UnmarshalYAML reads.
func (Change) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
		{Type: "number", Minimum: "0"},
		{Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?%$`},
	}}
}

func anys(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
