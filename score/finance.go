package score

import (
	_ "embed"
	"strings"
	"sync"
)

// financeFile is made by the command that docs/sentiment.md gives.
//
//go:embed finance.model
var financeFile string

// Finance returns the default scorer: a model trained on answers of executives
// in earnings calls, labelled after what an attentive investor hears, and on
// SubjECTive-QA (Pardawala and others, 2024, CC BY 4.0).
var Finance = sync.OnceValue(func() *Model {
	m, err := parseModel(financeFile, "finance")
	if err != nil {
		panic("embedded finance model: " + err.Error()) // a test reads it
	}
	m.version = strings.Replace(m.version, "model", "finance", 1)
	return m
})
