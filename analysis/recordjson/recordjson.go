// Package recordjson writes records as JSON Lines: the bytes of encoding/json
// without escapes for HTML, made harmless for terminals, in one pass and without
// reflection.
package recordjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"candor/analysis"
	"candor/internal/harmless"
	"candor/topic"
)

// Encoder writes records. What those of one call have in common it writes once and
// copies. The zero value is ready; it is not for several goroutines at a time.
type Encoder struct {
	call      analysis.Call
	head      []byte // the JSON of call
	versions  analysis.Versions
	tail      []byte // the JSON of versions
	sentences bool
	failed    string // what cannot be written
}

// Append appends a record and a line break to b. The error says what of the record
// JSON cannot have; then nothing is appended. Without sentences these are left out.
func (e *Encoder) Append(b []byte, r *analysis.Record, sentences bool) ([]byte, error) {
	e.sentences, e.failed = sentences, ""
	if r.Call != e.call || e.head == nil {
		if err := e.begin(&r.Call); err != nil {
			return b, fmt.Errorf("%s: %w", r.ID, err)
		}
	}
	if r.Versions != e.versions || e.tail == nil {
		e.versions = r.Versions
		e.tail = e.appendVersions(e.tail[:0], &r.Versions)
	}
	start := len(b)
	b = e.appendRecord(b, r)
	if e.failed != "" {
		return b[:start], fmt.Errorf("%s: json: unsupported value: %s", r.ID, e.failed)
	}
	return append(b, '\n'), nil
}

// begin writes the call, whose warnings may be any JSON.
func (e *Encoder) begin(c *analysis.Call) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(c); err != nil {
		return err
	}
	e.call, e.head = *c, slices.Clone(harmless.EscapeJSON(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	return nil
}

func (e *Encoder) appendRecord(b []byte, r *analysis.Record) []byte {
	b = field(b, `{"id":`, r.ID)
	b = append(append(b, `,"call":`...), e.head...)
	b = integer(b, `,"index":`, r.Index)
	b = field(b, `,"section":`, string(r.Section))
	b = field(b, `,"speaker":`, r.Speaker)
	b = field(b, `,"role":`, string(r.Role))
	b = field(b, `,"title":`, r.Title)
	b = field(b, `,"firm":`, r.Firm)
	b = field(b, `,"asker":`, r.Asker)
	b = field(b, `,"asker_firm":`, r.AskerFirm)
	b = field(b, `,"question":`, r.Question)
	b = field(b, `,"text":`, r.Text)
	b = integer(b, `,"line":`, r.Line)
	if r.Page != 0 {
		b = integer(b, `,"page":`, r.Page)
	}
	if r.Time != 0 {
		b = e.number(b, `,"time":`, r.Time)
	}
	b = appendExtra(b, r.Extra)
	b = integer(b, `,"words":`, r.Words)
	b = truth(b, `,"trivial":`, r.Trivial)
	b = truth(b, `,"procedure":`, r.Procedure)
	b = e.appendSentiment(append(b, `,"sentiment":`...), &r.Sentiment)
	if len(r.Others) > 0 {
		b = list(b, `,"other_sentiments":`, r.Others, e.appendSentiment)
	}
	if e.sentences && len(r.Sentences) > 0 {
		b = list(b, `,"sentences":`, r.Sentences, e.appendSentence)
	}
	b = e.optional(b, `,"question_sentiment":`, r.QuestionSentiment)
	b = e.number(b, `,"numeric_share":`, r.NumericShare)
	b = e.number(b, `,"complexity":`, r.Complexity)
	b = e.number(b, `,"specificity":`, r.Specificity)
	b = e.number(b, `,"hedge_strength":`, r.Strength)
	b = e.number(b, `,"shields_per_100_words":`, r.Shields)
	b = e.number(b, `,"approximators_per_100_words":`, r.Approximate)
	b = list(b, `,"hedges":`, r.Hedges, e.appendHedge)
	b = list(b, `,"deflections":`, r.Deflections, e.appendDeflection)
	b = e.appendDirectness(append(b, `,"directness":`...), &r.Directness)
	b = list(b, `,"topics":`, r.Topics, e.appendTopic)
	b = append(append(b, `,"versions":`...), e.tail...)
	return append(b, '}')
}

func appendExtra(b []byte, extra map[string]string) []byte {
	before := `,"extra":{`
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		b = text(append(b, before...), key)
		b = field(b, ":", extra[key])
		before = ","
	}
	if before == "," {
		b = append(b, '}')
	}
	return b
}

