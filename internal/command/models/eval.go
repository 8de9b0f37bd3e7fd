package models

import (
	"candor/internal/command/console"

	"github.com/spf13/cobra"
)

// NewEval makes the command that measures scorers, one below it for each kind.
func NewEval(a *console.Console) *cobra.Command {
	c := &cobra.Command{
		Use:   "eval",
		Short: "Measure the scorers on texts that readers have judged",
		Args:  cobra.NoArgs,
	}
	c.AddCommand(newEvalHedges(a), newEvalSentiment(a), newEvalSpecificity(a), newEvalTopics(a), newEvalDirectness(a))
	return c
}
