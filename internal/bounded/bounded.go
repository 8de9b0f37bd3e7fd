// Package bounded refuses YAML that would take far more to parse than to read:
// a file of 75 kB can ask for gigabytes, and in CI the configuration comes from
// who proposes a change.
package bounded

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Bytes that a file may have: Small one that people write, Large one with word
// lists that were made.
const (
	Small = 128 << 10
	Large = 4 << 20
)

// depth is how deep brackets, and dashes of a line, may stand within each other.
const depth = 32

// Error is what a file asks for too much of, and where.
type Error struct {
	Line, Column int // 1-based; 0 for the whole file
	Message      string
}

func (e *Error) Error() string { return e.Message }

// YAML gives an *Error where data is larger than most bytes, nests deeper than
// anybody writes, or has aliases, which can stand for more than there is. It
// takes time and memory in proportion to data.
func YAML(data []byte, most int) error {
	if len(data) > most {
		return &Error{Message: fmt.Sprintf("larger than %d KiB", most>>10)}
	}
	open, dashes, line := 0, 0, 0
	for _, t := range lexer.Tokenize(string(data)) {
		if t.Position.Line != line {
			dashes, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open--
		case token.SequenceEntryType, token.MappingKeyType:
			dashes++
		case token.AliasType:
			return at(t, "an alias: write what it stands for")
		}
		if open > depth || dashes > depth {
			return at(t, fmt.Sprintf("nests deeper than %d", depth))
		}
	}
	return nil
}

func at(t *token.Token, message string) error {
	return &Error{t.Position.Line, t.Position.Column, message}
}
