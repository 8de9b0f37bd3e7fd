package gate_test

import (
	"fmt"
	"os"
	"strings"

	"candor/analysis"
	"candor/gate"
	"candor/gate/render"
	"candor/transcript"
)

// A draft is read, scored and held against a rule.
func Example() {
	const draft = "We might see more in the fourth quarter.\n"
	analyzer := analysis.Default()
	config, err := gate.Parse(".candor.yaml", []byte("version: 1\nrules:\n  - {id: plain, forbid: [might]}\n"), gate.KnownTo(analyzer))
	if err != nil {
		fmt.Println(err)
		return
	}
	call, err := transcript.ReadDraft(strings.NewReader(draft), "draft.md", 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	subject := &gate.Subject{Source: gate.NewSource("draft.md", "draft.md", []byte(draft)), Call: call, Records: analyzer.Records(call), Draft: true}
	rules := gate.Gate{Config: config, Versions: analyzer.Versions()}
	verdict, err := rules.Evaluate([]*gate.Subject{subject})
	if err != nil {
		fmt.Println(err)
		return
	}
	render.Write(os.Stdout, render.Text, verdict)
	// Output:
	// draft.md:1:4: error: plain: "might" is forbidden (modal, might)
	//   1 | We might see more in the fourth quarter.
	//     |    ^^^^^
	//     = help: say what it depends on and when that is decided, or leave the possibility out
	// failed: 1 error, 0 warnings; 1 passage of 1 draft
}
