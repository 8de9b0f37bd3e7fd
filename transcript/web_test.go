package transcript

import "testing"

func FuzzHTML(f *testing.F)         { fuzzReader(f, "html", "web-*") }
func FuzzStreetEvents(f *testing.F) { fuzzReader(f, "streetevents", "streetevents-*") }
