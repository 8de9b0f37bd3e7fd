package command

import (
	"candor/internal/command/console"
	"candor/internal/command/conversion"
	"candor/internal/command/explain"
	"candor/internal/command/models"
	"candor/internal/command/norming"
	"candor/internal/command/serve"
	"candor/internal/command/usage"

	"github.com/spf13/cobra"
)

// commands lists all commands in the order of the help.
func commands(a *console.Console) []*cobra.Command {
	return []*cobra.Command{
		newReport(a),
		newScore(a),
		newGate(a),
		newInit(a),
		newCompare(a),
		newProfile(a),
		norming.New(a),
		explain.New(a),
		conversion.New(a),
		newFormats(a),
		newLexicon(a),
		newTopics(a),
		models.NewTrain(a),
		models.NewEval(a),
		newLSP(a),
		serve.New(a, Run),
		usage.NewDocs(a),
		newVersion(a),
	}
}
