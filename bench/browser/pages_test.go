package browser

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// No page is wider than its window, whatever has the focus.
func TestWidths(t *testing.T) {
	for name := range pagesOf {
		t.Run(name, func(t *testing.T) {
			tab := open(t, name, 1600)
			for _, width := range []int64{360, 800, 1600} {
				tab.run(window(width))
				widest := value[int64](tab, `(() => {
					let widest = document.documentElement.scrollWidth;
					for (const e of document.querySelectorAll("[tabindex], a, button, select")) { e.focus({preventScroll: true}); widest = Math.max(widest, document.documentElement.scrollWidth); }
					return widest;
				})()`)
				if widest > width {
					t.Errorf("is %d wide in a window of %d", widest, width)
				}
			}
		})
	}
}

// A filter shows the answers that it says, and no others.
func TestFilters(t *testing.T) {
	tab := open(t, "call", 1000)
	all := value[int](tab, `document.querySelectorAll("article").length`)
	shown := func() int {
		return value[int](tab, `[...document.querySelectorAll("article")].filter(a => a.offsetHeight > 0).length`)
	}
	if shown() != all || all < 10 {
		t.Fatalf("%d of %d answers are shown at first", shown(), all)
	}
	for _, by := range []string{"speaker", "topic", "answered", "tone"} {
		choices := value[[]string](tab, `[...document.querySelector("[name=`+by+`]").options].map(o => o.value).filter(v => v)`)
		if len(choices) == 0 {
			t.Errorf("nothing to choose by %s", by)
		}
		for _, choice := range choices {
			tab.run(chromedp.SetValue(chromedp.CSS("[name="+by+"]"), choice), chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=`+by+`]").dispatchEvent(new Event("change", {bubbles: true}))`))
			want := value[int](tab, fmt.Sprintf(`[...document.querySelectorAll("article")].filter(a => a.dataset[%q].split("|").includes(%q)).length`, by, choice))
			wrong := value[int](tab, fmt.Sprintf(`[...document.querySelectorAll("article")].filter(a => a.offsetHeight > 0 && !a.dataset[%q].split("|").includes(%q)).length`, by, choice))
			if got := shown(); got != want || wrong != 0 || want == 0 || want == all {
				t.Errorf("%s %s: %d are shown, %d of them wrongly, want %d of %d", by, choice, got, wrong, want, all)
			}
			if got, want := value[string](tab, `document.querySelector("output").textContent`), fmt.Sprintf("%d of %d shown", want, all); got != want {
				t.Errorf("says %q, want %q", got, want)
			}
		}
		tab.run(chromedp.Click(chromedp.CSS("form button[type=reset]")))
		if got := shown(); got != all {
			t.Errorf("%d are shown again, want %d", got, all)
		}
	}
	// Filters together, by keyboard; and a link to an answer that they hide.
	tab.run(chromedp.Focus(chromedp.CSS("[name=answered]")), chromedp.KeyEvent("e"), chromedp.Focus(chromedp.CSS("[name=tone]")), chromedp.KeyEvent("pos"))
	if got, want := shown(), value[int](tab, `document.querySelectorAll("article[data-answered=evaded][data-tone=positive]").length`); got != want {
		t.Errorf("evaded and positive: %d are shown, want %d", got, want)
	}
	if off := value[int](tab, `document.querySelectorAll(".strip a.off").length`); off == 0 {
		t.Error("no bar of a hidden answer is faint")
	}
	tab.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".strip a.off").dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, view: window}))`))
	if visible := value[bool](tab, `new Promise(done => setTimeout(() => done(document.querySelector(":target").offsetHeight > 0), 100))`); !visible {
		t.Error("a link leads to a hidden answer")
	}
}

// Tables are sorted by pointer and keyboard, by the whole values.
func TestSorting(t *testing.T) {
	tab := open(t, "full", 1600)
	const column = `(() => { const b = [...document.querySelectorAll("th button")].find(b => b.textContent === "WORDS"), t = b.closest("table"), i = b.parentNode.cellIndex; return [...t.tBodies[0].rows].map(r => +r.cells[i].dataset.value); })()`
	const button = `[...document.querySelectorAll("th button")].find(b => b.textContent === "WORDS")`
	sorted := func() string { return value[string](tab, button+`.parentNode.getAttribute("aria-sort") || ""`) }
	first := value[[]float64](tab, column)
	if len(first) < 2 || sorted() != "" {
		t.Fatalf("words %v, sorted %q", first, sorted())
	}
	tab.run(chromedp.Click(chromedp.JSPath(button)))
	if got := value[[]float64](tab, column); !slices.IsSorted(got) || sorted() != "ascending" {
		t.Errorf("clicked: %v, %s", got, sorted())
	}
	tab.run(chromedp.Focus(chromedp.JSPath(button)), chromedp.KeyEvent(kb.Enter))
	got := value[[]float64](tab, column)
	slices.Reverse(got)
	if !slices.IsSorted(got) || sorted() != "descending" {
		t.Errorf("by keyboard: %v backwards, %s", got, sorted())
	}
}

// The reason of a mark shows under the pointer and with the focus, and Escape ends it.
func TestReasons(t *testing.T) {
	tab := open(t, "call", 1000)
	const after = `getComputedStyle(document.querySelector(".text .hedge"), "::after").content`
	if got := value[string](tab, after); got != "none" {
		t.Errorf("%s shows at first", got)
	}
	tab.run(chromedp.ScrollIntoView(chromedp.CSS(".text .hedge")))
	at := value[[]float64](tab, `(() => { const r = document.querySelector(".text .hedge").getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
	tab.run(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
	if got := value[string](tab, after); !strings.Contains(got, "hedge: ") || !strings.Contains(got, "weight") {
		t.Errorf("under the pointer: %s", got)
	}
	tab.run(chromedp.MouseEvent("mouseMoved", 1, 1), chromedp.Focus(chromedp.CSS("form button")))
	for range 60 { // past the bars of the strip
		tab.run(chromedp.KeyEvent(kb.Tab))
		if value[bool](tab, `"why" in document.activeElement.dataset`) {
			break
		}
	}
	if got := value[string](tab, `getComputedStyle(document.activeElement, "::after").content`); !strings.Contains(got, "hedge: ") && !strings.Contains(got, "sentence") {
		t.Errorf("with the focus: %s", got)
	}
	tab.run(chromedp.KeyEvent(kb.Escape))
	if !value[bool](tab, `document.activeElement === document.body`) {
		t.Error("Escape leaves the reason")
	}
	unreached := value[int](tab, `[...document.querySelectorAll(".text .hedge, .text .deflection, .text .withheld")].filter(e => e.tabIndex !== 0 && !e.previousElementSibling).length`)
	if unreached > 0 {
		t.Errorf("the keyboard does not reach %d marks", unreached)
	}
	if value[int](tab, `[...document.querySelectorAll(".text .positive, .text .negative")].filter(e => e.dataset.why.includes("“")).length`) == 0 {
		t.Error("no tone is put down to words")
	}
}

// What is copied of an answer is what was said, and a search finds words across marks.
func TestCopying(t *testing.T) {
	tab := open(t, "call", 1000)
	file, err := os.Open(filepath.Join(pagesFolder, "score.html")) // as candor score writes it
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Buffer(nil, 1<<20)
	n := 0
	for ; in.Scan(); n++ {
		var r struct{ ID, Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		number := r.ID[strings.LastIndexByte(r.ID, '#')+1:]
		copied := value[string](tab, `(() => { const s = getSelection(); s.selectAllChildren(document.querySelector("#a`+number+` .text")); return s.toString(); })()`)
		if copied != r.Text {
			t.Errorf("#%s is copied as\n%q, want\n%q", number, copied, r.Text)
		}
		line, _, _ := strings.Cut(r.Text, "\n")
		if quoted, _ := json.Marshal(line); !value[bool](tab, `(getSelection().removeAllRanges(), find(`+string(quoted)+`, true))`) {
			t.Errorf("#%s is not found", number)
		}
	}
	if n < 10 {
		t.Errorf("%d answers", n)
	}
}

// Without scripts all is there but what would do nothing.
func TestWithoutScripts(t *testing.T) {
	tab := open(t, "call", 1000, call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	if hidden := value[int](tab, `[...document.querySelectorAll("article, table, .strip")].filter(e => e.getBoundingClientRect().height === 0).length`); hidden > 0 {
		t.Errorf("%d parts are hidden", hidden)
	}
	if value[bool](tab, `document.querySelector("form").offsetHeight > 0 || document.querySelector("th button") !== null`) {
		t.Error("filters show that do nothing")
	}
}

// On paper there is no form.
func TestPrinting(t *testing.T) {
	tab := open(t, "call", 1000, call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	if value[bool](tab, `document.querySelector("form").offsetHeight > 0 || document.querySelector("article").offsetHeight === 0`) {
		t.Error("the form is printed, or the call is not")
	}
}

// Nothing that a transcript says runs or is asked for. open looks at requests,
// dialogs and errors of scripts.
func TestHostile(t *testing.T) {
	for name := range pagesOf {
		if !strings.HasPrefix(name, "hostile") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			tab := open(t, name, 800)
			if ran := value[bool](tab, `new Promise(done => setTimeout(() => done(typeof pwned !== "undefined"), 200))`); ran {
				t.Error("a script of the transcript ran")
			}
			if n := value[int](tab, `document.querySelectorAll("img, base, iframe, object, link, [onload], [onerror], main script, main style, a[href*=javascript]").length`); n > 0 {
				t.Errorf("%d elements of the transcript", n)
			}
			if !value[bool](tab, `document.body.textContent.includes("onerror=pwned=2")`) {
				t.Error("what was said does not stand in the page")
			}
		})
	}
}

// axe-core finds nothing serious, on light and on dark pages. It takes seconds a
// page; the others have nothing that these do not.
func TestAccessibility(t *testing.T) {
	file := os.Getenv("AXE")
	if file == "" {
		t.Skip("AXE names no axe.min.js of axe-core")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"call", "calls", "compare-two", "explain", "hostile"} {
		t.Run(name, func(t *testing.T) {
			tab := open(t, name, 800, colours("light"))
			tab.run(chromedp.Evaluate[chromedp.Void](string(axe)))
			for scheme, rules := range map[string]string{"light": `{}`, "dark": `{runOnly: ["color-contrast"]}`} {
				tab.run(colours(scheme))
				for _, problem := range value[[]string](tab, `axe.run(`+rules+`).then(r => r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")))`) {
					t.Errorf("%s: %s", scheme, problem)
				}
			}
		})
	}
}
