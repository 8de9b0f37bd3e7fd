package transcript

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"candor/transcript/call"
)

const shortCall = "Operator: The first question comes from Al Orr.\nAl Orr: How is demand?\nJo Ray: Steady, I think.\n"

func gzipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, part); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func zstandard(t testing.TB, parts ...string) string {
	t.Helper()
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b []byte
	for _, part := range parts {
		b = z.EncodeAll([]byte(part), b)
	}
	return string(b)
}

func TestCompressed(t *testing.T) {
	half := len(shortCall) / 2
	for name, data := range map[string]string{
		"gzip":            gzipped(t, shortCall),
		"members of gzip": gzipped(t, shortCall[:half], shortCall[half:]),
		"zstd":            zstandard(t, shortCall),
		"frames of zstd":  zstandard(t, shortCall[:half], shortCall[half:]),
	} {
		c := readString(t, "HALF-2021-Q2.txt.gz", data)
		if c.ID != "HALF-2021-Q2" || c.Period != "2021-Q2" || c.Source != "HALF-2021-Q2.txt.gz" {
			t.Errorf("%s: call %s of %s", name, c.ID, c.Source)
		}
		if last := c.Turns[2]; last.Text != "Steady, I think." || last.Places.At(8) != (call.Place{Line: 3, Column: 17}) {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	packed, framed := gzipped(t, shortCall), zstandard(t, shortCall)
	for _, test := range []struct{ name, data, want string }{
		{"truncated gzip", packed[:len(packed)-9], "x: the compressed data ends in the middle (truncated?)"},
		{"truncated zstd", framed[:len(framed)-3], "x: the compressed data ends in the middle (truncated?)"},
		{"damaged gzip", packed[:len(packed)-6] + "\x00\x00" + packed[len(packed)-4:], "x: gzip: invalid checksum"},
		{"a bomb", gzipped(t, strings.Repeat("a", 2000)), "x: holds more than 1000 bytes, the most that one file may hold"},
		{"a bomb of zstd", zstandard(t, strings.Repeat("a", 2000)), "x: holds more than 1000 bytes, the most that one file may hold"},
		{"too large", strings.Repeat("a", 1001), "x: holds more than 1000 bytes, the most that one file may hold"},
		{"zip", "PK\x03\x04 a.txt", "x: a zip archive: unpack it first, not the text of a transcript"},
		{"docx", "PK\x03\x04 word/document.xml", "x: a Word file (docx): save it as text, not the text of a transcript"},
		{"xlsx", "PK\x03\x04 xl/workbook.xml", "x: an Excel file (xlsx): save the transcript as text, not the text of a transcript"},
		{"image", "\x89PNG\r\n\x1a\n", "x: a PNG image, not the text of a transcript"},
		{"film", "\x00\x00\x00\x18ftypmp42", "x: a film or sound file, not the text of a transcript"},
		{"RTF", `{\rtf1 Hello}`, "x: RTF: save it as text, not the text of a transcript"},
		{"zeros", "Operator: \x00\x00", "x: binary data, not the text of a transcript"},
		{"a gzip in a gzip", gzipped(t, gzipped(t, shortCall)), "x: binary data, not the text of a transcript"},
	} {
		calls, err := ReadWith(strings.NewReader(test.data), "x", Options{MaxSize: 1000})
		if err == nil || err.Error() != test.want || calls != nil {
			t.Errorf("%s: %v, %v, want %s", test.name, calls, err, test.want)
		}
	}
}

// TestReaderFails checks that an error of reading comes back with the file's
// name, be it at once or in the middle, as when a file shrinks.
func TestReaderFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	for name, r := range map[string]io.Reader{
		"at once":       iotest.ErrReader(broken),
		"in the middle": io.MultiReader(strings.NewReader(shortCall), iotest.ErrReader(broken)),
		"within gzip":   io.MultiReader(strings.NewReader(gzipped(t, shortCall)[:20]), iotest.ErrReader(broken)),
	} {
		_, err := Read(r, "call.txt")
		if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "call.txt: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if calls, err := Read(iotest.OneByteReader(strings.NewReader(shortCall)), "call.txt"); err != nil || len(calls[0].Turns) != 3 {
		t.Errorf("byte by byte: %v", err)
	}
}

func TestUnmarkedUTF16(t *testing.T) {
	var little, big []byte
	for _, c := range []byte(shortCall) {
		little, big = append(little, c, 0), append(big, 0, c)
	}
	for name, data := range map[string]string{"little-endian": string(little), "big-endian": string(big)} {
		c := readString(t, "call.txt", data)
		last := c.Turns[2]
		at := last.Places.At(8) // of "I think"
		if last.Text != "Steady, I think." || at.Line != 3 || at.Column/2 != 16 {
			t.Errorf("%s: %q at %v", name, last.Text, at)
		}
	}
}

func TestForcedFormat(t *testing.T) {
	for _, test := range []struct{ format, data, want string }{
		{"html", shortCall, "x: not in the format html: no web page in which anybody speaks"},
		{"json", shortCall, "x: not in the format json: it does not begin as JSON does"},
		{"jsonl", shortCall, "x: not in the format jsonl: it does not begin as JSON does"},
		{"markdown", "Nobody here.", "x: not in the format markdown: no line names a speaker in bold"},
	} {
		if calls, err := ReadWith(strings.NewReader(test.data), "x", Options{Format: test.format}); err == nil || err.Error() != test.want || calls != nil {
			t.Errorf("%s: %v, want %s", test.format, err, test.want)
		}
	}
	_, err := ReadWith(strings.NewReader(shortCall), "x", Options{Format: "word"})
	if err == nil || !strings.HasPrefix(err.Error(), `unknown format "word"; known are `) {
		t.Errorf("unknown format: %v", err)
	}
	for _, f := range Formats() {
		if f.Name == "" || f.Description == "" || !strings.Contains(err.Error(), f.Name) {
			t.Errorf("format %+v", f)
		}
	}
	// What looks like a call is a list of answers where the user says so.
	lines := `{"speaker":"Operator","text":"Hello."}` + "\n" + `{"speaker":"Jo Ray","text":"We grew."}` + "\n"
	calls, err := ReadWith(strings.NewReader(lines), "x.jsonl", Options{Format: "jsonl"})
	if err != nil || calls[0].Format != "jsonl" || calls[0].Turns[1].Speaker.Role != call.Executive {
		t.Errorf("answers by force: %+v, %v", calls, err)
	}
}
