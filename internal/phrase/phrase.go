// Package phrase is the one phrase language of the project: files of words in YAML
// whose mistakes are told with their place (File, String, Error), patterns over
// tokens with what must stand beside them (Names, Pattern, Entry), their compiled
// form (Compile, Compact, Load) and the walk over a document (Scanner); and long
// lists of fixed terms (Terms).
//
// The notation stands at type parser and, for those who write lexicons, in
// docs/hedging.md. It knows only package text.
package phrase
