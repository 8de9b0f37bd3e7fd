package pdftext_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"candor/transcript"
	"candor/transcript/call"
	"candor/transcript/pdftext"
)

// pdfs is one PDFium for all tests; what it compiles is kept for the next run.
var pdfs = sync.OnceValue(func() *pdftext.Extractor {
	return pdftext.New(filepath.Join(os.TempDir(), "candor-pdfium-test"))
})

// needPDFium skips where PDFium would take a minute to start.
func needPDFium(t testing.TB) {
	t.Helper()
	if raceDetector {
		t.Skip("the race detector makes compiling PDFium slow; its instances share nothing")
	}
}

// printed prints lines on pages, a form feed beginning each but the first.
func printed(t testing.TB, text, password string) []byte {
	t.Helper()
	pdf := fpdf.New("L", "pt", "A4", "")
	if password != "" {
		pdf.SetProtection(0, password, "owner")
	}
	pdf.SetAutoPageBreak(false, 0)
	windows1252 := pdf.UnicodeTranslatorFromDescriptor("")
	for page := range strings.SplitSeq(text, "\f") {
		pdf.AddPage()
		pdf.SetFont("Courier", "", 7)
		for i, line := range strings.Split(page, "\n") {
			at, indent := 30.0, len(line)-len(strings.TrimLeft(line, " "))
			pdf.Text(at+float64(indent)*4.2, at+float64(i)*9, windows1252(line[indent:]))
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestText(t *testing.T) {
	needPDFium(t)
	const text = "A head of the page\n\nJo Ray\nChief of rails\nThe first line – of a “paragraph” that\ngoes on.\n\nAnother one.\f2\nThe next page, © all."
	got, err := pdfs().Text(printed(t, text, ""))
	if err != nil {
		t.Fatal(err)
	}
	want := "A head of the page\n\nJo Ray\nChief of rails\nThe first line – of a “paragraph” that\ngoes on.\n\nAnother one.\n\f2\nThe next page, © all.\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestCall prints an invented call of two columns, running heads and small print,
// and reads from the PDF what is read from its text.
func TestCall(t *testing.T) {
	needPDFium(t)
	const head = "NORRLAND TRAMWAYS AB (PUBL) FQ2"
	text, err := os.ReadFile("../testdata/formats/text-capiq-layout.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := transcript.Read(bytes.NewReader(text), "call")
	if err != nil {
		t.Fatal(err)
	}
	file := printed(t, strings.ReplaceAll(string(text), head, "\f"+head), "")
	got, err := transcript.ReadWith(bytes.NewReader(file), "call", transcript.Options{PDFText: pdfs().Text})
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Format != "pdf" {
		t.Errorf("format %s", got[0].Format)
	}
	if got, want := spoken(got[0]), spoken(want[0]); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
	_, err = transcript.ReadWith(bytes.NewReader(file), "call", transcript.Options{})
	if err == nil || !strings.Contains(err.Error(), "a PDF") {
		t.Errorf("without what reads PDFs: %v", err)
	}
}

func spoken(c *call.Call) string {
	var b strings.Builder
	for i := range c.Turns {
		u := &c.Turns[i]
		fmt.Fprintf(&b, "\n%s %s %q %q %q: %s <- %s", u.Section, u.Speaker.Role, u.Speaker.Name, u.Speaker.Title, u.Speaker.Firm,
			strings.Join(strings.Fields(u.Text), " "), u.Asker)
	}
	return b.String()
}

func TestErrors(t *testing.T) {
	needPDFium(t)
	whole := printed(t, "Some text of a page", "")
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"no PDF":    {[]byte("%PDF-1.7\nbut words"), "the PDF is broken"},
		"truncated": {whole[:len(whole)/3], "the PDF is broken"},
		"locked":    {printed(t, "Some text of a page", "secret"), "the PDF needs a password"},
		"picture":   {printed(t, "", ""), "the PDF has no text, perhaps pictures of pages"},
	} {
		if text, err := pdfs().Text(test.file); err == nil || err.Error() != test.want {
			t.Errorf("%s: %q, %v, want %s", name, text, err, test.want)
		}
	}
}

// TestAtOnce reads several files at the same time.
func TestAtOnce(t *testing.T) {
	needPDFium(t)
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			want := fmt.Sprintf("This is file %d\n", i)
			if got, err := pdfs().Text(printed(t, strings.TrimSpace(want), "")); err != nil || got != want {
				t.Errorf("%q, %v, want %q", got, err, want)
			}
		})
	}
	group.Wait()
}

// bomb is a PDF of some hundred bytes that draws the same words a million times,
// by forms that draw forms.
func bomb(depth, times int, words string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	objects := 0
	object := func(format string, values ...any) {
		objects++
		fmt.Fprintf(&b, "%d 0 obj<<", objects)
		fmt.Fprintf(&b, format, values...)
		b.WriteString(" endobj\n")
	}
	draws := strings.Repeat("/A Do ", times)
	object("/Type/Catalog/Pages 2 0 R>>")
	object("/Type/Pages/Kids[3 0 R]/Count 1>>")
	object("/Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>")
	object("/Length %d>>stream\n%s\nendstream", len(draws), draws)
	for range depth {
		object("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>/Length %d>>stream\n%s\nendstream", objects+2, len(draws), draws)
	}
	text := "BT/F 9 Tf(" + words + ")Tj ET"
	object("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Length %d>>stream\n%s\nendstream", len(text), text)
	b.WriteString("trailer<</Root 1 0 R>>")
	return []byte(b.String())
}

// TestBomb holds that a file which grows is given up, and read where it grows little.
func TestBomb(t *testing.T) {
	needPDFium(t)
	if text, err := pdfs().Text(bomb(2, 3, "some words")); err != nil || !strings.Contains(text, "some words") {
		t.Errorf("27 times: %.40q, %v", text, err)
	}
	if text, err := pdfs().Text(bomb(6, 10, strings.Repeat("w ", 30))); err == nil {
		t.Errorf("ten million words: %d bytes, no error", len(text))
	}
}

// TestDamagedCache holds that a cache which cannot be used is made anew, and said to be.
func TestDamagedCache(t *testing.T) {
	needPDFium(t)
	if testing.Short() {
		t.Skip("compiles PDFium twice")
	}
	dir := t.TempDir()
	first := pdftext.New(dir)
	file := printed(t, "Some text", "")
	if _, err := first.Text(file); err != nil {
		t.Fatal(err)
	}
	damaged := 0
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		damaged++
		return os.WriteFile(path, []byte("no longer what it was"), 0o600)
	})
	if err != nil || damaged == 0 {
		t.Fatalf("%d files damaged, %v", damaged, err)
	}
	var warned []string
	second := pdftext.New(dir)
	second.Warn = func(message string) { warned = append(warned, message) }
	if text, err := second.Text(file); err != nil || text != "Some text\n" {
		t.Errorf("%q, %v", text, err)
	}
	if len(warned) != 1 || !strings.Contains(warned[0], dir) {
		t.Errorf("warned %q", warned)
	}
}

