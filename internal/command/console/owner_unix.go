//go:build unix

package console

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives the file the owner and group that old has.
func keepOwner(name string, old fs.FileInfo) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	has, ok1 := info.Sys().(*syscall.Stat_t)
	had, ok2 := old.Sys().(*syscall.Stat_t)
	if !ok1 || !ok2 || has.Uid == had.Uid && has.Gid == had.Gid {
		return nil
	}
	return os.Chown(name, int(had.Uid), int(had.Gid))
}
