//go:build !unix

package console

import "io/fs"

// keepOwner has nothing to keep where files have no owner that is a number.
func keepOwner(string, fs.FileInfo) error { return nil }
