package console

import (
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/norms"
)

// noNorms is what --norms takes for none.
const noNorms = "none"

// AddNormsFlag adds --norms for commands that say what is usual.
func AddNormsFlag(c *cobra.Command, file *string) {
	inGroup(c, GroupScoring, func(f *pflag.FlagSet) {
		f.StringVar(file, "norms", "", "`file` of candor norms make that says what is usual, in place of the built-in norms; none for none")
	})
}

// NormsOf gives the norms that --norms names, nil for none.
func (a *Console) NormsOf(file string) (*norms.Norms, error) {
	switch file {
	case noNorms:
		return nil, nil
	case "":
		if a.Norms != nil {
			return a.Norms, nil
		}
		return norms.Default(), nil
	}
	in, err := a.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return norms.Read(in, filepath.ToSlash(file))
}