// TestCapIQ holds the real calls that are at hand to what was read beside them.
func TestCapIQ(t *testing.T) {
	needPDFium(t)
	for file, want := range map[string]struct {
		turns, answers int
		speakers       map[string]int
	}{
		"DLR-Q1-2024.pdf": {57, 22, map[string]int{"Operator": 17, "Andrew P. Power": 16, "Matthew Mercier": 3, "Christopher Sharp": 2, "Colin McLean": 1,
			"Gregory S. Wright": 2, "Jordan Sadler": 1, "Michael Ian Rollins": 2}},
		"DLR-Q2-2025.pdf": {62, 26, map[string]int{"Operator": 17, "Andrew P. Power": 18, "Matthew R. Mercier": 4, "Christopher Sharp": 1, "Colin McLean": 3,
			"Gregory S. Wright": 2, "Jordan Sadler": 1, "Jonathan Atkin": 2}},
	} {
		f, err := os.Open("../../../shared/calls/capiq-pdf/" + file)
		if err != nil {
			t.Skip("no shared calls here")
		}
		calls, err := transcript.ReadWith(f, file, transcript.Options{PDFText: pdfs().Text})
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		answers, by := 0, map[string]int{}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			by[turn.Speaker.Name]++
			if turn.Class() == call.ClassAnswer || turn.Class() == call.ClassTrivial && turn.Question != "" {
				answers++
			}
		}
		if len(calls[0].Turns) != want.turns || answers != want.answers {
			t.Errorf("%s: %d turns, %d answers, want %d and %d", file, len(calls[0].Turns), answers, want.turns, want.answers)
		}
		for name, n := range want.speakers {
			if by[name] != n {
				t.Errorf("%s: %d turns by %s, want %d", file, by[name], name, n)
			}
		}
	}
}

// FuzzText changes PDFs: none makes more than an error of it.
func FuzzText(f *testing.F) {
	needPDFium(f)
	f.Add(printed(f, "Jo Ray\nSome words.\fOn two pages", ""))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if text, err := pdfs().Text(file); (err == nil) != (strings.TrimSpace(text) != "") {
			t.Errorf("%q, %v", text, err)
		}
	})
}

func BenchmarkText(b *testing.B) {
	needPDFium(b)
	page := strings.Repeat("A line of a page, as long as lines usually are in the transcripts of calls.\n", 50)
	file := printed(b, strings.TrimSuffix(strings.Repeat(page+"\f", 20), "\f"), "")
	if _, err := pdfs().Text(file); err != nil { // PDFium starts
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := pdfs().Text(file); err != nil {
			b.Fatal(err)
		}
	}
}
