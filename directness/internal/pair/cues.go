package pair

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"sync"

	"candor/internal/cue"
)

//go:generate go run ../../../internal/cue/generate cues/answer.yaml cues/question.yaml cues/asks.yaml cues/time.yaml cues/wanted.yaml

var (
	//go:embed cues/answer.bin
	answerFile string
	//go:embed cues/question.bin
	questionFile string
	//go:embed cues/asks.bin
	asksFile string
	//go:embed cues/time.bin
	timeFile string
	//go:embed cues/wanted.bin
	wantedFile string
)

var (
	answerCues   = sync.OnceValue(func() *cue.Set { return cue.Must(answerFile) })
	questionCues = sync.OnceValue(func() *cue.Set { return cue.Must(questionFile) })
	askingCues   = sync.OnceValue(func() *cue.Set { return cue.Must(asksFile) })
	timeCues     = sync.OnceValue(func() *cue.Set { return cue.Must(timeFile) })
	wantedCues   = sync.OnceValue(func() *cue.Set { return cue.Must(wantedFile) })
)

// Hash changes with the cues.
func Hash() uint32 {
	h := fnv.New32a()
	fmt.Fprint(h, answerCues().Hash(), questionCues().Hash(), askingCues().Hash(), timeCues().Hash())
	return h.Sum32()
}
