package flat

import (
	"errors"
	"reflect"
	"testing"
)

type content struct {
	A uint32
	B uint64
	C float64
	D string
	E []string
	F []int32
	G []uint64
}

func (c *content) write() (w Writer) {
	w.Uint32(c.A)
	w.Uint64(c.B)
	w.Float64(c.C)
	w.String(c.D)
	w.Strings(c.E)
	Int32s(&w, c.F)
	Uint64s(&w, c.G)
	return w
}

func read(data string) (content, error) {
	r := NewReader(data)
	c := content{r.Uint32(), r.Uint64(), r.Float64(), r.String(), r.Strings(), ReadInt32s[int32](r), ReadUint64s[uint64](r)}
	return c, r.Close()
}

func TestRoundTrip(t *testing.T) {
	want := content{1 << 31, 1 << 63, -0.5, "mixed", []string{"", "two"}, []int32{-1, 5}, []uint64{0, 1<<64 - 1}}
	data := string(want.write())
	got, err := read(data)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	for i := range data {
		if _, err := read(data[:i]); !errors.Is(err, errEnds) {
			t.Errorf("%d of %d bytes: %v", i, len(data), err)
		}
	}
	if _, err := read(data + "x"); !errors.Is(err, errMore) {
		t.Errorf("a byte more: %v", err)
	}
}

// Lists that are read in place give what they were made of.
func TestInPlace(t *testing.T) {
	numbers, floats := []int32{-5, 0, 1 << 30}, []float64{-0.25, 1e300}
	var w Writer
	w.Numbers(NumbersOf(numbers))
	r := NewReader(string(w))
	n, f := r.Numbers(3), FloatsOf(floats)
	if err := r.Close(); err != nil || n.Len() != 3 {
		t.Errorf("%d numbers, %v", n.Len(), err)
	}
	for i, want := range numbers {
		if got := n.At(i); got != want {
			t.Errorf("number %d is %d, want %d", i, got, want)
		}
	}
	for i, want := range floats {
		if got := f.At(i); got != want {
			t.Errorf("number %d is %g, want %g", i, got, want)
		}
	}
	r = NewReader(string(w))
	if r.Numbers(4); r.Close() == nil {
		t.Error("three numbers are four")
	}
}

// A length that cannot be makes an error and no large list.
func TestLengths(t *testing.T) {
	for _, data := range []string{"\xff\xff\xff\xff", "\xff\xff\xff\x7f1234"} {
		r := NewReader(data)
		if list := ReadInt32s[int32](r); len(list) != 0 || r.Close() == nil {
			t.Errorf("%q: %d numbers, %v", data, len(list), r.Close())
		}
		r = NewReader(data)
		if list := r.Strings(); len(list) != 0 || r.Close() == nil {
			t.Errorf("%q: %d strings, %v", data, len(list), r.Close())
		}
	}
	r := NewReader("")
	r.Fail(errMore)
	r.Fail(errEnds)
	if err := r.Close(); err != errMore {
		t.Errorf("%v is not the first error", err)
	}
}
