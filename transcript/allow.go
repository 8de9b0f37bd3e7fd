package transcript

import "strings"

// AllowComment is a comment by which a writer allows what candor gate would find:
//
//	<!-- candor:allow NAME REASON -->
//
// Nobody says it: Read and ReadDraft leave it out of every text.
type AllowComment struct {
	Start, End int    // byte offsets in the file, half-open
	Body       string // "NAME REASON"
}

// AllowMark begins such a comment.
const AllowMark = "candor:allow"

// AllowComments finds the comments in the bytes of a file. One that is not
// closed is none.
func AllowComments(data string) []AllowComment {
	var comments []AllowComment
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
			comments = append(comments, AllowComment{open, at, strings.TrimSpace(body)})
		}
	}
}

// WithoutAllowComments blanks the comments, byte for byte.
func WithoutAllowComments(data string) string {
	comments := AllowComments(data)
	if len(comments) == 0 {
		return data
	}
	var b strings.Builder
	done := 0
	for _, c := range comments {
		b.WriteString(data[done:c.Start])
		b.WriteString(blank(data[c.Start:c.End]))
		done = c.End
	}
	b.WriteString(data[done:])
	return b.String()
}
