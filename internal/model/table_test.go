package model

import (
	"testing"
)

// AddAll adds what Find finds key by key, for more keys than it takes at a time,
// known ones and others, some of them twice.
func TestAddAll(t *testing.T) {
	weights := map[Key]Weight{}
	var keys []Key
	for i := range Key(3 * batch) {
		k := i * 0x1234567
		keys = append(keys, k, k)
		if i%3 != 0 {
			weights[k] = Weight{int16(i), -2 * int16(i)}
		}
	}
	r := &Reader{rest: string(AppendTable(nil, weights))}
	table := r.Table()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, batch - 1, batch, batch + 1, len(keys)} {
		var got, want Sum
		table.AddAll(&got, keys[:n])
		for _, k := range keys[:n] {
			want.Add(weights[k])
			if w, found := table.Find(k); w != weights[k] || found != (w != Weight{}) {
				t.Fatalf("%x: %v %v, want %v", k, w, found, weights[k])
			}
		}
		if got != want {
			t.Errorf("%d keys: %v, want %v", n, got, want)
		}
	}
}
