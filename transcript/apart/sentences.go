package apart

import (
	"strings"

	"candor/transcript/call"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// mostLines is how many lines a call has at most that has lost its lines.
const mostLines = 5

// Sentences puts names that stand as sentences of their own on lines, in a call
// that has lost its lines: "... over to Jane. Jane Doe. Thank you." It gives nil
// where no call is written so.
func Sentences(src *source.Source) *source.Source {
	if len(src.Lines) > mostLines {
		return nil
	}
	type sentence struct{ from, to int }
	var found []sentence
	count := map[string]int{}
	start := 0
	for i := 0; i < len(src.Text); i++ {
		if src.Text[i] != '.' && src.Text[i] != '?' && src.Text[i] != '!' || i+1 < len(src.Text) && src.Text[i+1] != ' ' {
			continue
		}
		end := i
		if name := src.Text[start:end]; src.Text[i] == '.' && len(name) < people.LongestName && isNameSentence(name) {
			if strings.HasSuffix(name, " Jr") || isInitialEnd(name) {
				continue // the name goes on behind its full stop
			}
			found = append(found, sentence{start, end})
			count[naming.Key(name)]++
		} else if isInitialEnd(name) {
			continue
		}
		start = i + 1
		for start < len(src.Text) && src.Text[start] == ' ' {
			start++
		}
	}
	var out source.Decoder
	done, names := 0, 0
	for _, s := range found {
		name := src.Text[s.from:s.to]
		sp := people.Parse(name)
		if count[naming.Key(name)] < 2 && sp.Role == "" && call.RoleNamed(sp.Name) == "" && !strings.Contains(name, " ") {
			continue
		}
		out.Copy(src, done, s.from)
		out.Put("\n", src.ByteOf(s.from))
		out.Copy(src, s.from, s.to)
		out.Put(":", src.ByteOf(s.to))
		done = s.to + 1
		names++
	}
	if names < 2*fewestNames {
		return nil
	}
	out.Copy(src, done, len(src.Text))
	return out.Source(src)
}

func isNameSentence(s string) bool {
	return people.IsPureName(s) || call.RoleNamed(s) != "" || people.Parse(s).Role != "" && people.MayName(people.Parse(s))
}

// isInitialEnd tells "Jane A" before its full stop from the end of a sentence.
func isInitialEnd(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return len(last) == 1 && strings.ToUpper(last) == last
}
