package facts

import (
	"strings"

	"candor/transcript/cue"
	"candor/transcript/people"
)

// nearTitle is how many lines below its title a call's date stands.
const nearTitle = 3

// longestHeld is the most bytes of a letter's sentence that says when a call was held.
const longestHeld = 500

// HeldOn reads the day on which a letter says that the call was held; else it is "".
func HeldOn(line string) string {
	if len(line) > longestHeld {
		return ""
	}
	if _, day, held := strings.Cut(strings.ToLower(line), "held on "); held {
		return DateIn(day[:min(len(day), len("wednesday, september 30, 2026"))])
	}
	return ""
}

// CallDate finds the day of the call among the lines above it, which may have
// those of a letter and of a page as well: the day that stands beside an hour; else
// the one below the call's title. Else it is "".
func CallDate(lines []string) string {
	best, nearest := "", 0
	for i, line := range lines {
		if len(line) > LongestTitle || isStamp(line) {
			continue
		}
		lower := strings.ToLower(line)
		date := DateIn(withoutAddresses(line))
		switch {
		case date == "":
			if people.NamesCall(line) {
				nearest = i + nearTitle
			}
		case hasHour(lower), people.NamesCall(line) && cue.Count(lower, "ended", "ending") == 0:
			return date
		case best == "" && i <= nearest && nearest > 0:
			best = date
		}
	}
	return best
}

// withoutAddresses leaves out what stands in a line's web addresses, days among them.
func withoutAddresses(line string) string {
	for {
		at := strings.Index(line, "://")
		if at < 0 {
			return line
		}
		end := strings.IndexAny(line[at:], " )>")
		if end < 0 {
			end = len(line) - at
		}
		line = line[:at] + line[at+end:]
	}
}

// hasHour tells whether a line in small letters has a time of day.
func hasHour(lower string) bool {
	return cue.Count(lower, " a.m", " p.m", ":00 am", ":00 pm", ":30 am", ":30 pm") > 0
}

// isStamp recognises what a page says of itself.
func isStamp(line string) bool {
	label, _, found := strings.Cut(strings.ToLower(strings.TrimLeft(line, "#*-• ")), ":")
	first, _, _ := strings.Cut(label, " ")
	return found && cue.PageStamp.Has(first)
}
