package score

import (
	"fmt"
	"strings"
)

// Default returns the scorer that is used when none is asked for.
func Default() Scorer { return IMDb() }

// opener makes one kind of scorer. Its usage is as it is written in a
// specification: "imdb", "lm:FILE".
type opener struct {
	usage, about string
	open         func(file string) (Scorer, error)
}

func openers() []opener {
	return []opener{
		{"imdb", "film-review model of cdipaolo/sentiment, a baseline", func(string) (Scorer, error) { return IMDb(), nil }},
	}
}

// Usage lists what Open takes, a line each.
func Usage() string {
	var b strings.Builder
	for _, o := range openers() {
		fmt.Fprintf(&b, "%-12s %s\n", o.usage, o.about)
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

// bandLabel labels a score: neutral unless it is at least so far from 0.
func bandLabel(score, band float64) Label {
	switch {
	case score <= -band:
		return Negative
	case score >= band:
		return Positive
	}
	return Neutral
}
