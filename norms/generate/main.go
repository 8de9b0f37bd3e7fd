// Generate writes builtin.bin, the built-in norms in the form that is embedded,
// from builtin.norms.
package main

import (
	"log"
	"os"

	"candor/norms"
)

func main() {
	if err := write(); err != nil {
		log.Fatal(err)
	}
}

func write() error {
	in, err := os.Open("builtin.norms")
	if err != nil {
		return err
	}
	defer in.Close()
	n, err := norms.Read(in, "builtin.norms")
	if err != nil {
		return err
	}
	packed, err := n.Packed()
	if err != nil {
		return err
	}
	return os.WriteFile("builtin.bin", packed, 0o644)
}
