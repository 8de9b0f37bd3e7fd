package jsonform

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"candor/transcript/call"
	"candor/transcript/source"
)

// document holds the values of a JSON text, in the order of the text, as
// offsets only: a file of nothing but brackets takes a few times its size.
type document struct {
	src    *source.Source
	values []value
}

// newDocument has room for as many values as the text has marks before values.
func newDocument(src *source.Source, text string) *document {
	room := 1
	for _, mark := range [...]string{",", ":", "[", "{"} {
		room += strings.Count(text, mark)
	}
	return &document{src, make([]value, 0, room)}
}

// value is one value of src.text[from:to]; the values within it, if it is an
// array or object, are those before index after. A key is a value as well.
type value struct{ from, to, after int32 }

// node is one value of a document; the zero node is one that is missing.
type node struct {
	doc   *document
	index int32
}

// parse reads the one value that stands in src.text[from:to]. Package
// encoding/json checks the syntax, and that it is not nested too deeply; it
// does not tell places, which the walk afterwards adds.
func (doc *document) parse(from, to int) (node, error) {
	data := []byte(doc.src.Text[from:to])
	if !json.Valid(data) {
		err := json.Unmarshal(data, new(any))
		at := from
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = min(to, from+max(0, int(syntax.Offset)-1))
		}
		return node{}, &call.Error{File: doc.src.Name, Line: doc.src.Line(at), Err: jsonError(err)}
	}
	n := node{doc, int32(len(doc.values))}
	w := walker{doc, from, to}
	w.value()
	return n, nil
}

func jsonError(err error) error {
	if strings.Contains(err.Error(), "unexpected end") {
		return errors.New("broken JSON: it ends in the middle (truncated?)")
	}
	return fmt.Errorf("broken JSON: %w", err)
}

// walker finds the values in valid JSON.
type walker struct {
	doc    *document
	at, to int
}

func (w *walker) skip() byte {
	for strings.IndexByte(" \t\r\n,:", w.doc.src.Text[w.at]) >= 0 {
		w.at++
	}
	return w.doc.src.Text[w.at]
}

func (w *walker) value() {
	c := w.skip()
	index := len(w.doc.values)
	w.doc.values = append(w.doc.values, value{from: int32(w.at)})
	text := w.doc.src.Text
	switch c {
	case '{', '[':
		w.at++
		for w.skip() != c+2 { // the closing one
			w.value()
		}
		w.at++
	case '"':
		w.at++
		for text[w.at] != '"' {
			if text[w.at] == '\\' {
				w.at++
			}
			w.at++
		}
		w.at++
	default:
		for w.at < w.to && strings.IndexByte(" \t\r\n,:]}", text[w.at]) < 0 {
			w.at++
		}
	}
	v := &w.doc.values[index]
	v.to, v.after = int32(w.at), int32(len(w.doc.values))
}

func (n node) exists() bool { return n.doc != nil }

func (n node) value() value { return n.doc.values[n.index] }

func (n node) from() int { return int(n.value().from) }

// raw is the value as the source writes it.
func (n node) raw() string {
	v := n.value()
	return n.doc.src.Text[v.from:v.to]
}

// kind names the value's type as in an error message.
func (n node) kind() string {
	if !n.exists() {
		return "missing"
	}
	switch n.raw()[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

func (n node) is(bracket byte) bool { return n.exists() && n.raw()[0] == bracket }

func (n node) isObject() bool { return n.is('{') }

func (n node) isArray() bool { return n.is('[') }

func (n node) isString() bool { return n.is('"') }

func (n node) isTrue() bool { return n.is('t') }

// within yields what stands directly in an array or an object.
func (n node) within(yield func(node) bool) {
	for i := n.index + 1; i < n.value().after; i = n.doc.values[i].after {
		if !yield(node{n.doc, i}) {
			return
		}
	}
}

// items yields the items of an array, none of anything else.
func (n node) items() iter.Seq[node] {
	if !n.isArray() {
		return func(func(node) bool) {}
	}
	return n.within
}

// members yields the keys and values of an object, none of anything else.
func (n node) members() iter.Seq2[string, node] {
	return func(yield func(string, node) bool) {
		if !n.isObject() {
			return
		}
		var key node
		for part := range n.within {
			if !key.exists() {
				key = part
				continue
			}
			if !yield(key.str(), part) {
				return
			}
			key = node{}
		}
	}
}

// get is the value of the first of the keys that an object has and that is not
// null. Keys are equal whose letters and digits are: "speaker_name", "speakerName".
func (n node) get(keys ...string) node {
	for _, key := range keys {
		for k, v := range n.members() {
			if sameKey(k, key) && v.kind() != "null" {
				return v
			}
		}
	}
	return node{}
}

// sameKey compares a key with one in lower-case letters and digits.
func sameKey(key, plain string) bool {
	i := 0
	for _, c := range []byte(key) {
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '_', c == '-', c == ' ', c == '.':
			continue
		}
		if i == len(plain) || plain[i] != c {
			return false
		}
		i++
	}
	return i == len(plain)
}

// str is the value of a string, and what a number or boolean is written like;
// null, objects and arrays are "".
func (n node) str() string {
	switch n.kind() {
	case "a string":
		raw := n.raw()
		raw = raw[1 : len(raw)-1]
		if strings.IndexByte(raw, '\\') < 0 {
			return raw
		}
		b := n.doc.src.Builder()
		n.copyTo(b, 0)
		return string(b.Text)
	case "a number", "a boolean":
		return n.raw()
	}
	return ""
}

// whole is the value of a whole number, or ok false.
func (n node) whole() (value int, ok bool) {
	if n.kind() != "a number" {
		return 0, false
	}
	value, err := strconv.Atoi(n.raw())
	return value, err == nil
}

// sink takes what a string consists of: text of the source, and what is escaped in it.
type sink interface {
	Copy(from, to int)
	Put(s string, from int)
}

// copyTo appends the value of a string to b, with the place of every byte, but
// for the first bytes as the source writes them.
func (n node) copyTo(b sink, skip int) {
	if !n.isString() {
		return
	}
	text := n.doc.src.Text
	for from, to := n.from()+1+skip, int(n.value().to)-1; from < to; {
		i := strings.IndexByte(text[from:to], '\\')
		if i < 0 {
			b.Copy(from, to)
			return
		}
		b.Copy(from, from+i)
		from += i
		switch c := text[from+1]; c {
		case '"', '\\', '/':
			b.Copy(from+1, from+2)
			from += 2
		case 'u':
			r, size := unescape(text[from:to])
			b.Put(string(r), from)
			from += size
		default:
			b.Put(string(controls[c]), from)
			from += 2
		}
	}
}

// controls are the escapes of one letter.
var controls = map[byte]rune{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape reads "\u2019", or a surrogate pair of two such.
func unescape(s string) (r rune, size int) {
	r = hex4(s)
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		if pair := utf16.DecodeRune(r, hex4(s[6:])); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

func hex4(s string) rune {
	n, _ := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n)
}
