package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"candor/directness"
	"candor/score"
)

// Answer is an answer that readers have judged.
type Answer struct {
	ID, Call       string
	Question, Text string
	Title          string // the speaker's
	Rating         float64
	Label          score.Label // "" where the sign of Rating says it
	Sentences      []Judged    // in order, where they are judged
	// Soft: the judgements are a model's probabilities, of the answer these.
	Soft bool
	P    [3]float64
	// Natural: it was not looked for, so that labels are as frequent as in calls.
	Natural bool
}

// Labelled are judged answers, read from one file or several. Its zero value is
// ready to read.
type Labelled struct {
	Answers []Answer
	Field   string // what they were judged in
	Named   bool   // judged by labels with names, not by numbers
	Skipped int    // answers whose field is null, and defective ones
	// Training: what is held out for measuring is left out, which is what "part"
	// says, unless it is "develop".
	Training bool
}

// Read adds the answers of a file of JSON Lines: objects with "text" and, in
// the first of fields that the first answer of the file has, a number, a list of
// numbers, of which the mean is taken, or one of the labels negative (-1),
// neutral (0) and positive (1). Dots in a field reach into objects:
// "votes.specific".
//
// Where an object has one of these labels in "label" besides, it is kept.
// "sentences" are judged sentences, {"start","end","tone"} with a tone of -1, 0 or
// 1, or with "label", or with probabilities in "p"; the answer's judgement is
// three probabilities too then. Answers with a "defect" are skipped.
//
// The call of an answer is "call" (a name, or an object with "id" as candor
// writes it), or else "company", "quarter" and "year", or else what stands
// before "#" in "id". An answer without any is a call of its own.
//
// A file whose name ends in .tsv has a label, a tab and a text on each line; a
// quarter of the texts, by their hash, is held out.
//
// Errors name the file and line.
func (l *Labelled) Read(r io.Reader, file string, fields []string) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	before := len(l.Answers)
	line := 0
	l.Field = ""
	if strings.HasSuffix(file, ".tsv") {
		return l.readTable(string(data), file)
	}
	for text := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		line++
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		if err := l.add(text, file, line, fields); err != nil {
			return fmt.Errorf("%s:%d: %w", file, line, err)
		}
	}
	if len(l.Answers) == before {
		return fmt.Errorf("%s: no judged answers", file)
	}
	return nil
}

// readTable reads lines of a label, a tab and a text.
func (l *Labelled) readTable(data, file string) error {
	l.Field = "label"
	line := 0
	for row := range strings.Lines(data) {
		line++
		label, text, found := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		class := slices.Index(Labels[:], score.Label(label))
		if !found || class < 0 || text == "" {
			return fmt.Errorf("%s:%d: want negative, neutral or positive, a tab and a text", file, line)
		}
		h := fnv.New32a()
		h.Write([]byte(text))
		if l.Training && h.Sum32()%4 == 0 {
			l.Skipped++
			continue
		}
		l.Answers = append(l.Answers, Answer{Call: file + ":" + strconv.Itoa(line), Text: text, Rating: float64(class - 1), Label: Labels[class]})
	}
	return nil
}

func (l *Labelled) add(text []byte, file string, line int, fields []string) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return err
	}
	if part := object["part"]; l.Training && part != nil && string(part) != `"develop"` {
		l.Skipped++
		return nil
	}
	if l.Field == "" {
		first := slices.IndexFunc(fields, func(f string) bool { return fieldOf(object, f) != nil })
		if first < 0 {
			return fmt.Errorf("no field %s with what readers judged", quoted(fields))
		}
		l.Field = fields[first]
	}
	raw := fieldOf(object, l.Field)
	switch {
	case raw == nil:
		return fmt.Errorf("no field %s", quoted([]string{l.Field}))
	case string(raw) == "null":
		l.Skipped++
		return nil
	}
	answer, named, err := l.answer(text, raw)
	if err != nil || answer == nil {
		return err
	}
	l.Named = l.Named || named
	if answer.Call = callOf(object, answer.ID); answer.Call == "" {
		answer.Call = file + ":" + strconv.Itoa(line)
	}
	l.Answers = append(l.Answers, *answer)
	return nil
}

// answer reads an answer with its judgement, nil where it is defective.
func (l *Labelled) answer(text []byte, judgement json.RawMessage) (answer *Answer, named bool, err error) {
	var a struct {
		ID, Question, Text, Title string
		Label                     any
		judgements
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, false, err
	}
	switch {
	case a.defective():
		l.Skipped++
		return nil, false, nil
	case a.Text == "":
		return nil, false, errors.New(`no "text"`)
	}
	answer = &Answer{ID: a.ID, Question: a.Question, Text: a.Text, Title: a.Title, Soft: a.soft()}
	if answer.Soft {
		answer.P, err = probabilities(judgement)
		answer.Rating = answer.P[positive] - answer.P[negative]
	} else {
		answer.Rating, named, err = ratingOf(judgement)
		answer.Natural = a.natural()
	}
	if err != nil {
		return nil, false, fmt.Errorf("field %s: %w", quoted([]string{l.Field}), err)
	}
	name, _ := a.Label.(string)
	// A label of something else is none.
	if label := score.Label(name); slices.Contains(Labels[:], label) && slices.Contains(SentimentFields, l.Field) {
		answer.Label = label
	}
	answer.Sentences, err = a.sentences(a.Text)
	return answer, named, err
}

func quoted(fields []string) string { return `"` + strings.Join(fields, `", "`) + `"` }

// fieldOf returns nil where there is no such field.
func fieldOf(object map[string]json.RawMessage, path string) json.RawMessage {
	name, rest, deeper := strings.Cut(path, ".")
	raw := object[name]
	if !deeper {
		return raw
	}
	var inner map[string]json.RawMessage
	if json.Unmarshal(raw, &inner) != nil {
		return nil
	}
	return fieldOf(inner, rest)
}

func ratingOf(raw json.RawMessage) (rating float64, named bool, err error) {
	var number float64
	if json.Unmarshal(raw, &number) == nil {
		return number, false, nil
	}
	var numbers []float64
	if json.Unmarshal(raw, &numbers) == nil && len(numbers) > 0 {
		sum := 0.0
		for _, x := range numbers {
			sum += x
		}
		return sum / float64(len(numbers)), false, nil
	}
	var label score.Label
	if json.Unmarshal(raw, &label) == nil {
		if class := slices.Index(Labels[:], label); class >= 0 {
			return float64(class - 1), true, nil
		}
	}
	var direct directness.Label
	if json.Unmarshal(raw, &direct) == nil {
		if class := slices.Index(directness.Labels[:], direct); class >= 0 {
			return float64(class), true, nil
		}
	}
	return 0, false, fmt.Errorf("%.40s is no number, list of numbers or label (%s, %s, %s)", raw, score.Negative, score.Neutral, score.Positive)
}

func callOf(object map[string]json.RawMessage, id string) string {
	var name string
	if json.Unmarshal(object["call"], &name) == nil && name != "" {
		return name
	}
	var call struct{ ID string }
	if json.Unmarshal(object["call"], &call) == nil && call.ID != "" {
		return call.ID
	}
	if company := object["company"]; company != nil {
		return strings.Join([]string{string(company), string(object["quarter"]), string(object["year"])}, " ")
	}
	before, _, found := strings.Cut(id, "#")
	if found {
		return before
	}
	return ""
}
