package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"candor/directness"
	"candor/directness/training"
	"candor/text"
)

// Turn is an executive's turn with its question, which readers have judged.
type Turn struct {
	ID, Call, File, Speaker, Asker, Question, Text string
	// Target are the shares of evaded, partial, direct and nothing to judge, as
	// training has them.
	Target [training.NumTargets]float64
	Kind   string // why it is evaded, as the readers say
	// Unclear: it is no answer to its question, but may be one to another.
	Unclear bool
}

// label is the index of what most readers found.
func (t *Turn) label() int {
	best := 0
	for c, x := range t.Target {
		if x > t.Target[best] {
			best = c
		}
	}
	return best
}

// ReadTurns reads a file of JSON Lines: objects with "question", "text" and, in
// field, 2 or "direct", 1 or "partial", 0 or "evaded", null for nothing to judge, or
// a list of the probabilities of evaded, partial, direct and nothing to judge. Where
// "handover" is true there is nothing to judge, and what has a "defect" is left out.
// "call" (or what stands before "#" in "id"), "file", "speaker", "asker" and "kind"
// are read where they are there. Errors name the file and line.
func ReadTurns(r io.Reader, file, field string) ([]Turn, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var turns []Turn
	line := 0
	for row := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		line++
		if len(bytes.TrimSpace(row)) == 0 {
			continue
		}
		t, use, err := readTurn(row, field)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
		if use {
			turns = append(turns, t)
		}
	}
	if len(turns) == 0 {
		return nil, fmt.Errorf("%s: no judged answers", file)
	}
	return turns, nil
}

func readTurn(row []byte, field string) (t Turn, use bool, err error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(row, &object); err != nil {
		return t, false, err
	}
	var f struct {
		ID, File, Speaker, Asker, Question, Text, Kind string
		Handover                                       bool
		Defect                                         any
	}
	if err := json.Unmarshal(row, &f); err != nil {
		return t, false, err
	}
	t = Turn{ID: f.ID, Call: callOf(object, f.ID), File: f.File, Speaker: f.Speaker, Asker: f.Asker, Question: f.Question, Text: f.Text, Kind: f.Kind}
	raw := fieldOf(object, field)
	var shares []float64
	switch {
	case t.Text == "":
		return t, false, errors.New(`no "text"`)
	case raw == nil:
		return t, false, fmt.Errorf("no field %s", quoted([]string{field}))
	case string(raw) == "null" || f.Handover:
		t.Target[training.Nothing] = 1
		t.Unclear = f.Kind == "elsewhere"
	case json.Unmarshal(raw, &shares) == nil:
		if len(shares) != training.NumTargets || slices.Min(shares) < 0 {
			return t, false, fmt.Errorf("field %s: want the probabilities of evaded, partial, direct and nothing to judge", quoted([]string{field}))
		}
		copy(t.Target[:], shares)
	default:
		rating, _, err := ratingOf(raw)
		if err != nil {
			return t, false, fmt.Errorf("field %s: %w", quoted([]string{field}), err)
		}
		t.Target[(&Answer{Rating: rating}).directness()] = 1
	}
	return t, f.Defect == nil || f.Defect == false || f.Defect == "", nil
}

// Answers gives the turns that readers found to be answers, with 2, 1 or 0 for what
// they are, and counts the others.
func Answers(turns []Turn) (l Labelled) {
	for i := range turns {
		t := &turns[i]
		if c := t.label(); c != training.Nothing {
			call := t.Call
			if call == "" {
				call = fmt.Sprint("#", i)
			}
			l.Answers = append(l.Answers, Answer{ID: t.ID, Call: call, Question: t.Question, Text: t.Text, Rating: float64(c)})
		} else {
			l.Skipped++
		}
	}
	return l
}

// TurnExamples gives turns for training, each by itself; its neighbours are not known.
func TurnExamples(turns []Turn) []training.Example {
	examples := make([]training.Example, len(turns))
	for i := range turns {
		t := &turns[i]
		examples[i] = training.Example{Question: t.Question, Answer: t.Text, Target: t.Target, NotForNothing: t.Unclear}
	}
	return examples
}

// CallExamples gives the turns of whole calls, in call order, for training: where
// each stands is known.
func CallExamples(turns []Turn) []training.Example {
	examples := TurnExamples(turns)
	for i, p := range placesOf(turns) {
		examples[i].Place = p
	}
	return examples
}

// placesOf says where turns stand, which are in call order, a call after the other.
func placesOf(turns []Turn) []directness.Place {
	known := make([]directness.Turn, len(turns))
	for i := range turns {
		t := &turns[i]
		known[i] = directness.TurnOf(t.Call, t.Asker, t.Speaker, text.New(t.Question), text.New(t.Text))
	}
	places := make([]directness.Place, 0, len(turns))
	for _, e := range exchangesOf(known) {
		lastTurn := e[1] == len(turns) || known[e[1]].Call != known[e[0]].Call
		if known[e[0]].Call == "" { // an exchange by itself
			places = append(places, directness.Place{})
			continue
		}
		places = directness.Places(known[e[0]:e[1]], lastTurn, lastTurn, places)
	}
	return places
}

// exchangesOf gives the first turn of each exchange and the one behind its last.
func exchangesOf(turns []directness.Turn) (exchanges [][2]int) {
	for i := range turns {
		if n := len(exchanges); n > 0 && directness.SameExchange(&turns[i-1], &turns[i]) {
			exchanges[n-1][1] = i + 1
		} else {
			exchanges = append(exchanges, [2]int{i, i + 1})
		}
	}
	return exchanges
}

// groupTurns numbers what must not be divided between training and measuring: turns
// of one call, under whatever name it stands, and turns of equal text.
func groupTurns(turns []Turn) (group []int, n int) {
	group = make([]int, len(turns))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	first := map[string]int{}
	join := func(key string, i int) {
		if k, ok := first[key]; ok {
			group[root(i)] = root(k)
		} else {
			first[key] = i
		}
	}
	for i := range turns {
		t := &turns[i]
		if t.Call != "" {
			join("call "+t.Call, i)
		}
		if t.File != "" {
			join("file "+t.File, i)
		}
		if len(t.Text) >= longEnough {
			join("text "+strings.Join(strings.Fields(t.Text), " "), i)
		}
	}
	number := map[int]int{}
	out := make([]int, len(turns))
	for i := range turns {
		r := root(i)
		if _, ok := number[r]; !ok {
			number[r] = len(number)
		}
		out[i] = number[r]
	}
	return out, len(number)
}

// longEnough is how many bytes a turn has that nobody else says word for word.
const longEnough = 120
