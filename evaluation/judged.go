package evaluation

import (
	"encoding/json"
	"fmt"
	"slices"

	"candor/score"
)

// Judged is a sentence of an answer that readers have judged.
type Judged struct {
	Start, End int        // bytes, half-open
	P          [3]float64 // of negative, neutral and positive: a 1 where readers said which
}

// judgements are what an object says besides its rating.
type judgements struct {
	Chosen    string // why the answer was taken
	Defect    json.RawMessage
	Sentences []struct {
		Start, End int
		Tone       *float64
		Label      score.Label
		P          []float64
	}
}

// defective says whether an answer is marked as cut or garbled.
func (j *judgements) defective() bool {
	switch string(j.Defect) {
	case "", "null", "false", `""`:
		return false
	}
	return true
}

// natural says whether an answer was taken without a look at its sentiment: its
// sentences are judged, and it is not said to have been looked for.
func (j *judgements) natural() bool {
	return len(j.Sentences) > 0 && (j.Chosen == "" || j.Chosen == "random")
}

// soft says whether the judgements are a model's probabilities.
func (j *judgements) soft() bool { return len(j.Sentences) > 0 && j.Sentences[0].P != nil }

// sentences gives the judged sentences of a text.
func (j *judgements) sentences(text string) ([]Judged, error) {
	var judged []Judged
	at := 0
	for i, s := range j.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			return nil, fmt.Errorf("sentence %d: bytes %d to %d lie outside of the text or before the last one", i+1, s.Start, s.End)
		}
		at = s.End
		judged = append(judged, Judged{Start: s.Start, End: s.End})
		p := &judged[i].P
		switch class := slices.Index(Labels[:], s.Label); {
		case s.P != nil:
			if len(s.P) != len(p) {
				return nil, fmt.Errorf("sentence %d: %d probabilities, want those of negative, neutral and positive", i+1, len(s.P))
			}
			copy(p[:], s.P)
		case s.Tone != nil:
			p[classOf(*s.Tone)] = 1
		case class >= 0:
			p[class] = 1
		default:
			return nil, fmt.Errorf(`sentence %d: no "tone" (-1, 0, 1), "label" or "p"`, i+1)
		}
	}
	return judged, nil
}

// probabilities reads those of negative, neutral and positive.
func probabilities(raw json.RawMessage) (p [3]float64, err error) {
	var list []float64
	if err := json.Unmarshal(raw, &list); err != nil || len(list) != len(p) {
		return p, fmt.Errorf("%.40s is no list of three probabilities, as sentences have in \"p\"", raw)
	}
	copy(p[:], list)
	return p, nil
}

func classOf(rating float64) int {
	switch {
	case rating < 0:
		return negative
	case rating > 0:
		return positive
	}
	return neutral
}
