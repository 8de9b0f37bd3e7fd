package console

import (
	"cmp"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compressed makes what write writes be compressed as the file's name says: .gz or
// .zst, in small letters or not. Equal content gives equal bytes.
func compressed(file string, write func(io.Writer) error) func(io.Writer) error {
	var open func(io.Writer) (io.WriteCloser, error)
	switch strings.ToLower(filepath.Ext(file)) {
	case ".gz":
		open = func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }
	case ".zst":
		open = func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) }
	default:
		return write
	}
	return func(w io.Writer) error {
		c, err := open(w)
		if err != nil {
			return err
		}
		err = write(c)
		return cmp.Or(err, c.Close())
	}
}
