package directness

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"candor/hedge"
)

//go:embed cues/*.yaml
var cueFiles embed.FS

// cueSet is a detector of evidence and the kind of each of its cues.
type cueSet struct {
	detector *hedge.Detector
	kinds    map[string]int // by id
	names    []string       // of the kinds, in the order of the file
}

// load reads a file of cues, written with the words and phrases of the hedge
// lexicon.
func load(file string) *cueSet {
	data, err := cueFiles.ReadFile(file)
	if err != nil {
		panic(err) // it is embedded
	}
	lexicon, err := names().Extend(file, data)
	if err != nil {
		panic(err) // a fault of this package, which its tests show
	}
	s := &cueSet{detector: hedge.NewDetector(lexicon), kinds: map[string]int{}}
	for _, cue := range lexicon.Cues() {
		kind, _, _ := strings.Cut(cue.ID, "/")
		at := slices.Index(s.names, kind)
		if at < 0 {
			at = len(s.names)
			s.names = append(s.names, kind)
		}
		s.kinds[cue.ID] = at
	}
	return s
}

// names are the words and phrases of the hedge lexicon.
var names = sync.OnceValue(func() *hedge.Lexicon { return hedge.BuiltIn().WithoutCues() })

var (
	answerCues   = sync.OnceValue(func() *cueSet { return load("cues/answer.yaml") })
	questionCues = sync.OnceValue(func() *cueSet { return load("cues/question.yaml") })
)
