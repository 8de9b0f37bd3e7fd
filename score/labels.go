package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Labels gives scores that were computed elsewhere, by a large language model
// for example, joined to answers by their id.
type Labels struct {
	version string
	byID    map[string]placedSentiment
}

type placedSentiment struct {
	Sentiment
	line int // where it was read
}

// OpenLabels reads scores from JSON Lines, {"id":"q4#12","score":0.4,"label":"positive"},
// or from CSV with columns of these names. A score is in [-1, 1]; without a
// label its sign is the label, and a label without a score counts as -1, 0 or 1.
// An id may occur only once.
func OpenLabels(file string) (*Labels, error) {
	data, version, err := readVersioned("labels", file)
	if err != nil {
		return nil, err
	}
	l := &Labels{version, map[string]placedSentiment{}}
	if start := bytes.TrimSpace(data); len(start) > 0 && start[0] == '{' {
		err = l.readJSONL(file, data)
	} else {
		err = l.readCSV(file, data)
	}
	if err != nil {
		return nil, err
	}
	if len(l.byID) == 0 {
		return nil, fmt.Errorf("%s: no scores", file)
	}
	return l, nil
}

func (l *Labels) readJSONL(file string, data []byte) error {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var row struct {
			ID    string
			Score *float64
			Label Label
		}
		err := json.Unmarshal(text, &row)
		if err == nil {
			err = l.add(row.ID, row.Score, row.Label, line)
		}
		if err != nil {
			return lineError(file, line, err)
		}
	}
	return nil
}

func (l *Labels) readCSV(file string, data []byte) error {
	table, err := openCSVTable(file, data, "id")
	if err != nil {
		return err
	}
	return table.each(func() error {
		var score *float64
		if cell := table.get("score"); cell != "" {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return fmt.Errorf("score %q is not a number", cell)
			}
			score = &x
		}
		return l.add(table.get("id"), score, Label(table.get("label")), table.line())
	})
}

func (l *Labels) add(id string, score *float64, label Label, line int) error {
	if id == "" {
		return errors.New("no id")
	}
	if first, ok := l.byID[id]; ok {
		return fmt.Errorf("id %q is in line %d too", id, first.line)
	}
	s := Sentiment{Scored: true, Label: label}
	switch label {
	case Negative:
		s.Score = -1
	case Positive:
		s.Score = 1
	case Neutral:
	case "":
		if score == nil {
			return fmt.Errorf("id %q has neither score nor label", id)
		}
		s.Label = signLabel(*score)
	default:
		return fmt.Errorf("label %q, want %s, %s or %s", label, Negative, Neutral, Positive)
	}
	if score != nil {
		if !(*score >= -1 && *score <= 1) {
			return fmt.Errorf("score %v is not in [-1, 1]", *score)
		}
		s.Score = *score
	}
	l.byID[id] = placedSentiment{s, line}
	return nil
}

// Name implements Scorer: "labels".
func (*Labels) Name() string { return "labels" }

// Version implements Scorer; it changes with the content of the file.
func (l *Labels) Version() string { return l.version }

// Score implements Scorer. An answer whose id is not in the file is not scored.
func (l *Labels) Score(in Input) Sentiment { return l.byID[in.ID].Sentiment }
