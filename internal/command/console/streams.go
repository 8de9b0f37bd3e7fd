package console

import "io"

// Streams are standard input and output as one connection, for servers.
func (a *Console) Streams() io.ReadWriteCloser { return streams{a.Stdin, a.Stdout} }

type streams struct {
	io.Reader
	io.Writer
}

// Close ends a read that waits.
func (s streams) Close() error {
	if c, ok := s.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
