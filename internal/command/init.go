package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/gate"
	"candor/internal/command/console"
	"candor/norms"
)

func newInit(a *console.Console) *cobra.Command {
	var with console.Scoring
	var in console.Input
	var file, usual string
	var force, schema bool
	c := &cobra.Command{
		Use:   "init FILE|DIRECTORY...",
		Short: "Write a first .candor.yaml with limits taken from your own calls",
		Long: `Init reads calls or drafts and writes a commented .candor.yaml for "candor gate". Each
limit is the farthest that one of them goes, as a warning: they pass it, and what goes
farther is told of. Comments say what it rests on, and how many of the calls that
--norms holds would fail it. It overwrites nothing without --force.

With --schema it writes the JSON Schema of the file instead, with which editors
complete and check it.`,
		Example: `  candor init calls/*.md
  candor init --output - calls/*.md
  candor init --schema --output candor.schema.json`,
		RunE: func(c *cobra.Command, args []string) error {
			analyzer, err := a.Analyzer(&with)
			if err != nil {
				return err
			}
			if !c.Flags().Changed("output") && schema {
				file = "-"
			}
			if len(args) == 0 && !schema {
				return errors.New("init takes its limits from your calls: name their files")
			}
			if _, err := os.Lstat(file); err == nil && !force {
				return fmt.Errorf("%s exists; --force overwrites it", file)
			}
			if schema {
				b, err := gate.Schema(gate.KnownTo(analyzer))
				if err != nil {
					return err
				}
				return a.WriteBytes(file, b)
			}
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			files, err := r.Files(args)
			if err != nil {
				return err
			}
			known, err := a.NormsOf(usual)
			if err != nil {
				return err
			}
			if known != nil {
				known = known.For(analyzer.Versions())
			}
			return writeStarter(c.Context(), r, analyzer, known, files, file)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", configNames[0], "`file` to write, - for standard output")
	c.Flags().BoolVar(&force, "force", false, "overwrite the file if it exists")
	c.Flags().BoolVar(&schema, "schema", false, "write the JSON Schema of .candor.yaml")
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	console.AddNormsFlag(c, &usual)
	return c
}

// writeStarter writes a first configuration into file, with limits from files.
func writeStarter(ctx context.Context, r *console.Reader, analyzer *analysis.Analyzer, known *norms.Norms, files []console.File, file string) error {
	g := &gateRun{Reader: r, flags: new(gateFlags), analyzer: analyzer, config: new(gate.Config), folder: filepath.Dir(file)}
	subjects, err := g.read(ctx, files)
	if err != nil {
		return err
	}
	if err := r.WriteBytes(file, gate.Starter(subjects, known)); err != nil {
		return err
	}
	if file != "-" {
		fmt.Fprintf(r.Stderr, "candor: wrote %s; \"candor gate\" checks what it lists\n", console.Clean(file))
	}
	return nil
}
