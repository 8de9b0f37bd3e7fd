//go:build race

package pdftext_test

const raceDetector = true