func (e *Encoder) appendVersions(b []byte, v *analysis.Versions) []byte {
	b = field(b, `{"model":`, v.Model)
	b = field(b, `,"lexicon":`, v.Lexicon)
	b = field(b, `,"taxonomy":`, v.Taxonomy)
	return append(field(b, `,"directness":`, v.Directness), '}')
}

func (e *Encoder) appendSentiment(b []byte, s *analysis.Sentiment) []byte {
	b = e.optional(b, `{"score":`, s.Score)
	b = field(b, `,"label":`, string(s.Label))
	b = e.number(b, `,"negative":`, s.Negative)
	b = e.number(b, `,"neutral":`, s.Neutral)
	b = e.number(b, `,"positive":`, s.Positive)
	b = field(b, `,"scorer":`, s.Scorer)
	if t := s.Tone; t != nil {
		b = integer(b, `,"tone":{"negative":`, t.Negative)
		b = integer(b, `,"positive":`, t.Positive)
		b = integer(b, `,"uncertainty":`, t.Uncertainty)
		b = integer(b, `,"litigious":`, t.Litigious)
		b = integer(b, `,"strong_modal":`, t.StrongModal)
		b = integer(b, `,"weak_modal":`, t.WeakModal)
		b = append(integer(b, `,"constraining":`, t.Constraining), '}')
	}
	return append(b, '}')
}

func appendSpan(b []byte, s *analysis.Span) []byte {
	b = integer(b, `{"start":`, s.Start)
	b = integer(b, `,"end":`, s.End)
	b = integer(b, `,"char_start":`, s.CharStart)
	return integer(b, `,"char_end":`, s.CharEnd)
}

func (e *Encoder) appendSentence(b []byte, s *analysis.Sentence) []byte {
	b = appendSpan(b, &s.Span)
	b = field(b, `,"label":`, string(s.Label))
	b = e.number(b, `,"score":`, s.Score)
	b = e.number(b, `,"negative":`, s.Negative)
	b = e.number(b, `,"neutral":`, s.Neutral)
	b = e.number(b, `,"positive":`, s.Positive)
	if s.Procedure {
		b = truth(b, `,"procedure":`, true)
	}
	return append(b, '}')
}

// place appends a span with its place in the source and its words.
func place(b []byte, s *analysis.Span, line, column int, words string) []byte {
	b = appendSpan(b, s)
	b = integer(b, `,"line":`, line)
	b = integer(b, `,"column":`, column)
	return field(b, `,"text":`, words)
}

func (e *Encoder) appendHedge(b []byte, h *analysis.Hedge) []byte {
	b = place(b, &h.Span, h.Line, h.Column, h.Text)
	b = field(b, `,"category":`, string(h.Category))
	b = field(b, `,"cue":`, h.Cue)
	return append(e.number(b, `,"weight":`, h.Weight), '}')
}

func (e *Encoder) appendDeflection(b []byte, d *analysis.Deflection) []byte {
	b = place(b, &d.Span, d.Line, d.Column, d.Text)
	b = field(b, `,"kind":`, string(d.Kind))
	return append(field(b, `,"cue":`, d.Cue), '}')
}

// appendDirectness writes what MarshalJSON gives, which escapes for HTML.
func (e *Encoder) appendDirectness(b []byte, d *analysis.Directness) []byte {
	if d.Label == "" {
		return append(b, "null"...)
	}
	b = e.optional(b, `{"score":`, d.Score)
	b = markup(append(b, `,"label":`...), string(d.Label))
	b = markup(append(b, `,"kind":`...), string(d.Kind))
	if d.Until != "" {
		b = markup(append(b, `,"until":`...), d.Until)
	}
	b = e.number(b, `,"direct":`, d.Direct)
	b = e.number(b, `,"partial":`, d.Partial)
	b = e.number(b, `,"evaded":`, d.Evaded)
	if len(d.Evidence) > 0 {
		b = list(b, `,"evidence":`, d.Evidence, func(b []byte, v *analysis.DirectnessEvidence) []byte {
			b = appendSpan(b, &v.Span)
			b = integer(b, `,"line":`, v.Line)
			b = integer(b, `,"column":`, v.Column)
			b = markup(append(b, `,"text":`...), v.Text)
			b = markup(append(b, `,"kind":`...), string(v.Kind))
			return append(markup(append(b, `,"cue":`...), v.Cue), '}')
		})
	}
	b = e.appendExchange(b, `,"exchange":`, d.Exchange)
	return append(e.appendExchange(b, `,"part":`, d.Part), '}')
}

