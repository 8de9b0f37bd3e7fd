package transcript

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/mutant"
	"candor/transcript/call"
	"candor/transcript/source"
)

// checkRead checks what must hold of reading any file.
func checkRead(t *testing.T, data, name string, o Options) []*call.Call {
	t.Helper()
	calls, err := ReadWith(strings.NewReader(data), name, o)
	if err == nil && len(calls) == 0 {
		t.Error("neither a call nor an error")
	}
	var e *call.Error
	if err != nil && !errors.As(err, &e) {
		t.Errorf("the error names no file: %v", err)
	}
	// Lines that end otherwise than with \n are counted by their own tests.
	if !source.IsCompressed([]byte(data)) && !strings.ContainsAny(data, "\x00\r\u0085\u2028\u2029") {
		checkPlaces(t, data, calls)
		checkSource(t, []byte(data), calls)
	}
	for _, c := range calls {
		turns := 0
		for _, count := range c.Census() {
			turns += count.Turns
		}
		if turns != len(c.Turns) {
			t.Errorf("%d turns are counted of %d", turns, len(c.Turns))
		}
	}
	return calls
}

// addFixtures seeds a fuzz target with the files whose names begin so.
func addFixtures(f *testing.F, begin string) {
	var seeds []string
	for _, path := range fixtures(f) {
		if base := filepath.Base(path); strings.HasPrefix(base, begin) {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			seeds = append(seeds, string(data))
		}
	}
	mutant.Add(f, seeds...)
}

// FuzzRead reads files of all formats, which are found out.
func FuzzRead(f *testing.F) {
	addFixtures(f, "")
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text, "a.txt", Options{})
	})
}

func FuzzJSON(f *testing.F) {
	addFixtures(f, "json")
	f.Add(`{"text":"Al: Why?\nJo: So.","speaker_sections":[{"name":"Al","start_char":0,"end_char":8}]}`)
	f.Add(`[{"question":{"speaker":"Al","text":["Why","?"]},"answers":["So.",{"name":"Jo","content":"\ud83d\ude00"}]}]`)
	f.Add("[[[[" + strings.Repeat("{\"a\":", 50))
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text, "a.json", Options{Format: "json"})
	})
}

func FuzzCaptions(f *testing.F) {
	addFixtures(f, "captions")
	f.Add("0:000-->0:00\n0\n0:00-->0:00\nA A\n?\n0:00-->0:00\nA\n0")
	f.Add("0:00-->00:00\n0:00-->0:00\nOperAtor\nAA:0\n0:00-->0:00")
	f.Add(strings.Repeat("0:00 --> 0:01\n<v Al Orr>Why <<?\n", 3))
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text, "a.vtt", Options{Format: "captions"})
	})
}

func FuzzTable(f *testing.F) {
	addFixtures(f, "table")
	f.Add("speaker;text\nAl Orr;\"Why?\"\nJo;So.")
	f.Add("question,answer,id\nWhy?,So.,1\n,,1")
	f.Add("Al Orr\tWhy is it so, then?\nJo Ray\tIt is so because of it.\n")
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text, "a.csv", Options{Format: "table"})
	})
}

func FuzzRecords(f *testing.F) {
	addFixtures(f, "answers")
	f.Add(answersFile)
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text, "a.jsonl", Options{Format: "jsonl"})
	})
}

// FuzzDecode reads bytes of any encoding, which a text follows.
func FuzzDecode(f *testing.F) {
	f.Add("Al Orr: It\x92s caf\xe9.\n")
	f.Add("\xef\xbb\xbfAl Orr: Why\xff?\n")
	f.Add("\xff\xfe" + utf16Text("Al Orr: Why?\n") + "\x3d\xd8\x00\xde\x2d\x4e")
	f.Add("\xfe\xff\x00A\x00l")
	f.Add(utf16Text(shortCall))
	f.Fuzz(func(t *testing.T, data string) {
		checkRead(t, data, "a.txt", Options{})
		src, err := source.Decode(data, "a.txt")
		if err != nil || src.Raw {
			return
		}
		for at := range len(src.Text) {
			if from := src.ByteOf(at); from < 0 || from >= len(data) || at > 0 && from < src.ByteOf(at-1) {
				t.Fatalf("byte %d of the text comes from byte %d of %d", at, from, len(data))
			}
			if from := src.ByteOf(at); src.Text[at] < 0x80 && src.Text[at] != data[from] && data[from] != 0 {
				t.Fatalf("byte %d of the text is %q, byte %d of the file %q", at, src.Text[at], from, data[from])
			}
		}
	})
}

// FuzzCompressed reads damaged gzip and zstd.
func FuzzCompressed(f *testing.F) {
	f.Add(gzipped(f, shortCall))
	f.Add(gzipped(f, shortCall, "Al Orr: More.\n"))
	f.Add(zstandard(f, shortCall))
	f.Add(zstandard(f, shortCall, "Al Orr: More.\n"))
	f.Fuzz(func(t *testing.T, data string) {
		checkRead(t, data, "a.gz", Options{MaxSize: 1 << 20})
	})
}
