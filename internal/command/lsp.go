package command

import (
	"github.com/spf13/cobra"

	"candor/gate"
	"candor/internal/command/console"
	"candor/internal/lsp"
)

func newLSP(a *console.Console) *cobra.Command {
	var with console.Scoring
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Show hedges, deflections and unanswered questions in an editor while one writes",
		Long: `Lsp is a language server: editors start it and speak with it over standard input
and output. In drafts, Markdown or text, it shows hedges and deflections and long
answers that do not answer their question, says why when one points at them, and
offers a comment that allows one. What to do about them it takes from the
suggestions: of a .candor.yaml, where there is one. docs/gate.md shows how VS Code and Neovim start it.`,
		Example: `  candor lsp --lexicon house-style.yaml`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			analyzer, err := a.Analyzer(&with)
			if err != nil {
				return err
			}
			file, err := findConfig()
			if err != nil {
				return err
			}
			var own *gate.Config
			if file != "" {
				if own, _, err = gateConfig(a, &gateFlags{config: file}, gate.KnownTo(analyzer)); err != nil {
					return err
				}
			}
			server, err := lsp.New(analyzer, own)
			if err != nil {
				return err
			}
			return server.Serve(c.Context(), a.Streams())
		},
	}
	c.Flags().Bool("stdio", true, "speak over standard input and output, as some editors ask for")
	console.AddScoringFlags(c, &with)
	return c
}
