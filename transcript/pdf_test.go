package transcript

import (
	"errors"
	"strings"
	"testing"

	"candor/transcript/call"
)

// TestPDF reads a PDF through a function that stands for package pdftext.
func TestPDF(t *testing.T) {
	const c = "Operator: Our first question comes from Al Orr.\nAl Orr: How is demand?\n\fJo Ray: Steady.\n"
	text := func(file []byte) (string, error) {
		if string(file) == "%PDF-broken" {
			return "", errors.New("the PDF is broken")
		}
		return strings.TrimPrefix(string(file), "%PDF-1.7\n"), nil
	}
	calls, err := ReadWith(strings.NewReader("%PDF-1.7\n"+c), "a.pdf", Options{PDFText: text})
	if err != nil || len(calls) != 1 || calls[0].Format != "pdf" || len(calls[0].Turns) != 3 {
		t.Fatalf("%+v, %v", calls, err)
	}
	if answer := calls[0].Turns[2]; answer.Text != "Steady." || answer.Asker != "Al Orr" || answer.Line != 3 || answer.Places.At(0) != (call.Place{Line: 3, Column: 10}) {
		t.Errorf("%+v", answer)
	}
	for _, test := range []struct {
		file, want string
		options    Options
	}{
		{"%PDF-broken", "a.pdf: the PDF is broken", Options{PDFText: text}},
		{"%PDF-1.7\nNo one speaks here.\n", "a.pdf: " + ErrNoSpeakers.Error(), Options{PDFText: text}},
		{"%PDF-1.7\n" + c, "a.pdf: not in the format capiq: it is a PDF", Options{PDFText: text, Format: "capiq"}},
		{c, "a.pdf: not in the format pdf: it is no PDF", Options{PDFText: text, Format: "pdf"}},
		{"%PDF-1.7\n" + c, "a.pdf: " + errPDF.Error(), Options{}},
	} {
		if calls, err := ReadWith(strings.NewReader(test.file), "a.pdf", test.options); err == nil || err.Error() != test.want || calls != nil {
			t.Errorf("%q: %v, %v, want %s", test.file, calls, err, test.want)
		}
	}
}
