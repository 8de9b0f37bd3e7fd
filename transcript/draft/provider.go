package draft

import (
	"errors"

	"candor/transcript/source"
)

// ErrNoSpeakers is what Read says of a file in which no one speaks, by errors.Is
// also of one in which most text belongs to nobody.
var ErrNoSpeakers = errors.New("no speaker marks: not a transcript in any known format")

// Format is a way in which transcripts are written.
type Format struct {
	Name        string // for Options.Format, and in Call.Format
	Description string // what it is, in a few words
}

// Reader reads one format.
type Reader struct {
	Format
	// Read gives the calls that the file holds. A mismatch is the error where the
	// file is of another format; any other error comes with what could be read.
	Read func(*source.Source) ([]*Draft, error)
	Raw  bool // it reads the bytes of a file that is no text
}

// Mismatch says why a file is not of a format.
type Mismatch string

func (m Mismatch) Error() string { return string(m) }

// One is a reader of files that hold a single call: parse gives it, or nil where
// the file is of another format, for the reason why.
func One(name, description string, parse func(*source.Source) *Draft, why string) Reader {
	return Reader{Format: Format{name, description}, Read: func(src *source.Source) ([]*Draft, error) {
		if d := parse(src); d != nil && len(d.Call.Turns) > 0 {
			return []*Draft{d}, nil
		}
		return nil, Mismatch(why)
	}}
}
