package call

import "fmt"

// Error is a file that cannot be read as a call, or a line of it.
type Error struct {
	File string
	Line int // 1-based; 0 when it is about the whole file
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.File, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
