package command

import "github.com/spf13/cobra"

func newEval(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "eval",
		Short: "Measure the scorers on texts that readers have judged",
		Args:  cobra.NoArgs,
	}
	c.AddCommand(newEvalHedges(a), newEvalSentiment(a), newEvalSpecificity(a), newEvalTopics(a), newEvalDirectness(a))
	return c
}
