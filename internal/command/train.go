package command

import "github.com/spf13/cobra"

// newTrain makes the command that trains models, one below it for each kind.
// Without a kind it trains sentiment, as it did when there was nothing else.
func newTrain(a *app) *cobra.Command {
	c := newTrainSentiment(a)
	c.Use = "train"
	c.Short = "Train models on your own labelled answers"
	c.Long = `Train fits a model to labelled answers, a command for each kind of model. Without
one it is "candor train sentiment", whose flags it takes.`
	c.AddCommand(newTrainSentiment(a), newTrainTopics(a), newTrainDirectness(a))
	return c
}
