// Generate writes lexicon.bin, the built-in lexicon in the form that loads
// fast, from lexicon/*.yaml.
package main

import (
	"log"
	"os"

	"candor/hedge"
)

func main() {
	if err := os.WriteFile("lexicon.bin", hedge.Compact(), 0o644); err != nil {
		log.Fatal(err)
	}
}
