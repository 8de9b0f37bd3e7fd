//go:build unix

package pdftext

import "syscall"

// reserve gives addresses that take no memory before they are written to.
func reserve(size int) []byte {
	b, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	return b
}

func unreserve(b []byte) {
	if b != nil {
		_ = syscall.Munmap(b) // fails for what was never mapped only
	}
}
