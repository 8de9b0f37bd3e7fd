//go:build !race

package pdftext_test

const raceDetector = false
