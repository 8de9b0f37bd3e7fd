// Command trainspecificity trains the specificity model that package score
// embeds, on the raters' votes of SubjECTive-QA:
//
//	go run ./score/internal/trainspecificity ANSWERS.jsonl score/specificity.model
package main

import (
	"fmt"
	"os"

	"candor/evaluation"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: trainspecificity ANSWERS.jsonl MODEL")
		os.Exit(2)
	}
	if err := train(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "trainspecificity:", err)
		os.Exit(2)
	}
}

func train(answers, model string) error {
	f, err := os.Open(answers)
	if err != nil {
		return err
	}
	defer f.Close()
	var labelled evaluation.Labelled
	if err := labelled.Read(f, answers, evaluation.SpecificityFields); err != nil {
		return err
	}
	trained, err := evaluation.TrainSpecificity(labelled.Answers)
	if err != nil {
		return err
	}
	data, err := trained.MarshalBinary()
	if err != nil {
		return err
	}
	return os.WriteFile(model, data, 0o644)
}
