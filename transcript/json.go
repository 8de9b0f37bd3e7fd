package transcript

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// node is a JSON value and where it stands in the source. Package
// encoding/json has checked the syntax before; this tree only adds the places,
// which that package does not tell.
type node struct {
	src      *source
	from, to int
	members  []member // of an object, in order
	items    []*node  // of an array
}

type member struct {
	key   string
	value *node
}

// parseJSON reads the one value that stands in src.text[from:to].
func parseJSON(src *source, from, to int) (*node, error) {
	var checked json.RawMessage
	if err := json.Unmarshal([]byte(src.text[from:to]), &checked); err != nil {
		at := from
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = min(to, from+max(0, int(syntax.Offset)-1))
		}
		return nil, &Error{src.name, src.line(at), jsonError(err)}
	}
	w := walker{src, from}
	return w.value(), nil
}

func jsonError(err error) error {
	if strings.Contains(err.Error(), "unexpected end") {
		return errors.New("broken JSON: it ends in the middle (truncated?)")
	}
	return fmt.Errorf("broken JSON: %w", err)
}

// walker builds nodes out of valid JSON.
type walker struct {
	src *source
	at  int
}

func (w *walker) skip() byte {
	for strings.IndexByte(" \t\r\n,:", w.src.text[w.at]) >= 0 {
		w.at++
	}
	return w.src.text[w.at]
}

func (w *walker) value() *node {
	c := w.skip()
	n := &node{src: w.src, from: w.at}
	switch c {
	case '{':
		w.at++
		for w.skip() != '}' {
			key := w.value()
			n.members = append(n.members, member{key.str(), w.value()})
		}
		w.at++
	case '[':
		w.at++
		for w.skip() != ']' {
			n.items = append(n.items, w.value())
		}
		w.at++
	case '"':
		w.at++
		for w.src.text[w.at] != '"' {
			if w.src.text[w.at] == '\\' {
				w.at++
			}
			w.at++
		}
		w.at++
	default:
		for w.at < len(w.src.text) && strings.IndexByte(" \t\r\n,:]}", w.src.text[w.at]) < 0 {
			w.at++
		}
	}
	n.to = w.at
	return n
}

// kind names the value's type as in an error message.
func (n *node) kind() string {
	if n == nil {
		return "missing"
	}
	switch n.src.text[n.from] {
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

// get follows keys down into objects; it is nil where one is missing.
func (n *node) get(keys ...string) *node {
	for _, key := range keys {
		if n = n.member(key); n == nil {
			return nil
		}
	}
	return n
}

func (n *node) member(key string) *node {
	if n == nil {
		return nil
	}
	var found *node
	for _, m := range n.members {
		if m.key == key {
			found = m.value // the last one counts, as in encoding/json
		}
	}
	return found
}

// list is the items of an array, none of anything else.
func (n *node) list() []*node {
	if n == nil {
		return nil
	}
	return n.items
}

func (n *node) isString() bool { return n != nil && n.src.text[n.from] == '"' }

// str is the value of a string, and what a number or boolean is written like;
// null, objects and arrays are "".
func (n *node) str() string {
	switch n.kind() {
	case "a string":
		raw := n.src.text[n.from+1 : n.to-1]
		if strings.IndexByte(raw, '\\') < 0 {
			return raw
		}
		b := n.src.builder()
		n.copyTo(b)
		return string(b.text)
	case "a number", "a boolean":
		return n.src.text[n.from:n.to]
	}
	return ""
}

// whole is the value of a whole number, or ok false.
func (n *node) whole() (value int, ok bool) {
	if n.kind() != "a number" {
		return 0, false
	}
	value, err := strconv.Atoi(n.src.text[n.from:n.to])
	return value, err == nil
}

func (n *node) isTrue() bool { return n != nil && n.src.text[n.from] == 't' }

// copyTo appends the value of a string to b, with the place of every byte.
func (n *node) copyTo(b *builder) {
	if n.isString() {
		n.pieces(b)
	}
}

// sink takes what a string consists of: text of the source, and what is escaped in it.
type sink interface {
	copy(from, to int)
	put(s string, from int)
}

func (n *node) pieces(b sink) {
	text := n.src.text
	for from, to := n.from+1, n.to-1; from < to; {
		i := strings.IndexByte(text[from:to], '\\')
		if i < 0 {
			b.copy(from, to)
			return
		}
		b.copy(from, from+i)
		from += i
		switch c := text[from+1]; c {
		case '"', '\\', '/':
			b.copy(from+1, from+2)
			from += 2
		case 'u':
			r, size := unescape(text[from:to])
			b.put(string(r), from)
			from += size
		default:
			b.put(string(controls[c]), from)
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
