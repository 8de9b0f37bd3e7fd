package table

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"candor/internal/harmless"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// Page is what an HTML page has besides its document.
type Page struct {
	Heading string            // above all else; "" for the document's title
	Links   map[string]string // from what names an answer or a call to where it stands
	Style   string            // after the page's own
	Script  string
	After   template.HTML // what follows the tables
	Foot    []string      // lines below all, where the page comes from
}

// WritePage writes d as an HTML page that asks for nothing over the network: its
// policy allows its own style and scripts and nothing else.
func (d *Document) WritePage(w io.Writer, p Page) error {
	style, script := element("style", pageStyle+p.Style), element("script", pageScript+p.Script)
	return pageTemplate.Execute(w, struct {
		Page
		tablesOf
		Policy        string
		Style, Script template.HTML
	}{p, tablesOf{d, p.Links, false}, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + style.hash + "; script-src " + script.hash, style.html, script.html})
}

// TablesHTML is d's tables as they stand within an article of a page.
func (d *Document) TablesHTML() (template.HTML, error) {
	var b strings.Builder
	err := pageTemplate.ExecuteTemplate(&b, "tables", tablesOf{d, nil, true})
	return template.HTML(b.String()), err
}

type inline struct {
	html template.HTML
	hash string
}

// element is an element of a text of candor's own, and how a policy names it.
func element(name, text string) inline {
	sum := sha256.Sum256([]byte(text))
	return inline{template.HTML("<" + name + ">" + text + "</" + name + ">"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
}

// tablesOf is a document whose tables know what their cells lead to.
type tablesOf struct {
	*Document
	links  map[string]string
	Within bool // an article
}

type linkedTable struct {
	Table
	links map[string]string
}

func (d tablesOf) Tables() []linkedTable {
	var out []linkedTable
	for _, t := range d.Document.Tables {
		if !t.Empty() {
			out = append(out, linkedTable{t, d.links})
		}
	}
	return out
}

// Shown is a column's head in a page.
func (h head) Shown() string {
	if h.Page != "" {
		return h.Page
	}
	return h.Head
}

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"clean": harmless.Clean, "heads": pageHeads, "rows": pageRows, "lines": pageLines, "label": pageLabel}).Parse(pageSource))

func pageHeads(t linkedTable) []head {
	var shown []head
	for _, h := range t.columns {
		if h.Shown() != "" {
			shown = append(shown, h)
		}
	}
	return shown
}

// pageLabel names a table for who does not see it.
func pageLabel(t linkedTable) string {
	if t.Title != "" {
		return t.Title
	}
	return strings.ReplaceAll(t.Name, "_", " ")
}

type pageCell struct {
	Text, Class, Held, Link string
	Chart                   template.HTML
}

func pageRows(t linkedTable) [][]pageCell {
	out := make([][]pageCell, len(t.rows))
	for i, row := range t.rows {
		for j, c := range row {
			if t.columns[j].Shown() == "" {
				continue
			}
			cell := pageCell{Text: c.Text, Chart: c.Chart.svg(), Held: held(c)}
			if name, ok := c.Value.(string); ok {
				cell.Link = t.links[name]
			}
			var classes []string
			switch {
			case t.columns[j].Right:
				classes = append(classes, "right")
			case !t.columns[j].Shrink:
				classes = append(classes, "whole")
			}
			if c.Alarm {
				classes = append(classes, "alarm")
			}
			cell.Class = strings.Join(classes, " ")
			out[i] = append(out[i], cell)
		}
	}
	return out
}

// held is what a cell holds besides what it shows, for sorting.
func held(c Cell) string {
	switch v := c.Value.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', 6, 64)
	case string:
		if c.Text == "" {
			return v
		}
	}
	if c.Chart != nil {
		return fmt.Sprintf("%.6g", c.Chart.Value)
	}
	return ""
}

// pageLine is a line whose first word may name an answer; More continues the one
// above.
type pageLine struct {
	Name, Text, Link string
	More             bool
}

func pageLines(t linkedTable) []pageLine {
	out := make([]pageLine, len(t.lines))
	for i, line := range t.lines {
		name, _, _ := strings.Cut(line, " ")
		out[i] = pageLine{Name: name, Text: line[len(name):], Link: t.links[name], More: strings.HasPrefix(line, " ")}
	}
	return out
}
