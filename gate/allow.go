package gate

import "strings"

// allowComment is a comment by which a writer allows what candor gate would find:
//
//	<!-- candor:allow NAME REASON -->
//
// Nobody says it: transcript leaves every comment of this kind out of what is said.
type allowComment struct {
	Start, End int    // byte offsets in the file, half-open
	Body       string // "NAME REASON"
}

// AllowMark begins such a comment.
const AllowMark = "candor:allow"

// allowComments finds the comments in the bytes of a file. One that is not
// closed is none.
func allowComments(data string) []allowComment {
	var comments []allowComment
	for at := 0; ; {
		open := strings.Index(data[at:], "<!--")
		if open < 0 {
			return comments
		}
		open += at
		length := strings.Index(data[open:], "-->")
		if length < 0 {
			return comments
		}
		at = open + length + len("-->")
		inner := strings.TrimSpace(strings.TrimPrefix(data[open:at-len("-->")], "<!--"))
		if body, ok := strings.CutPrefix(inner, AllowMark); ok {
			comments = append(comments, allowComment{open, at, strings.TrimSpace(body)})
		}
	}
}

// withoutAllowComments blanks the comments, byte for byte.
func withoutAllowComments(data string, comments []allowComment) string {
	plain := []byte(data)
	for _, c := range comments {
		for i := c.Start; i < c.End; i++ {
			if plain[i] != '\n' {
				plain[i] = ' '
			}
		}
	}
	return string(plain)
}
