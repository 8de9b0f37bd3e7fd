package topic

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"candor/internal/flat"
	"candor/internal/phrase"
	"candor/topic/internal/taxonomy"
)

//go:generate go run ./generate

//go:embed taxonomy.yaml
var builtInFile []byte

// compactFile is the same taxonomy without its notes, as reading the YAML takes long:
// lines of fields with tabs between. The version stands first. A topic has "=",
// its name, its bias and what it covers; below it its terms stand with their
// weights, heaviest first. Words with forms come last, each with "~" before it
// and its forms behind it.
//
//go:embed taxonomy.tsv
var compactFile string

// flatFile is the same compiled, for Default, which reads it in place.
//
//go:embed taxonomy.bin
var flatFile string

// Compact reads the built-in taxonomy's YAML and gives the text of which Flat is
// made; only go generate and a test need it.
func Compact() ([]byte, error) {
	f, err := taxonomy.Read(builtInFile, "taxonomy.yaml", func() *taxonomy.File { return new(taxonomy.File) })
	if err != nil {
		return nil, err
	}
	b := []byte(f.Version + "\n")
	for _, d := range define(f) {
		b = fmt.Appendf(b, "=\t%s\t%g\t%s\n", d.Name, d.Bias, d.Covers)
		for _, term := range d.Terms {
			b = fmt.Appendf(b, "%s\t%g\n", term.Text, term.Weight)
		}
	}
	for _, head := range slices.Sorted(maps.Keys(f.Forms)) {
		b = fmt.Appendf(b, "~\t%s\t%s\n", head, strings.Join(f.Forms[head], "\t"))
	}
	return b, nil
}

// compact is what compactFile holds.
type compact struct {
	version     string
	definitions []Definition
	forms       map[string][]string
}

// loadCompact panics on what Compact does not write: it is no input of a user's,
// and every test of the package would show it.
func loadCompact(file string) compact {
	version, rest, _ := strings.Cut(file, "\n")
	c := compact{version: version, forms: map[string][]string{}}
	for line := range strings.Lines(rest) {
		key, value, _ := strings.Cut(line[:len(line)-1], "\t")
		switch key {
		case "=":
			fields := strings.Split(value, "\t")
			c.definitions = append(c.definitions, Definition{Name: fields[0], Bias: number(fields[1]), Covers: fields[2]})
		case "~":
			fields := strings.Split(value, "\t")
			c.forms[fields[0]] = fields[1:]
		default:
			d := &c.definitions[len(c.definitions)-1]
			d.Terms = append(d.Terms, Term{Text: key, Weight: number(value)})
		}
	}
	for i := range c.definitions {
		for j := range c.definitions[i].Terms {
			term := &c.definitions[i].Terms[j]
			term.Forms = c.forms[term.Text]
		}
	}
	return c
}

func number(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return x
}

// builtIn gives the built-in taxonomy as a file, for users' files to change.
var builtIn = sync.OnceValue(func() *taxonomy.File {
	c := loadCompact(compactFile)
	f := &taxonomy.File{Version: c.version, Forms: c.forms, Heads: map[string]string{}}
	for head, forms := range c.forms {
		for _, form := range forms {
			f.Heads[form] = head
		}
	}
	for _, d := range c.definitions {
		e := &taxonomy.Entry{Name: d.Name, Covers: d.Covers, Bias: d.Bias, Terms: make(map[string]float64, len(d.Terms))}
		for _, term := range d.Terms {
			e.Terms[term.Text] = term.Weight
		}
		f.Topics = append(f.Topics, e)
	}
	return f
})

// Flat gives the form that Default reads of what Compact gave.
func Flat(compact []byte) []byte {
	t := buildCompact(string(compact))
	w := new(flat.Writer)
	w.String(t.version)
	w.Uint32(uint32(len(t.topics)))
	for _, d := range t.topics {
		w.String(d.Name)
		w.String(d.Covers)
		w.Float64(d.Bias)
	}
	w.Numbers(t.weights.starts)
	w.Numbers(t.weights.topics)
	w.String(string(t.weights.values))
	t.terms.Write(w)
	return *w
}

func buildCompact(file string) *Taxonomy {
	c := loadCompact(file)
	return build(c.version, c.definitions, c.forms)
}

// openFlat reads what Flat wrote. The terms' texts are read when they are asked for.
func openFlat(data string) (*Taxonomy, error) {
	r := flat.NewReader(data)
	t := &Taxonomy{version: r.String()}
	t.topics = make([]Definition, r.Count(1))
	for i := range t.topics {
		t.topics[i] = Definition{Name: r.String(), Covers: r.String(), Bias: r.Float64()}
	}
	t.weights = weights{r.Numbers(1), r.Numbers(0), flat.Floats(r.String())}
	t.terms = phrase.ReadTerms(r)
	t.all = sync.OnceValue(func() definitions { return buildCompact(compactFile).all() })
	t.ready()
	return t, r.Close()
}

var defaultTaxonomy = sync.OnceValue(func() *Taxonomy {
	t, err := openFlat(flatFile)
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	return t
})

// Default gives the built-in taxonomy.
func Default() *Taxonomy { return defaultTaxonomy() }
