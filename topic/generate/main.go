// Generate writes taxonomy.tsv and taxonomy.bin, the built-in taxonomy in forms
// that load fast, from taxonomy.yaml.
package main

import (
	"errors"
	"log"
	"os"

	"candor/topic"
)

func main() {
	compact, err := topic.Compact()
	if err == nil {
		err = errors.Join(os.WriteFile("taxonomy.tsv", compact, 0o644), os.WriteFile("taxonomy.bin", topic.Flat(compact), 0o644))
	}
	if err != nil {
		log.Fatal(err)
	}
}
