package evaluation

import (
	"fmt"
	"reflect"
	"testing"
)

// Four kinds of call, of 10 each, share most of their words; some tell them apart.
func TestKinds(t *testing.T) {
	words := []string{"ore pit tonnes", "patients trial dosing", "tenants leases rents", "deposits loans branches"}
	var texts []string
	var calls []int
	for call := range 40 {
		for part := range 2 {
			texts = append(texts, fmt.Sprintf("We think the %s of quarter %d were good.", words[call%4], part))
			calls = append(calls, call)
		}
	}
	got := kinds(texts, calls, 40, 4, 1)
	for call, kind := range got {
		for other := range call {
			if (kind == got[other]) != (call%4 == other%4) {
				t.Fatalf("calls %d and %d: kinds %v", call, other, got)
			}
		}
	}
	if again := kinds(texts, calls, 40, 4, 1); !reflect.DeepEqual(again, got) {
		t.Errorf("a second run gives other kinds")
	}
}
