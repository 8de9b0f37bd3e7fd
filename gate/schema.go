package gate

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"candor/analysis"
)

// Schema gives the JSON Schema of the configuration file, made from the types,
// so that editors complete and check it. schema/candor.schema.json is it.
func Schema(known Known) ([]byte, error) {
	s := object(reflect.TypeFor[Config]())
	s.Version = "https://json-schema.org/draft/2020-12/schema"
	s.Title = ".candor.yaml"
	s.Description = "Rules that candor gate checks earnings calls and drafts against."
	s.Properties.named("fail_on").Enum = anys(failOns)
	s.Properties.named("tolerance").PropertyNames = &schema{Enum: anys(analysis.MetricNames())}

	rule, where := object(reflect.TypeFor[Rule]()), object(reflect.TypeFor[Where]())
	rule.Properties.named("metric").Enum = anys(analysis.MetricNames())
	rule.Properties.named("scope").Enum = anys(scopes)
	rule.Properties.named("severity").Enum = anys(severities)
	rule.Properties.named("forbid_categories").Items.Enum = anys(cueCategories())
	rule.Properties.named("forbid").Items.Examples = anys(known.cueIDs()) // a user's lexicon may have more
	where.Properties.named("topics").Items.Examples = anys(known.Topics)
	where.Properties.named("sections").Items.Enum = anys(sections)
	var limited []*schema
	for _, limit := range []string{"max", "min", "max_increase", "max_decrease"} {
		limited = append(limited, &schema{Required: []string{limit}})
	}
	forbidding := []*schema{{Required: []string{"forbid"}}, {Required: []string{"forbid_categories"}}}
	rule.OneOf = []*schema{
		{Required: []string{"metric"}, AnyOf: limited, Not: &schema{AnyOf: forbidding}},
		{AnyOf: forbidding, Not: &schema{AnyOf: limited}},
	}
	change := &schema{OneOf: []*schema{ // what Change.UnmarshalYAML reads
		{Type: "number", Minimum: new(float64)},
		{Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?%$`},
	}}
	limit := &schema{OneOf: []*schema{ // what Limit.UnmarshalYAML reads
		{Type: "number"},
		{Type: "string", Pattern: `^p[0-9]+(\.[0-9]+)?$`},
	}}
	s.Defs = map[string]*schema{"Change": change, "Limit": limit, "Rule": rule, "Where": where}
	b, err := json.MarshalIndent(s, "", "  ")
	return append(b, '\n'), err
}

// schema is what of JSON Schema the configuration needs.
type schema struct {
	Version       string             `json:"$schema,omitempty"`
	Ref           string             `json:"$ref,omitempty"`
	Defs          map[string]*schema `json:"$defs,omitempty"`
	AnyOf         []*schema          `json:"anyOf,omitempty"`
	OneOf         []*schema          `json:"oneOf,omitempty"`
	Not           *schema            `json:"not,omitempty"`
	Items         *schema            `json:"items,omitempty"`
	Properties    properties         `json:"properties,omitempty"`
	Additional    any                `json:"additionalProperties,omitempty"` // false, or a schema
	PropertyNames *schema            `json:"propertyNames,omitempty"`
	Type          string             `json:"type,omitempty"`
	Enum          []any              `json:"enum,omitempty"`
	Minimum       *float64           `json:"minimum,omitempty"`
	Pattern       string             `json:"pattern,omitempty"`
	Required      []string           `json:"required,omitempty"`
	Title         string             `json:"title,omitempty"`
	Description   string             `json:"description,omitempty"`
	Examples      []any              `json:"examples,omitempty"`
}

// properties keep the order of the fields.
type properties []property

type property struct {
	name string
	*schema
}

func (p properties) named(name string) *schema {
	for _, q := range p {
		if q.name == name {
			return q.schema
		}
	}
	panic("the configuration has no key " + name)
}

func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, q := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(q.schema)
		if err != nil {
			return nil, err
		}
		b.WriteString(strconv.Quote(q.name) + ":")
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// object describes a struct by its fields and their tags: jsonschema says
// "required", "enum=", "minimum=" or "pattern=", with commas between.
func object(of reflect.Type) *schema {
	s := &schema{Type: "object", Additional: false}
	for i := range of.NumField() {
		field := of.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			continue
		}
		p := described(field.Type)
		p.Description = field.Tag.Get("jsonschema_description")
		for rule := range strings.SplitSeq(field.Tag.Get("jsonschema"), ",") {
			switch key, value, _ := strings.Cut(rule, "="); key {
			case "required":
				s.Required = append(s.Required, name)
			case "enum":
				p.Enum = append(p.Enum, json.Number(value))
			case "minimum":
				least, _ := strconv.ParseFloat(value, 64)
				p.Minimum = &least
			case "pattern":
				p.Pattern = value
			}
		}
		s.Properties = append(s.Properties, property{name, p})
	}
	return s
}

// described is the schema of a field's type; structs have their own.
func described(of reflect.Type) *schema {
	switch of.Kind() {
	case reflect.Pointer:
		return described(of.Elem())
	case reflect.Slice:
		return &schema{Type: "array", Items: described(of.Elem())}
	case reflect.Map:
		return &schema{Type: "object", Additional: described(of.Elem())}
	case reflect.Struct:
		return &schema{Ref: "#/$defs/" + of.Name()}
	case reflect.Int:
		return &schema{Type: "integer"}
	case reflect.Float64:
		return &schema{Type: "number"}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	}
	return &schema{Type: "string"}
}

func anys(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
