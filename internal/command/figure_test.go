package command_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const quarters = "testdata/quarters/brightwater-2023-q1.md testdata/quarters/brightwater-2023-q4.md"

func figureOf(t *testing.T, calls, name string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	run(t, "compare "+calls+" --figure "+file)
	figure, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return figure
}

func TestFigures(t *testing.T) {
	t.Chdir("../..")
	svg := string(figureOf(t, "testdata/quarters", "trend.svg"))
	for _, want := range []string{"Dieter Kwan", "Marta Oyelaran", "2023-Q1 n ", "Hedges per 100 words", "regulation-safety", "@font-face"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the trend figure does not say %q", want)
		}
	}
	if strings.Contains(svg, "NaN") {
		t.Error("NaN in the trend figure")
	}
	two := string(figureOf(t, quarters, "two.svg"))
	for _, want := range []string{"Change from 2023-Q1 to 2023-Q4", "share negative", "epistemic", "95 % interval"} {
		if !strings.Contains(two, want) {
			t.Errorf("the figure of two calls does not say %q", want)
		}
	}
	report := filepath.Join(t.TempDir(), "report.pdf")
	run(t, "report testdata/quarters --figure "+report)
	if pdf, err := os.ReadFile(report); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF of a report: %v", err)
	}
	first := figureOf(t, quarters, "two.png")
	if !bytes.Equal(first, figureOf(t, quarters, "two.png")) {
		t.Error("two runs draw different bytes")
	}
	if _, err := png.Decode(bytes.NewReader(first)); err != nil {
		t.Error(err)
	}
}
