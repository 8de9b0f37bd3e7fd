package polarity

import (
	_ "embed"
	"errors"
	"sync"

	"candor/internal/flat"
	"candor/text"
)

//go:generate go run ./generate

// compiled is the engine of the embedded lexicon as Compact gives it: reading the
// YAML and compiling it would take longer than scoring a call.
//
//go:embed lexicon.bin
var compiled string

// Default is the engine of the embedded lexicon.
var Default = sync.OnceValue(func() *Engine {
	e, err := open(compiled)
	if err != nil {
		panic("embedded polarity lexicon: " + err.Error()) // a test opens it
	}
	return e
})

var errIndex = errors.New("no index of words")

// Compact gives the form of an engine that is embedded.
func (e *Engine) Compact() []byte {
	w := new(flat.Writer)
	w.String(e.edges.Data())
	flat.Uint64s(w, e.alone)
	flat.Uint64s(w, e.pairs)
	flat.Int32s(w, e.ends)
	flat.Int32s(w, e.lists)
	w.Strings(e.names)
	for i := range e.rules {
		r := &e.rules[i]
		for _, x := range [...]float64{r.strength, r.alone, r.factor, r.denied} {
			w.Float64(x)
		}
		for _, x := range [...]int32{int32(r.role), int32(r.does), int32(r.way), int32(r.rising), r.scope} {
			w.Uint32(uint32(x))
		}
		flags := uint32(0)
		for k, is := range r.flags() {
			flags |= bit(*is) << k
		}
		w.Uint32(flags)
		for _, c := range r.conditions() {
			(*c).write(w)
		}
	}
	return *w
}

// flags are what a rule is or is not.
func (r *rule) flags() [6]*bool {
	return [...]*bool{&r.loss, &r.noun, &r.verb, &r.adjective, &r.particle, &r.subject}
}

func bit(is bool) uint32 {
	if is {
		return 1
	}
	return 0
}

// write writes a condition, or that there is none.
func (c *condition) write(w *flat.Writer) {
	if c == nil {
		w.Uint32(0)
		return
	}
	w.Uint32(1 | bit(c.number)<<1 | bit(c.edge)<<2 | bit(c.not)<<3)
	flat.Uint64s(w, c.ids)
}

// open reads what Compact wrote.
func open(data string) (*Engine, error) {
	r := flat.NewReader(data)
	e := new(Engine)
	edges, ok := text.OpenIndex[edge, int32](r.String())
	if !ok {
		r.Fail(errIndex)
	}
	e.edges = edges
	e.alone, e.pairs = flat.ReadUint64s[uint64](r), flat.ReadUint64s[uint64](r)
	e.ends, e.lists = flat.ReadInt32s[int32](r), flat.ReadInt32s[int32](r)
	e.names = r.Strings()
	e.rules = make([]rule, len(e.names))
	for i := range e.rules {
		e.rules[i].read(r)
	}
	return e, r.Close()
}

func (r *rule) read(from *flat.Reader) {
	for _, x := range [...]*float64{&r.strength, &r.alone, &r.factor, &r.denied} {
		*x = from.Float64()
	}
	r.role, r.does = role(from.Uint32()), modifier(from.Uint32())
	r.way, r.rising = way(from.Uint32()), int8(from.Uint32())
	r.scope = int32(from.Uint32())
	flags := from.Uint32()
	for k, is := range r.flags() {
		*is = flags>>k&1 != 0
	}
	for _, c := range r.conditions() {
		if is := from.Uint32(); is != 0 {
			*c = &condition{number: is&2 != 0, edge: is&4 != 0, not: is&8 != 0}
			(*c).add(flat.ReadUint64s[text.ID](from)...)
		}
	}
}
