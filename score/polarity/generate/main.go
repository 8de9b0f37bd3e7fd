// Command generate writes lexicon.bin, the compiled lexicon. Run it with go
// generate after a change of lexicon/*.yaml.
package main

import (
	"fmt"
	"os"

	"candor/score/polarity"
)

func main() {
	if err := write("lexicon.bin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func write(file string) error {
	l, err := polarity.Sources()
	if err != nil {
		return err
	}
	e, err := polarity.New(l)
	if err != nil {
		return err
	}
	return os.WriteFile(file, e.Compact(), 0o666)
}
