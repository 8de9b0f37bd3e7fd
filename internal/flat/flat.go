// Package flat writes and reads what go generate compiles: lists of numbers and
// strings, one after another, little-endian. Strings and bytes are not copied when
// they are read.
package flat

import (
	"encoding/binary"
	"errors"
	"math"
)

// Writer appends to itself.
type Writer []byte

// Uint32 writes a number of four bytes.
func (w *Writer) Uint32(x uint32) { *w = binary.LittleEndian.AppendUint32(*w, x) }

// Uint64 writes a number of eight bytes.
func (w *Writer) Uint64(x uint64) { *w = binary.LittleEndian.AppendUint64(*w, x) }

// Float64 writes a number of eight bytes.
func (w *Writer) Float64(x float64) { w.Uint64(math.Float64bits(x)) }

// String writes a string with its length.
func (w *Writer) String(s string) {
	w.Uint32(uint32(len(s)))
	*w = append(*w, s...)
}

// Strings writes a list of strings.
func (w *Writer) Strings(list []string) {
	w.Uint32(uint32(len(list)))
	for _, s := range list {
		w.String(s)
	}
}

// Int32s writes a list of numbers.
func Int32s[T ~int32 | ~uint32 | ~uint16 | ~uint8](w *Writer, list []T) {
	w.Uint32(uint32(len(list)))
	for _, x := range list {
		w.Uint32(uint32(x))
	}
}

// Uint64s writes a list of numbers.
func Uint64s[T ~uint64](w *Writer, list []T) {
	w.Uint32(uint32(len(list)))
	for _, x := range list {
		w.Uint64(uint64(x))
	}
}

// Reader reads what a Writer wrote, in the same order. After an error it gives
// zeros; Close tells the first one.
type Reader struct {
	rest string
	err  error
}

// NewReader reads data, of which it keeps parts.
func NewReader(data string) *Reader { return &Reader{rest: data} }

var (
	errEnds = errors.New("compiled data ends too early")
	errMore = errors.New("compiled data has more than is read")
)

// Take gives the next n bytes.
func (r *Reader) Take(n int) string {
	if r.err == nil && uint(n) > uint(len(r.rest)) {
		r.err = errEnds
	}
	if r.err != nil {
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// Uint32 reads a number of four bytes.
func (r *Reader) Uint32() uint32 {
	if s := r.Take(4); s != "" {
		return uint32At(s, 0)
	}
	return 0
}

// Uint64 reads a number of eight bytes.
func (r *Reader) Uint64() uint64 {
	low := r.Uint32()
	return uint64(low) | uint64(r.Uint32())<<32
}

// Float64 reads a number of eight bytes.
func (r *Reader) Float64() float64 { return math.Float64frombits(r.Uint64()) }

// String reads a string.
func (r *Reader) String() string { return r.Take(int(r.Uint32())) }

// Strings reads a list of strings.
func (r *Reader) Strings() []string {
	n := r.Count(4)
	list := make([]string, n)
	for i := range list {
		list[i] = r.String()
	}
	return list
}

// Count reads the length of a list whose elements take so many bytes at least.
func (r *Reader) Count(size int) int {
	n := int(r.Uint32())
	if r.err == nil && n > len(r.rest)/size {
		r.err = errEnds
	}
	if r.err != nil {
		return 0
	}
	return n
}

// ReadInt32s reads what Int32s wrote.
func ReadInt32s[T ~int32 | ~uint32 | ~uint16 | ~uint8](r *Reader) []T {
	list := make([]T, r.Count(4))
	s := r.Take(4 * len(list))
	for i := range list {
		list[i] = T(uint32At(s, 4*i))
	}
	return list
}

// ReadUint64s reads what Uint64s wrote.
func ReadUint64s[T ~uint64](r *Reader) []T {
	list := make([]T, r.Count(8))
	s := r.Take(8 * len(list))
	for i := range list {
		list[i] = T(uint32At(s, 8*i)) | T(uint32At(s, 8*i+4))<<32
	}
	return list
}

// Numbers is a list of numbers of four bytes each that is read in place.
type Numbers string

// NumbersOf makes a list.
func NumbersOf[T ~int32 | ~uint32](list []T) Numbers {
	var w Writer
	for _, x := range list {
		w.Uint32(uint32(x))
	}
	return Numbers(w)
}

// Len is the length of the list.
func (n Numbers) Len() int { return len(n) / 4 }

// At gives a number of the list.
func (n Numbers) At(i int) int32 { return int32(uint32At(string(n), 4*i)) }

// Numbers writes a list.
func (w *Writer) Numbers(n Numbers) { w.String(string(n)) }

// Numbers reads a list of at least so many numbers.
func (r *Reader) Numbers(least int) Numbers {
	n := Numbers(r.String())
	if n.Len() < least {
		r.Fail(errEnds)
	}
	return n
}

// Floats is a list of numbers of eight bytes each that is read in place.
type Floats string

// FloatsOf makes a list.
func FloatsOf(list []float64) Floats {
	var w Writer
	for _, x := range list {
		w.Float64(x)
	}
	return Floats(w)
}

// At gives a number of the list.
func (f Floats) At(i int) float64 {
	return math.Float64frombits(uint64(uint32At(string(f), 8*i)) | uint64(uint32At(string(f), 8*i+4))<<32)
}

func uint32At(s string, i int) uint32 {
	b := s[i:][:4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// Fail makes err what Close tells, if nothing was wrong before.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Close says what was wrong, or that more is there than was read.
func (r *Reader) Close() error {
	if r.err == nil && r.rest != "" {
		r.err = errMore
	}
	return r.err
}
