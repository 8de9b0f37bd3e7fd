package analysis_test

import (
	"fmt"
	"log"
	"os"

	"candor/analysis"
	"candor/transcript"
)

func Example() {
	file, err := os.Open("../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		log.Fatal(err)
	}
	calls, err := transcript.Read(file, "meridian-2024-q3.md")
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range analysis.Default().Records(calls[0])[:3] {
		fmt.Println(r.Speaker, r.Sentiment.Label, len(r.Hedges), "hedges in", r.Words, "words")
	}
	// Output:
	// Ingrid Solheim positive 5 hedges in 83 words
	// Samuel T. Okonkwo neutral 4 hedges in 28 words
	// Ingrid Solheim neutral 0 hedges in 3 words
}
