package source

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"candor/transcript/call"
)

var (
	errEmpty  = errors.New("the file is empty")
	errBinary = errors.New("binary data, not the text of a transcript")
)

// Decode finds the encoding: UTF-8 or UTF-16 by the byte order mark, UTF-16
// without one by its zeros, else UTF-8 if it is that, else Windows-1252, the one
// old texts from the web are in.
func Decode(data, name string) (*Source, error) {
	s := &Source{Name: name, Text: data}
	switch {
	case IsPDF(data), IsParquet(data):
		s.Raw = true
		return s, nil
	case strings.HasPrefix(data, "\xef\xbb\xbf"):
		s.Text, s.skipped = data[3:], 3
	case strings.HasPrefix(data, "\xff\xfe"):
		s.fromUTF16(data, 2, 0)
	case strings.HasPrefix(data, "\xfe\xff"):
		s.fromUTF16(data, 2, 1)
	default:
		if low := unmarkedUTF16(data); low >= 0 {
			s.fromUTF16(data, 0, low)
		}
	}
	if strings.TrimFunc(s.Text, IsBlank) == "" {
		return nil, errEmpty
	}
	if strings.IndexByte(s.Text, 0) >= 0 {
		return nil, errBinary
	}
	if !utf8.ValidString(s.Text) {
		if err := s.repair(); err != nil {
			return nil, err
		}
		if strings.TrimFunc(s.Text, IsBlank) == "" { // blanks of another encoding
			return nil, errEmpty
		}
	}
	s.Text = lineEnds(s.Text)
	s.findLines()
	return s, nil
}

// unmarkedUTF16 gives which byte of two is the low one where every other byte,
// nearly, is zero: 0 or 1; -1 where it is no UTF-16.
func unmarkedUTF16(data string) int {
	head := data[:min(len(data), 1<<12)&^1]
	var zeros [2]int
	for i := range len(head) {
		if head[i] == 0 {
			zeros[i&1]++
		}
	}
	for high := range zeros {
		if pairs := len(head) / 2; pairs > 8 && 10*zeros[high] > 8*pairs && zeros[1-high] == 0 {
			return 1 - high
		}
	}
	return -1
}

// fromUTF16 decodes data from the byte at from on; low is which byte of two is the low one.
func (s *Source) fromUTF16(data string, from, low int) {
	unit := func(i int) rune { return rune(data[i+low]) | rune(data[i+1-low])<<8 }
	d := Decoder{Text: make([]byte, 0, len(data)/2)}
	for i := from; i+1 < len(data); i += 2 {
		r, at := unit(i), i
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if pair := utf16.DecodeRune(r, unit(i+2)); pair != utf8.RuneError {
				r = pair
				i += 2
			}
		}
		before := len(d.Text)
		d.Text = utf8.AppendRune(d.Text, r)
		step := [...]int{1: 2, 2: 1, 3: 0, 4: 1}[len(d.Text)-before] // bytes of the file for each byte of the sign
		d.fromAt(before, at, step)
	}
	s.Text, s.pieces = string(d.Text), d.pieces
}

// repair decodes what is no valid UTF-8. More broken than whole sequences mean
// that it never was UTF-8.
func (s *Source) repair() error {
	whole, broken, control, first := 0, 0, 0, -1
	for i, r := range s.Text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s.Text[i:], "\uFFFD"):
			broken++
			if first < 0 {
				first = i
			}
		case r >= utf8.RuneSelf:
			whole++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f':
			control++
		}
	}
	if (broken+control)*5 > len(s.Text) {
		return errBinary
	}
	isUTF8 := whole >= broken
	if isUTF8 {
		line := 1 + strings.Count(s.Text[:first], "\n")
		s.Warning = &call.Warning{Code: "not-utf-8", Line: line, Text: fmt.Sprintf("%d bytes are no valid UTF-8 and were replaced", broken)}
	}
	plain := &Source{Text: s.Text, skipped: s.skipped}
	d := Decoder{Text: make([]byte, 0, len(s.Text)+2*broken)}
	done := 0 // offset before which all is decoded
	for i := 0; i < len(s.Text); {
		if s.Text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.Text[i:])
		if isUTF8 && size > 1 {
			i += size
			continue
		}
		if !isUTF8 {
			r = charmap.Windows1252.DecodeByte(s.Text[i])
		}
		d.Copy(plain, done, i)
		d.Write(r, s.skipped+i)
		i++
		done = i
	}
	d.Copy(plain, done, len(s.Text))
	s.Text, s.pieces = string(d.Text), d.pieces
	return nil
}

// IsPDF recognises a PDF by its mark, which some programs put a few bytes in front of.
func IsPDF(data string) bool {
	return strings.Contains(data[:min(len(data), 1024)], "%PDF-")
}

// IsParquet recognises a Parquet file by its mark.
func IsParquet(data string) bool { return strings.HasPrefix(data, "PAR1") }

// lineEnds writes every end of a line as "\n": a carriage return by itself, and
// where the text is not JSON, whose strings may hold them, NEL and the separators of
// lines and paragraphs. Each byte stays where it was: blanks fill up longer signs.
func lineEnds(text string) string {
	lone := strings.Count(text, "\r") > strings.Count(text, "\r\n")
	begin := strings.TrimLeftFunc(text[:min(len(text), 1<<10)], IsBlank)
	separators := !strings.HasPrefix(begin, "{") && !strings.HasPrefix(begin, "[") &&
		(strings.Contains(text, "\u0085") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029"))
	if !lone && !separators {
		return text
	}
	b := []byte(text)
	for i := range b {
		switch {
		case b[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") && !strings.HasPrefix(text[i+1:], "\r\n"):
			b[i] = '\n'
		case separators && strings.HasPrefix(text[i:], "\u0085"):
			copy(b[i:], "\n ")
		case separators && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			copy(b[i:], "\n  ")
		}
	}
	return string(b)
}
