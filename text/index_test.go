package text

import "testing"

func TestIndex(t *testing.T) {
	of := map[ID]uint16{}
	for i := range 300 { // few differences in the bits that choose the slot
		of[ID(i)<<40] = uint16(i + 1)
	}
	of[0] = 7 // also a key
	x := NewIndex(of)
	for key, want := range of {
		if got := x.Find(key); got != want {
			t.Errorf("%x: %d, want %d", key, got, want)
		}
	}
	for _, key := range []ID{1, 1 << 39, 300 << 40} {
		if got := x.Find(key); got != 0 {
			t.Errorf("%x: %d, want 0", key, got)
		}
	}
	opened, ok := OpenIndex[ID, uint16](x.Data())
	if !ok || opened != x {
		t.Error("what is opened is another index")
	}
	for _, data := range []string{"short", "sixteen and then", "twelve bytes of the like"} {
		if _, ok := OpenIndex[ID, uint16](data); ok != (len(data) == 16) {
			t.Errorf("%q is opened: %v", data, ok)
		}
	}
	var none Index[ID, uint8]
	if got := none.Find(5); got != 0 {
		t.Errorf("in no index: %d", got)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic for a number that is too large")
			}
		}()
		NewIndex(map[ID]int32{1: MostIndexed + 1})
	}()
	empty := NewIndex(map[ID]uint8{})
	if got := empty.Find(5); got != 0 {
		t.Errorf("in an empty index: %d", got)
	}
}
