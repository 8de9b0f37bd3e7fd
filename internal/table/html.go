package table

import (
	"html/template"
	"io"

	"candor/internal/harmless"
)

// shown is a document with what stands after it on its page.
type shown struct {
	*Document
	Style template.CSS
	After template.HTML
}

// WritePage writes d as an HTML page with further style, and something after it
// that is HTML already.
func (d *Document) WritePage(w io.Writer, style template.CSS, after template.HTML) error {
	return page.Execute(w, shown{d, style, after})
}

// heads and cells are what the page shows of a table.
func heads(t Table) []head   { return t.columns }
func lines(t Table) []string { return t.lines }
func cells(t Table) [][]Cell { return t.rows }

var page = template.Must(template.New("page").Funcs(template.FuncMap{"clean": harmless.Clean, "heads": heads, "cells": cells, "lines": lines}).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="candor">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{clean .Title}}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
th { border-bottom: 2px solid #444; font-size: .8rem; text-transform: uppercase; letter-spacing: .03em; white-space: nowrap; }
td { border-bottom: 1px solid #ddd; }
.right { text-align: right; white-space: nowrap; }
.note, .warning { color: #555; font-size: .85rem; margin: .3rem 0; }
{{.Style}}</style>
</head>
<body>
<h1>{{clean .Title}}</h1>
{{range .Head}}<p>{{clean .}}</p>
{{end}}{{if .Warnings}}<ol>{{range .Warnings}}<li class="warning">{{clean .}}</li>{{end}}</ol>
{{end}}{{range .Tables}}{{$t := .}}{{if .Title}}<h2>{{clean .Title}}</h2>
{{end}}{{with lines .}}<pre>{{range .}}{{clean .}}
{{end}}</pre>
{{else}}<div class="scroll"><table>
<thead><tr>{{range heads .}}{{if .Head}}<th{{if .Right}} class="right"{{end}}>{{clean .Head}}</th>{{end}}{{end}}</tr></thead>
<tbody>
{{range cells .}}<tr>{{range $i, $c := .}}{{with index (heads $t) $i}}{{if .Head}}<td{{if .Right}} class="right"{{end}}>{{clean $c.Text}}</td>{{end}}{{end}}{{end}}</tr>
{{end}}</tbody>
</table></div>
{{end}}{{range .Notes}}<p class="note">{{clean .}}</p>
{{end}}{{end}}{{.After}}</body>
</html>
`))
