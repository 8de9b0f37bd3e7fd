package console

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"candor/transcript/pdftext"
)

// pdfs reads PDFs for the whole process. What it keeps for the next start lies in
// the user's folder for such things; where there is none, every start is slow.
var pdfs struct {
	sync.Once
	*pdftext.Extractor
}

func (a *Console) pdfText(file []byte) (string, error) {
	pdfs.Do(func() {
		keep := ""
		if dir, err := os.UserCacheDir(); err == nil {
			keep = filepath.Join(dir, "candor", "pdfium")
		}
		pdfs.Extractor = pdftext.New(keep)
		pdfs.Warn = func(message string) { fmt.Fprintf(a.Stderr, "candor: %s\n", Clean(message)) }
	})
	return pdfs.Text(file)
}
