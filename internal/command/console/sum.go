package console

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// Open opens a file for reading as Console.Open does. Where Input.Summed asks for
// it, Sum tells of the file once it is closed.
func (r *Reader) Open(path string) (io.ReadCloser, error) {
	in, err := r.Console.Open(path)
	if err != nil || !r.Summed {
		return in, err
	}
	return &summing{in, sha256.New(), r, path, false}, nil
}

// Sum is the SHA-256 of a file that was read, in hexadecimal, or "".
func (r *Reader) Sum(path string) string {
	sum, _ := r.sums.Load(path)
	s, _ := sum.(string)
	return s
}

// summing sums what is read of a file.
type summing struct {
	io.ReadCloser
	sum   hash.Hash
	of    *Reader
	path  string
	ended bool
}

func (s *summing) Read(b []byte) (int, error) {
	n, err := s.ReadCloser.Read(b)
	s.sum.Write(b[:n]) // to memory, which does not fail
	s.ended = s.ended || errors.Is(err, io.EOF)
	return n, err
}

// Close reads on to the end of the file first, within what a file may have.
func (s *summing) Close() error {
	if !s.ended {
		io.CopyN(io.Discard, s, int64(s.of.MaxSize)) // what fails leaves no sum
	}
	if s.ended {
		s.of.sums.Store(s.path, hex.EncodeToString(s.sum.Sum(nil)))
	}
	return s.ReadCloser.Close()
}
