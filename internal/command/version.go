package command

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
)

func newVersion(a *console.Console) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of candor, its models and its lexicons",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(a.Stdout, versions())
			return err
		},
	}
}

// versions names what this program was built from and what its scores are made
// with, a line each.
func versions() string {
	version, commit := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value + commit
			case s.Key == "vcs.modified" && s.Value == "true":
				commit += ", with changes"
			}
		}
	}
	v := analysis.Default().Versions()
	var b strings.Builder
	for _, line := range [][2]string{
		{"candor", version}, {"commit", commit}, {"go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
		{"sentiment", v.Model}, {"hedges", v.Lexicon}, {"topics", v.Taxonomy}, {"directness", v.Directness},
	} {
		if line[1] != "" {
			fmt.Fprintf(&b, "%-10s %s\n", line[0], line[1])
		}
	}
	return b.String()
}
