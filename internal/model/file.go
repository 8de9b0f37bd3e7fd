// Package model is what trained models need to run: one binary file format,
// and tables of weights, read in place. Package learn makes them.
package model

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// A model file, all numbers little-endian, is a magic word, the version of its
// format in one byte, the CRC-32 (Castagnoli) of the rest in four, and the rest:
// a header in JSON behind its length in four bytes, and then what the kind of
// model needs.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errEnds = errors.New("the model file ends too early")

// Kind of model file.
type Kind struct {
	Magic   string
	Version byte // of the format
}

// Seal makes a model file of a header, which is written as JSON, and a body.
func (k Kind) Seal(header any, body []byte) ([]byte, error) {
	about, err := json.Marshal(header)
	if err != nil {
		return nil, err
	}
	rest := binary.LittleEndian.AppendUint32(nil, uint32(len(about)))
	rest = append(append(rest, about...), body...)
	file := append([]byte(k.Magic), k.Version)
	file = binary.LittleEndian.AppendUint32(file, checksum(string(rest)))
	return append(file, rest...), nil
}

// Open begins to read a model file, fills in its header and gives its checksum,
// which names the content. It fails on what is no such file, or a damaged one.
func (k Kind) Open(data string, header any) (r *Reader, sum uint32, err error) {
	start := len(k.Magic) + 1 + 4
	switch {
	case len(data) < len(k.Magic) || data[:len(k.Magic)] != k.Magic:
		return nil, 0, errors.New("not a model of candor train, or one of another kind")
	case len(data) < start:
		return nil, 0, errEnds
	case data[len(k.Magic)] != k.Version:
		return nil, 0, fmt.Errorf("model format %d, this candor reads %d: train it again", data[len(k.Magic)], k.Version)
	}
	sum = checksum(data[start:])
	if sum != binary.LittleEndian.Uint32([]byte(data[start-4:start])) {
		return nil, 0, errors.New("the model file is damaged: its checksum does not match")
	}
	r = &Reader{rest: data[start:]}
	about := r.Take(r.Uint32())
	if r.err == nil {
		if err := json.Unmarshal([]byte(about), header); err != nil {
			return nil, 0, fmt.Errorf("header: %w", err)
		}
	}
	return r, sum, r.err
}

// checksum does not copy s.
func checksum(s string) uint32 {
	sum := uint32(0)
	var block [4096]byte
	for len(s) > 0 {
		n := copy(block[:], s)
		sum = crc32.Update(sum, castagnoli, block[:n])
		s = s[n:]
	}
	return sum
}

// Reader reads the body of a model file. After an error it gives zeros; Close
// tells the first one.
type Reader struct {
	rest string
	err  error
}

// Take returns the next n bytes.
func (r *Reader) Take(n uint32) string {
	if r.err == nil && uint64(n) > uint64(len(r.rest)) {
		r.err = errEnds
	}
	if r.err != nil {
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *Reader) uint(n uint32) uint64 {
	var b [8]byte
	copy(b[:], r.Take(n))
	return binary.LittleEndian.Uint64(b[:])
}

// Uint16 reads a number of two bytes.
func (r *Reader) Uint16() int { return int(r.uint(2)) }

// Uint32 reads a number of four bytes.
func (r *Reader) Uint32() uint32 { return uint32(r.uint(4)) }

// Float64 reads a number of eight bytes.
func (r *Reader) Float64() float64 { return r.finite(math.Float64frombits(r.uint(8))) }

// Float32 reads a number of four bytes.
func (r *Reader) Float32() float64 { return r.finite(float64(math.Float32frombits(r.Uint32()))) }

func (r *Reader) finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		r.Fail(errors.New("a weight is no number"))
	}
	return x
}

// Fail makes err what Close tells, if nothing was wrong before.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Close says what was wrong, or that more is in the file than was read.
func (r *Reader) Close() error {
	if r.err == nil && len(r.rest) > 0 {
		r.err = errors.New("more in the model file than a model")
	}
	return r.err
}

// AppendFloat32 appends what Float32 reads.
func AppendFloat32(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
}
