//go:build !unix

package pdftext

func reserve(int) []byte { return nil }

func unreserve([]byte) {}
