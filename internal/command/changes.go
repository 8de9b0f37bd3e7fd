package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"candor/gate"
	"candor/internal/command/console"
)

// changes gives the lines that --new-from is about, from the patch file of that
// name or else from git: what the working tree adds to the point where it left
// the revision. Files that git does not track are new as a whole.
func (g *gateRun) changes(ctx context.Context, named []console.File) (*gate.Changes, error) {
	files := make([]string, len(named))
	for i := range named {
		files[i] = named[i].Path
	}
	from := g.flags.newFrom
	gated := map[string]string{} // absolute path to the name it is gated under
	for _, file := range files {
		gated[absolute(file)] = filepath.ToSlash(file)
	}
	if info, err := os.Stat(from); err == nil && info.Mode().IsRegular() {
		patch, err := os.ReadFile(from)
		if err != nil {
			return nil, err
		}
		top := "."
		if out, err := git(ctx, "rev-parse", "--show-toplevel"); err == nil {
			top = strings.TrimSpace(string(out))
		}
		return gate.ReadChanges(bytes.NewReader(patch), resolver(gated, top, "."))
	}
	if strings.HasPrefix(from, "-") {
		return nil, errors.New("no revision, and no file either")
	}
	top, err := git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	patch, err := git(ctx, append([]string{"diff", "--merge-base", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
		"--no-relative", "--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", from, "--"}, files...)...)
	if err != nil {
		return nil, fmt.Errorf("%w (in CI, fetch the whole history: fetch-depth: 0)", err)
	}
	changes, err := gate.ReadChanges(bytes.NewReader(patch), resolver(gated, strings.TrimSpace(string(top))))
	if err != nil {
		return nil, err
	}
	untracked, err := git(ctx, append([]string{"ls-files", "--others", "-z", "--"}, files...)...)
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		if file, ok := gated[absolute(name)]; ok {
			changes.AddFile(file)
		}
	}
	return changes, nil
}

// resolver finds the gated file that a patch means, whose names are relative to
// one of the folders.
func resolver(gated map[string]string, folders ...string) func(string) string {
	return func(name string) string {
		for _, folder := range folders {
			if file, ok := gated[absolute(filepath.Join(folder, filepath.FromSlash(name)))]; ok {
				return file
			}
		}
		return name
	}
}

// absolute gives one path for each file however it is named.
func absolute(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// git runs git and gives what it prints; its error is the first line of what it
// complains.
func git(ctx context.Context, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", args...)
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		complaint, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
		return nil, fmt.Errorf("git %s: %s", args[0], complaint)
	}
	return out, err
}