func (e *Encoder) appendExchange(b []byte, key string, x *analysis.Exchange) []byte {
	if x == nil {
		return b
	}
	b = markup(append(append(b, key...), `{"id":`...), x.ID)
	b = integer(b, `,"answers":`, x.Answers)
	b = e.optional(b, `,"score":`, x.Score)
	return append(markup(append(b, `,"label":`...), string(x.Label)), '}')
}

func (e *Encoder) appendTopic(b []byte, t *topic.Topic) []byte {
	b = field(b, `{"name":`, t.Name)
	return append(e.number(b, `,"weight":`, t.Weight), '}')
}

func list[T any](b []byte, key string, items []T, item func([]byte, *T) []byte) []byte {
	b = append(b, key...)
	if items == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, &items[i])
	}
	return append(b, ']')
}

func field(b []byte, key, value string) []byte { return text(append(b, key...), value) }

func integer(b []byte, key string, n int) []byte {
	return strconv.AppendInt(append(b, key...), int64(n), 10)
}

func truth(b []byte, key string, v bool) []byte { return strconv.AppendBool(append(b, key...), v) }

func (e *Encoder) optional(b []byte, key string, x *float64) []byte {
	if x == nil {
		return append(append(b, key...), "null"...)
	}
	return e.number(b, key, *x)
}

// number writes a number as encoding/json does, which has it from ECMAScript.
func (e *Encoder) number(b []byte, key string, x float64) []byte {
	b = append(b, key...)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		e.failed = strconv.FormatFloat(x, 'g', -1, 64)
		return b
	}
	if size := math.Abs(x); size == 0 || 1e-6 <= size && size < 1e21 {
		return strconv.AppendFloat(b, x, 'f', -1, 64)
	}
	b = strconv.AppendFloat(b, x, 'e', -1, 64)
	if n := len(b); n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // e-09 becomes e-9
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}

// plain are the bytes that stand for themselves in a string whatever follows them.
var plain = func() (is [256]bool) {
	for c := range is {
		is[c] = ' ' <= c && c < utf8.RuneSelf-1 && c != '"' && c != '\\' && c != '#'
	}
	return is
}()

// text appends a string.
func text(b []byte, s string) []byte { return quoted(b, s, false) }

// markup is text that also escapes what HTML takes for its own.
func markup(b []byte, s string) []byte { return quoted(b, s, true) }

func quoted(b []byte, s string, html bool) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] && !(html && (c == '<' || c == '>' || c == '&')) {
			i++
			continue
		}
		if c == '#' {
			escape, n := harmless.JSONEscape(s[i:])
			if escape != "" {
				b = append(append(b, s[done:i]...), escape...)
				done = i + n
			}
			i += n
			continue
		}
		b = append(b, s[done:i]...)
		n := 1
		if c >= utf8.RuneSelf {
			b, n = foreign(b, s[i:])
		} else {
			b = escaped(b, c)
		}
		i += n
		done = i
	}
	return append(append(b, s[done:]...), '"')
}

const hex = "0123456789abcdef"

// escaped appends a byte of ASCII that cannot stand for itself.
func escaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
}

// foreign appends the first character of s, which is not of ASCII.
func foreign(b []byte, s string) ([]byte, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return append(b, `\ufffd`...), n
	}
	if r == '\u2028' || r == '\u2029' { // which JavaScript took for line ends
		return append(b, '\\', 'u', '2', '0', '2', hex[r&0xf]), n
	}
	if escape, _ := harmless.JSONEscape(s); escape != "" {
		return append(b, escape...), n
	}
	return append(b, s[:n]...), n
}
