// Command generate writes lexicon.json, the embedded lexicon without its
// example sentences. Run it with go generate after a change of lexicon/*.yaml.
package main

import (
	"fmt"
	"os"

	"candor/score/polarity"
)

func main() {
	if err := write("lexicon.json"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func write(file string) error {
	l, err := polarity.Sources()
	if err != nil {
		return err
	}
	data, err := l.Compile()
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o666)
}
