// Package pdftext reads the text out of PDF files, in the order in which people
// read it.
//
// It runs PDFium, the library of Chromium, compiled to WebAssembly: no cgo and no
// program beside the binary, and a broken or hostile file can reach nothing but
// the memory it is given. Package transcript, which parses the text, does not
// import it: hand the method Text of an Extractor to it as Options.PDFText.
package pdftext

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits of one file. A call has some twenty pages, read in a third of a second.
const (
	mostPages = 2000
	mostChars = 1 << 20  // of a page
	mostText  = 16 << 20 // bytes
	mostTime  = time.Minute
)

// Extractor reads PDFs. It may be used by several goroutines at once; PDFium is
// started by the first file and stays until Close.
type Extractor struct {
	// Warn, where it is set before the first file, is told what is odd and mended.
	Warn func(message string)

	start    func() (pdfium.Pool, error)
	mu       sync.Mutex
	started  pdfium.Pool
	memories memories
	slots    chan struct{} // one for each file that may be read at a time
	large    sync.Mutex    // held while a file is read that needs much memory
}

// New makes an Extractor. PDFium has to be compiled before it runs, which takes
// seconds; cacheDir is a folder of its own that keeps the outcome for the next
// time, made when it is missing and made anew when it is damaged. With "" nothing
// is kept.
func New(cacheDir string) *Extractor {
	e := &Extractor{slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	e.start = sync.OnceValues(func() (pdfium.Pool, error) {
		pool, err := e.startPDFium(cacheDir)
		if err != nil && cacheDir != "" {
			if e.Warn != nil {
				e.Warn(fmt.Sprintf("%s: what is kept there of PDFium is damaged and is made anew (%v)", cacheDir, err))
			}
			if err = os.RemoveAll(cacheDir); err == nil {
				pool, err = e.startPDFium(cacheDir)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("PDFium does not start (its folder is %q): %w", cacheDir, err)
		}
		e.mu.Lock()
		e.started = pool
		e.mu.Unlock()
		return pool, nil
	})
	return e
}

func (e *Extractor) startPDFium(cacheDir string) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(largeMemory / wasmPage).
		WithCloseOnContextDone(true)
	if cacheDir != "" {
		// Without a cache the work is only slower, so that an error is none.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	ctx := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	return webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(ctx, &e.memories),
		MaxTotal:      cap(e.slots),
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // no files
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
}

// Close stops PDFium.
func (e *Extractor) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.started == nil {
		return nil
	}
	pool := e.started
	e.started = nil
	return pool.Close()
}

var (
	errSlow   = fmt.Errorf("the PDF takes more than %v to read", mostTime)
	errLarge  = fmt.Errorf("the PDF takes more than %d MiB of memory to read", largeMemory>>20)
	errBroken = errors.New("the PDF is broken")

	errBrokenPage = errors.New("it is broken")
)

// Text gives the text of a PDF file: lines as they are printed, an empty line
// where the page leaves more than a line's height free, and a form feed before
// the first line of each page but the first. Names that are printed beside what
// is said, and drawn apart from it, stand before it. The error says what is wrong
// with the file: it is broken, needs a password, has pictures only, or is too large.
//
// As many files as there are processors are read at a time, and only one of those
// that need more than a little memory.
func (e *Extractor) Text(file []byte) (string, error) {
	pool, err := e.start()
	if err != nil {
		return "", err
	}
	e.slots <- struct{}{}
	defer func() { <-e.slots }()
	text, short, err := e.read(pool, file, smallMemory)
	if !short {
		return text, err
	}
	e.large.Lock()
	defer e.large.Unlock()
	if text, short, err = e.read(pool, file, largeMemory); short {
		return "", errLarge
	}
	return text, err
}

// read reads a file with so many bytes of memory at most; short tells that they
// did not do.
func (e *Extractor) read(pool pdfium.Pool, file []byte, limit uint64) (text string, short bool, err error) {
	instance, memory, err := e.memories.instance(pool, limit)
	if err != nil {
		return "", false, fmt.Errorf("PDFium does not start: %w", err)
	}
	defer memory.release()
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := document{instance: instance}.read(file)
		done <- result{text, err}
	}()
	timeout := time.NewTimer(mostTime)
	defer timeout.Stop()
	select {
	case r := <-done:
		// What closing says of a document that failed is of no use to anybody.
		_ = instance.Close()
		return r.text, r.err != nil && memory.short, r.err
	case <-timeout.C:
		_ = instance.Kill()
		<-done
		return "", false, errSlow
	}
}

// document reads one file.
type document struct {
	instance pdfium.Pdfium
	ref      references.FPDF_DOCUMENT
}

func (d document) read(file []byte) (text string, err error) {
	defer func() { // a WebAssembly module that breaks down panics in its host
		if r := recover(); r != nil {
			err = errBroken
		}
	}()
	opened, err := d.instance.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		if strings.Contains(err.Error(), "password") {
			return "", errors.New("the PDF needs a password")
		}
		return "", errBroken
	}
	d.ref = opened.Document
	count, err := d.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return "", errBroken
	}
	if count.PageCount > mostPages {
		return "", fmt.Errorf("the PDF has %d pages, more than %d", count.PageCount, mostPages)
	}
	pages := make([][]line, count.PageCount)
	size := 0
	for i := range pages {
		if pages[i], err = d.page(i); err != nil {
			return "", fmt.Errorf("page %d of the PDF: %w", i+1, err)
		}
		for _, l := range pages[i] {
			size += len(l.text)
		}
		if size > mostText {
			return "", fmt.Errorf("the PDF has more than %d MiB of text", mostText>>20)
		}
	}
	besideText(pages)
	var out strings.Builder
	for i, lines := range pages {
		if i > 0 {
			out.WriteByte('\f')
		}
		writeLines(&out, lines)
	}
	if strings.TrimSpace(out.String()) == "" {
		return "", errors.New("the PDF has no text, perhaps pictures of pages")
	}
	return out.String(), nil
}

// page gives the lines of a page.
func (d document) page(index int) ([]line, error) {
	loaded, err := d.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: index}},
	})
	if err != nil {
		return nil, errBrokenPage
	}
	defer d.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	count, err := d.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return nil, errBrokenPage
	}
	if count.Count <= 0 {
		return nil, nil
	}
	if count.Count > mostChars {
		return nil, fmt.Errorf("more than %d characters", mostChars)
	}
	got, err := d.instance.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: loaded.TextPage, Count: count.Count})
	if err != nil {
		return nil, errBrokenPage
	}
	return d.lines(loaded.TextPage, got.Text), nil
}

func (d document) lines(page references.FPDF_TEXTPAGE, text string) []line {
	var lines []line
	at := 0 // index of the line's first character
	for s := range strings.SplitSeq(text, "\n") {
		l := line{text: strings.TrimRight(clean.Replace(s), " ")}
		if l.text != "" {
			lead := len(l.text) - len(strings.TrimLeft(l.text, " "))
			first, err := d.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: at + lead})
			if err == nil {
				l.top, l.bottom, l.left, l.right = first.Rect.Top, first.Rect.Bottom, first.Rect.Left, first.Rect.Right
			}
			last, err := d.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: at + utf8.RuneCountInString(l.text) - 1})
			if err == nil {
				l.right = last.Rect.Right
			}
		}
		at += utf8.RuneCountInString(s) + 1
		lines = append(lines, l)
	}
	return lines
}

// clean makes of PDFium's own marks what they stand for: the hyphen at a line's
// end is a control character.
var clean = strings.NewReplacer("\r", "", "\x02", "-", "\ufffe", "-", "\u00ad", "-", "\x00", "")
