// Package models holds the commands that train models and measure them: the only
// ones that compile what training needs.
package models

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/command/console"
)

// NewTrain makes the command that trains models, one below it for each kind.
// Without a kind it trains sentiment, as it did when there was nothing else.
func NewTrain(a *console.Console) *cobra.Command {
	c := newTrainSentiment(a)
	c.Use = "train"
	c.Short = "Train models on your own labelled answers"
	c.Long = `Train fits a model to labelled answers, a command for each kind of model. Without
one it is "candor train sentiment", whose flags it takes.`
	c.AddCommand(newTrainSentiment(a), newTrainTopics(a), newTrainDirectness(a), newTrainSpecificity(a))
	return c
}

// listed writes names as a list.
func listed[T ~string](names []T) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = string(name)
	}
	return strings.Join(all, ", ")
}

// without reads the parts of a model that --without names.
func without[T ~string](names []string, known []T) ([]T, error) {
	var parts []T
	for _, name := range names {
		if !slices.Contains(known, T(name)) {
			return nil, fmt.Errorf("--without %s: want one of %s", name, listed(known))
		}
		parts = append(parts, T(name))
	}
	return parts, nil
}
