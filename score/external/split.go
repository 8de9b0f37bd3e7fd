package external

import (
	"errors"
	"strings"
)

// Split divides a command at blanks. Single quotes keep all, double quotes all but
// a backslash before a quote or a backslash, and a backslash outside of them the
// next character, as in a shell; nothing else means anything.
func Split(command string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord, quote := false, byte(0)
	for i := 0; i < len(command); i++ {
		c := command[i]
		switch {
		case quote == 0 && (c == ' ' || c == '\t' || c == '\n'):
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
			continue
		case quote == 0 && (c == '\'' || c == '"'):
			quote, inWord = c, true
			continue
		case c == quote && quote != 0:
			quote = 0
			continue
		case c == '\\' && quote != '\'' && i+1 < len(command) && (quote == 0 || strings.IndexByte("\"\\", command[i+1]) >= 0):
			i++
			c = command[i]
		}
		inWord = true
		word.WriteByte(c)
	}
	if quote != 0 {
		return nil, errors.New("a quote is not closed")
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}
