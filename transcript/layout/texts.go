package layout

import (
	"candor/transcript/captions"
	"candor/transcript/draft"
	"candor/transcript/source"
)

// TextReaders read lines of text, which the words of a web page and a string of
// a JSON file are as well.
var TextReaders = []draft.Reader{
	draft.One("captions", "captions of meetings: WebVTT and SubRip with names", func(src *source.Source) *draft.Draft { return captions.Read(src, readNamed) }, "no cues with names"),
	draft.One("streetevents", "StreetEvents text: rules of = and -, numbered names", readStreetEvents, "no numbered names between rules of -"),
	draft.One("markdown", "Markdown: bold names", readBold, "no line names a speaker in bold"),
	draft.One("callstreet", "text out of PDFs by FactSet CallStreet: <Q - Name> marks, or names between rules of dots", readCallStreet, "nobody is marked as asking or answering"),
	draft.One("capiq", "text out of PDFs by S&P Capital IQ: names with titles below them", readCapIQ, "fewer than three names with titles below them"),
	draft.One("text", "plain text: \"Name: text\", or the names above the text", readNamed, "no line names a speaker"),
}

// ReadText reads words that stood within another format; nil if nobody speaks.
func ReadText(words *source.Source) *draft.Draft {
	for _, r := range TextReaders {
		if drafts, err := r.Read(words); err == nil && len(drafts) > 0 {
			return drafts[0]
		}
	}
	return nil
}
