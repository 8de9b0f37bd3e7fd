package directness

import (
	_ "embed"
	"sync"

	"candor/internal/cue"
)

//go:generate go run ../internal/cue/generate cues/answer.yaml cues/question.yaml

var (
	//go:embed cues/answer.bin
	answerFile []byte
	//go:embed cues/question.bin
	questionFile []byte
)

var (
	answerCues   = sync.OnceValue(func() *cue.Set { return cue.Must(answerFile) })
	questionCues = sync.OnceValue(func() *cue.Set { return cue.Must(questionFile) })
)
