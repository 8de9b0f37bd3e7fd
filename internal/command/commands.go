package command

import "github.com/spf13/cobra"

// commands lists all commands in the order of the help.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newReport(a),
		newScore(a),
		newGate(a),
		newInit(a),
		newCompare(a),
		newProfile(a),
		newExplain(a),
		newConvert(a),
		newFormats(a),
		newLexicon(a),
		newTopics(a),
		newTrain(a),
		newEval(a),
	}
}
