package transcript

import "testing"

func FuzzWritten(f *testing.F) { fuzzReader(f, "converted", "converted-*") }
