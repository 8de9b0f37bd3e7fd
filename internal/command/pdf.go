package command

import (
	"os"
	"path/filepath"
	"sync"

	"candor/transcript/pdftext"
)

// pdfs reads PDFs for the whole process. What it keeps for the next start lies in
// the user's folder for such things; where there is none, every start is slow.
var pdfs = sync.OnceValue(func() *pdftext.Extractor {
	dir, err := os.UserCacheDir()
	if err != nil {
		return pdftext.New("")
	}
	return pdftext.New(filepath.Join(dir, "candor", "pdfium"))
})

func pdfText(file []byte) (string, error) { return pdfs().Text(file) }
