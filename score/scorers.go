package score

import (
	"errors"
	"fmt"
	"strings"
)

// DefaultName is the name of the scorer that Default returns.
const DefaultName = "finance"

// Default returns the scorer that is used when none is asked for.
func Default() Scorer { return Finance() }

// opener makes one kind of scorer. Its usage is as it is written in a
// specification: "imdb", "lm:FILE".
type opener struct {
	usage, about string
	open         func(file string) (Scorer, error)
}

var registered []opener

// Register makes Open know a scorer of another package, by its name. It is called
// when packages are initialised.
func Register(name, about string, scorer func() Scorer) {
	registered = append(registered, opener{name, about, builtIn(scorer)})
}

func openers() []opener {
	return append([]opener{
		{"finance", "model trained on answers of executives, the default", builtIn(Finance)},
		{"model:FILE", "model of your own, made with candor train", reading(OpenModel)},
		{"polarity", "direction words and lexicon for executives, without training", builtIn(Polarity)},
		{"imdb", "film-review model of cdipaolo/sentiment, a baseline", builtIn(IMDb)},
		{"lm:FILE", "Loughran-McDonald Master Dictionary, CSV", reading(OpenLoughranMcDonald)},
		{"labels:FILE", "scores made elsewhere, joined by id, JSONL or CSV", reading(OpenLabels)},
		{"nb:FILE", "model trained with cdipaolo/sentiment or goml, JSON", reading(OpenNaiveBayes)},
		{"exec:COMMAND", "a program of yours, started once; see docs/scorers.md", func(string) (Scorer, error) {
			return nil, errors.New("exec: programs are opened by package external, and by --scorer")
		}},
	}, registered...)
}

// reading adapts a constructor from a file; its nil pointer is no Scorer.
func reading[S Scorer](open func(file string) (S, error)) func(string) (Scorer, error) {
	return func(file string) (Scorer, error) {
		s, err := open(file)
		if err != nil {
			return nil, err
		}
		return s, nil
	}
}

func builtIn[S Scorer](scorer func() S) func(string) (Scorer, error) {
	return func(string) (Scorer, error) { return scorer(), nil }
}

// Usage lists what Open takes, a line each, for the help of a command.
func Usage() string {
	var b strings.Builder
	for _, o := range openers() {
		fmt.Fprintf(&b, "  %-12s %s\n", o.usage, o.about)
	}
	return b.String()
}

// Open returns the scorer that a specification names, such as "imdb" or
// "lm:FILE"; Usage lists them all.
func Open(spec string) (Scorer, error) {
	name, file, hasFile := strings.Cut(spec, ":")
	var known []string
	for _, o := range openers() {
		known = append(known, o.usage)
		wanted, _, needsFile := strings.Cut(o.usage, ":")
		switch {
		case wanted != name:
		case needsFile && file == "":
			return nil, fmt.Errorf("scorer %q needs a file: %s", name, o.usage)
		case !needsFile && hasFile:
			return nil, fmt.Errorf("scorer %q takes no file", name)
		default:
			return o.open(file)
		}
	}
	return nil, fmt.Errorf("unknown scorer %q, want one of %s", spec, strings.Join(known, ", "))
}

// BandLabel labels a score: neutral unless it is at least so far from 0.
func BandLabel(score, band float64) Label {
	switch {
	case score <= -band:
		return Negative
	case score >= band:
		return Positive
	}
	return Neutral
}

// signLabel labels a score by its sign.
func signLabel(score float64) Label {
	switch {
	case score < 0:
		return Negative
	case score > 0:
		return Positive
	}
	return Neutral
}
