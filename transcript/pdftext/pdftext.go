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
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

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
	mostPages   = 2000
	mostText    = 64 << 20 // bytes
	mostTime    = time.Minute
	memoryPages = 8192 // of 64 KiB: 512 MiB
)

// Extractor reads PDFs. It may be used by several goroutines at once; PDFium is
// started by the first file and stays until Close.
type Extractor struct {
	start   func() (pdfium.Pool, error)
	mu      sync.Mutex
	started pdfium.Pool
}

// New makes an Extractor. PDFium has to be compiled before it runs, which takes
// seconds; cacheDir is a folder of its own that keeps the outcome for the next
// time, made when it is missing. With "" nothing is kept.
func New(cacheDir string) *Extractor {
	e := &Extractor{}
	e.start = sync.OnceValues(func() (pdfium.Pool, error) {
		pool, err := startPDFium(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("PDFium does not start: %w", err)
		}
		e.mu.Lock()
		e.started = pool
		e.mu.Unlock()
		return pool, nil
	})
	return e
}

func startPDFium(cacheDir string) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true)
	if cacheDir != "" {
		// Without a cache the work is only slower, so that an error is none.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	workers := runtime.GOMAXPROCS(0)
	return webassembly.Init(webassembly.Config{
		Context:       experimental.WithCompilationWorkers(context.Background(), workers),
		MaxIdle:       workers,
		MaxTotal:      workers,
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

var errSlow = fmt.Errorf("the PDF takes more than %v to read", mostTime)

// Text gives the text of a PDF file: lines as they are printed, an empty line
// where the page leaves more than a line's height free, and a form feed before
// the first line of each page but the first. The error says what is wrong with
// the file: it is broken, needs a password, has pictures only, or is too large.
func (e *Extractor) Text(file []byte) (string, error) {
	pool, err := e.start()
	if err != nil {
		return "", err
	}
	instance, err := pool.GetInstance(mostTime)
	if err != nil {
		return "", fmt.Errorf("PDFium does not start: %w", err)
	}
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
		return r.text, r.err
	case <-timeout.C:
		_ = instance.Kill()
		<-done
		return "", errSlow
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
			err = errors.New("the PDF is broken")
		}
	}()
	opened, err := d.instance.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		if strings.Contains(err.Error(), "password") {
			return "", errors.New("the PDF needs a password")
		}
		return "", errors.New("the PDF is broken")
	}
	d.ref = opened.Document
	count, err := d.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return "", errors.New("the PDF is broken")
	}
	if count.PageCount > mostPages {
		return "", fmt.Errorf("the PDF has %d pages, more than %d", count.PageCount, mostPages)
	}
	var out strings.Builder
	for i := range count.PageCount {
		if i > 0 {
			out.WriteByte('\f')
		}
		if err := d.page(i, &out); err != nil {
			return "", fmt.Errorf("page %d of the PDF is broken", i+1)
		}
		if out.Len() > mostText {
			return "", fmt.Errorf("the PDF has more than %d MiB of text", mostText>>20)
		}
	}
	if strings.TrimSpace(out.String()) == "" {
		return "", errors.New("the PDF has no text, perhaps pictures of pages")
	}
	return out.String(), nil
}

// page appends the lines of a page.
func (d document) page(index int, out *strings.Builder) error {
	loaded, err := d.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: index}},
	})
	if err != nil {
		return err
	}
	defer d.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	count, err := d.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil || count.Count <= 0 {
		return err
	}
	got, err := d.instance.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: loaded.TextPage, Count: count.Count})
	if err != nil {
		return err
	}
	writeLines(out, d.lines(loaded.TextPage, got.Text))
	return nil
}

// line is a line of a page with the place of its first character.
type line struct {
	text        string
	top, bottom float32 // in points, from the bottom of the page; 0, 0 where it is not known
}

func (d document) lines(page references.FPDF_TEXTPAGE, text string) []line {
	var lines []line
	at := 0 // index of the line's first character
	for _, s := range strings.Split(text, "\n") {
		l := line{text: strings.TrimRight(clean.Replace(s), " ")}
		lead := len(l.text) - len(strings.TrimLeft(l.text, " "))
		if box, err := d.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: at + lead}); err == nil && l.text != "" {
			l.top, l.bottom = box.Rect.Top, box.Rect.Bottom
		}
		at += len([]rune(s)) + 1
		lines = append(lines, l)
	}
	return lines
}

// clean makes of PDFium's own marks what they stand for: the hyphen at a line's
// end is a control character.
var clean = strings.NewReplacer("\r", "", "\x02", "-", "\ufffe", "-", "\u00ad", "-", "\x00", "")

// wideGap is how many heights of a line must be free between two lines, beyond
// what is usual on the page, for an empty one.
const wideGap = 0.25

func writeLines(out *strings.Builder, lines []line) {
	usual := usualGap(lines)
	for i, l := range lines {
		if i > 0 && l.leavesGap(lines[i-1], usual) {
			out.WriteByte('\n')
		}
		out.WriteString(l.text)
		out.WriteByte('\n')
	}
}

// leavesGap tells whether a paragraph ends between the line before and l: more is
// free than usual, or the text goes on further up, in another column.
func (l line) leavesGap(before line, usual float32) bool {
	height := before.top - before.bottom
	if height <= 0 || l.top == 0 {
		return false
	}
	free := before.bottom - l.top
	return free > usual+wideGap*height || free < -2*height
}

// usualGap is the median of what is free between two lines of the page.
func usualGap(lines []line) float32 {
	var gaps []float32
	for i := 1; i < len(lines); i++ {
		if lines[i].top != 0 && lines[i-1].top != 0 {
			gaps = append(gaps, lines[i-1].bottom-lines[i].top)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}
