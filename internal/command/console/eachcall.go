package console

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"candor/transcript/call"
)

// EachCall holds the flags that write a file for each call.
type EachCall struct {
	Folder   string // "" where one output holds all
	skipDone bool
}

// AddEachCallFlags adds --output-dir and --skip-done.
func AddEachCallFlags(c *cobra.Command, f *EachCall) {
	c.Flags().StringVar(&f.Folder, "output-dir", "", "write a file for each call into this `folder`, named by the call's id")
	c.Flags().BoolVar(&f.skipDone, "skip-done", false, "with --output-dir: leave out calls whose file is there, to go on where a run was stopped")
}

// Check refuses what does not go together; file is that of --output.
func (f *EachCall) Check(file string) error {
	switch {
	case f.Folder == "" && f.skipDone:
		return errors.New("--skip-done needs --output-dir")
	case f.Folder != "" && file != "":
		return errors.New("--output and --output-dir exclude each other")
	}
	return nil
}

// Write reads files, some at a time, and writes each of their calls to a file with
// that extension. A file that is there is a finished one: it was written whole.
func (f *EachCall) Write(ctx context.Context, r *Reader, files []File, extension string, write func(*call.Call, io.Writer) error) error {
	folder, err := r.Folder(f.Folder)
	if err != nil {
		return err
	}
	read := func(path string) (*[]*call.Call, error) {
		calls, err := r.Calls(path)
		return &calls, err
	}
	return InOrder(ctx, r, files, read, func(calls *[]*call.Call) error {
		for _, c := range *calls {
			name := folder.Name(c.ID, extension)
			if f.skipDone && folder.Has(name) {
				continue
			}
			if err := folder.Write(name, func(w io.Writer) error { return write(c, w) }); err != nil {
				return err
			}
		}
		return nil
	})
}
