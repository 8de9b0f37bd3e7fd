// Generate compiles lists of cues, written with the words of the hedge lexicon,
// into the form that loads fast: generate FILE.yaml... writes FILE.bin beside each.
package main

import (
	"log"
	"os"
	"strings"

	"candor/hedge"
	"candor/internal/cue"
	"candor/internal/phrase"
)

func main() {
	names := hedge.BuiltIn().Names()
	for _, name := range os.Args[1:] {
		if err := compile(names, name); err != nil {
			log.Fatal(err)
		}
	}
}

func compile(names phrase.Names, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	set, err := cue.Read(names, name, data)
	if err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(name, ".yaml")+".bin", set.Compact(), 0o644)
}
