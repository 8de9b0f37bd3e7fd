package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var (
	browserContext context.Context // of the one Chromium that all tests share
	pagesFolder    string
)

// pagesOf are the pages that are tested, and the commands that make them.
var pagesOf = map[string]string{
	"call":          "report -q --format html testdata/calls/meridian-2024-q3.md",
	"full":          "report --format html --full testdata/quarters",
	"calls":         "report --format html testdata/quarters",
	"compare-two":   "compare --format html testdata/quarters/brightwater-2023-q1.md testdata/quarters/brightwater-2023-q4.md",
	"compare-four":  "compare --format html testdata/quarters",
	"explain":       "explain --format html testdata/quarters/brightwater-2023-q4.md --most-hedged 4",
	"hostile":       "report -q --format html HOSTILE",
	"hostile-two":   "explain -q --format html HOSTILE --most-hedged 3",
	"hostile-three": "compare -q --format html --group speaker HOSTILE",
}

func TestMain(m *testing.M) {
	os.Exit(func() int {
		folder, err := os.MkdirTemp("", "candor-pages")
		if err == nil {
			defer os.RemoveAll(folder)
			pagesFolder, err = folder, makePages(folder)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)
		allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
		defer cancel()
		var stop context.CancelFunc
		browserContext, stop = chromedp.NewContext(allocator)
		defer stop()
		if err := chromedp.Do(browserContext); err != nil {
			fmt.Fprintln(os.Stderr, "no Chromium to test with:", err)
			return 1
		}
		return m.Run()
	}())
}

// makePages builds candor and has it write the pages.
func makePages(folder string) error {
	candor := filepath.Join(folder, "candor")
	build := exec.Command("go", "build", "-o", candor, ".")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w", out, err)
	}
	hostile := filepath.Join(folder, "hostile.jsonl")
	if err := writeHostile(hostile); err != nil {
		return err
	}
	pagesOf["score"] = "score -q testdata/calls/meridian-2024-q3.md"
	defer delete(pagesOf, "score")
	for name, command := range pagesOf {
		args := strings.Fields(strings.ReplaceAll(command, "HOSTILE", hostile))
		c := exec.Command(candor, append(args, "--output", filepath.Join(folder, name+".html"))...)
		c.Dir = build.Dir
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("candor %s: %s: %w", command, out, err)
		}
	}
	return nil
}

// attack runs a script, or asks for something, wherever a page takes it for more
// than text.
const attack = `"'><script>pwned=1</script><img src=https://example.com/x onerror=pwned=2><svg onload=pwned=3></svg>` +
	`<style>@import 'https://example.com/s';</style><a href=javascript:pwned=4>x</a></p></article><base href=https://example.com/>{{.}}${pwned=5}` + "`"

// plain is enough English for the attack to be read as part of a call.
const plain = "We have been saying to all of you that this is what we would expect, and it has not been different from the plan that we had at the start of the year. "

func writeHostile(file string) error {
	var b strings.Builder
	for i := range 12 {
		line, err := json.Marshal(map[string]any{
			"id":      attack + fmt.Sprint(i),
			"call":    map[string]any{"id": attack, "company": attack, "ticker": attack, "period": attack, "date": "2024-01-02"},
			"speaker": fmt.Sprint(attack, i%3), "title": attack, "firm": attack, "role": "executive", "section": "qa",
			"asker": attack, "asker_firm": attack, "question": fmt.Sprint("How is demand in the quarter that we are in now? ", plain, attack, i),
			"text": fmt.Sprint("I think demand might be weak, and we are going to see that in the orders of the next year. ", plain, attack, " We don't break that out. Sales grew strongly in quarter ", i, ". I guess so."),
		})
		if err != nil {
			return err
		}
		b.Write(append(line, '\n'))
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

// tab is a page that is open. What it must never do fails the test when it closes.
type tab struct {
	context.Context
	t        *testing.T
	mu       sync.Mutex
	problems []string
}

func (tab *tab) problem(format string, args ...any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.problems = append(tab.problems, fmt.Sprintf(format, args...))
}

// open opens a page in a window of that width; before runs before the page is read.
func open(t *testing.T, name string, width int64, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browserContext)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	own := &tab{Context: ctx, t: t}
	address := "file://" + filepath.Join(pagesFolder, name+".html")
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if got, _, _ := strings.Cut(e.Request.URL, "#"); got != address {
				own.problem("asks for %s", e.Request.URL)
			}
		case *page.EventJavascriptDialogOpening:
			own.problem("says %q", e.Message)
		case *runtime.EventExceptionThrown:
			own.problem("throws %s", e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		own.mu.Lock()
		defer own.mu.Unlock()
		for _, p := range own.problems {
			t.Errorf("%s %s", name, p)
		}
	})
	own.run(call(network.Enable, network.EnableParams{}), window(width))
	own.run(before...)
	own.run(chromedp.Navigate(address))
	return own
}

func (tab *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		tab.t.Fatal(err)
	}
}

// value evaluates an expression in the page.
func value[T any](tab *tab, expression string) T {
	tab.t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("%v: %.200s", err, expression)
	}
	return v
}

// call is a command of the protocol.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// window makes the page's window so wide.
func window(width int64) chromedp.Action[chromedp.Void] { return chromedp.EmulateViewport(width, 900) }

// colours is whether the reader prefers a light or a dark page.
func colours(scheme string) chromedp.Action[chromedp.Void] {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}
