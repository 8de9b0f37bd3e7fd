// Generate writes lexicon.bin, the built-in lexicon in the form that loads
// fast, from lexicon/*.yaml.
package main

import (
	"log"
	"os"

	"candor/hedge"
)

func main() {
	compact, err := hedge.Compact()
	if err == nil {
		err = os.WriteFile("lexicon.bin", compact, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
