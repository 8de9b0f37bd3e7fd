package usage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"
)

// Ambiguous refuses flags that are names of files too: "candor score *" in a
// folder with a file "--output=README.md" is about that file.
func Ambiguous(args []string) error {
	for _, arg := range args {
		if arg == "--" {
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			continue
		}
		if _, err := os.Lstat(arg); err == nil {
			return fmt.Errorf("%s is a flag and the name of a file: write ./%s for the file", arg, arg)
		}
	}
	return nil
}

// WithDefault puts a command before arguments that name none. A first argument
// that is no file either, but nearly a command, is an error.
func WithDefault(root *cobra.Command, command string, args []string) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	first := args[0]
	builtIn := []string{"help", "completion", "-h", "--help", "--version", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}
	if slices.Contains(builtIn, first) || slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == first }) {
		return args, nil
	}
	if _, err := os.Stat(first); errors.Is(err, fs.ErrNotExist) {
		if near := root.SuggestionsFor(first); len(near) > 0 {
			return nil, fmt.Errorf("%s: no such file; did you mean the command %q?", first, near[0])
		}
	}
	return append([]string{command}, args...), nil
}
