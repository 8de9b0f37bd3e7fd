package harmless

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSVLine writes a line of CSV as RFC 4180 has it. It quotes what encoding/csv
// quotes, and what holds a semicolon or a tab too: where the comma is the decimal
// sign spreadsheets part cells there. Texts go through CSVText first.
func CSVLine(b *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if !mustQuote(cell) {
			b.WriteString(cell)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteByte('\n')
}

func mustQuote(cell string) bool {
	first, _ := utf8.DecodeRuneInString(cell)
	return cell != "" && (cell == `\.` || strings.ContainsAny(cell, ",;\t\"\r\n") || unicode.IsSpace(first))
}
