// Package transcript reads an earnings call from a file in any known format
// into a Call: its turns, who speaks them in which role, and the executives'
// answers with their questions. Every byte of a turn's text knows its line and
// column in the source.
//
// It hides all formats. Package text, which tokenises one turn, comes next.
package transcript
