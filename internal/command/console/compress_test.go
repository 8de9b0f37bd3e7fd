package console

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"candor/transcript/source"
)

func TestCompressedByName(t *testing.T) {
	content := bytes.Repeat([]byte("An answer. "), 1000)
	for name, small := range map[string]bool{"a.jsonl": false, "a.jsonl.gz": true, "a.jsonl.zst": true, "a.JSONL.ZST": true, "gz": false} {
		file := filepath.Join(t.TempDir(), name)
		var a Console
		for range 2 { // over what is there, too
			if err := a.WriteBytes(file, content); err != nil {
				t.Fatal(err)
			}
		}
		b, err := os.ReadFile(file)
		if err != nil || (len(b) < len(content)/10) != small {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
		src, err := source.Load(bytes.NewReader(b), name, 0)
		if err != nil || src.Text != string(content) {
			t.Errorf("%s: is read as another text, %v", name, err)
		}
	}
}

func TestCompressedWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	var a Console
	wrong := errors.New("wrong")
	err := a.WriteTo(filepath.Join(folder, "a.zst"), func(w io.Writer) error {
		w.Write([]byte("begun"))
		return wrong
	})
	left, _ := os.ReadDir(folder)
	if !errors.Is(err, wrong) || len(left) > 0 {
		t.Errorf("%v, %v", err, left)
	}
}
