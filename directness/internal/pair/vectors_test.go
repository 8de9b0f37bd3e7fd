package pair

import (
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"testing"
)

// tableOf writes stems with a rarity of one more than their place.
func tableOf(stems ...Stem) string {
	var b []byte
	for i, s := range stems {
		b = binary.LittleEndian.AppendUint64(b, uint64(s))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(i+1)))
		b = append(b, strings.Repeat(string(rune('a'+i)), Dimensions)...)
	}
	return string(b)
}

// What is read in place knows the same as a map.
func TestOpenVectors(t *testing.T) {
	stems := []Stem{0, 5, 1 << 51, 1 << 52, 1<<52 + 1, 3 << 60, math.MaxUint64}
	v, err := OpenVectors(tableOf(stems...), 9)
	if err != nil {
		t.Fatal(err)
	}
	whole := Vectors{Unknown: 9, Of: map[Stem]WordVector{}}
	for i, s := range stems {
		whole.Of[s] = WordVector{float64(i + 1), strings.Repeat(string(rune('a'+i)), Dimensions)}
	}
	for _, s := range append(stems, 1, 1<<52-1, 1<<52+2, 7<<60, math.MaxUint64-1) {
		got, ok := v.find(s)
		want, wanted := whole.find(s)
		if ok != wanted || !reflect.DeepEqual(got, want) || v.rarity(s) != whole.rarity(s) {
			t.Errorf("%x: %v %v, want %v %v", s, got, ok, want, wanted)
		}
	}
	if empty, err := OpenVectors("", 2); err != nil || empty.rarity(1) != 2 {
		t.Errorf("an empty table: %v, %v", empty.rarity(1), err)
	}
	noNumber := []byte(tableOf(1))
	binary.LittleEndian.PutUint32(noNumber[8:], math.Float32bits(float32(math.NaN())))
	for _, bad := range []string{tableOf(2, 1), tableOf(1, 1), string(noNumber)} {
		if _, err := OpenVectors(bad, 0); err == nil {
			t.Error("no error for what is out of order or no number")
		}
	}
}
