// Package page makes HTML pages of calls: their first screen, a strip with a bar
// for each answer, and the whole calls with what was found in them and why. A page
// needs no network, and no scripts but for its filters and for sorting.
package page

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/internal/harmless"
	"candor/internal/table"
	"candor/report/screen"
	"candor/transcript/call"
)

//go:embed page.css
var style string

//go:embed page.js
var script string

//go:embed page.html
var source string

var parts = template.Must(template.New("page").Funcs(template.FuncMap{"clean": harmless.Clean}).Parse(source))

// Options say what a page tells besides its document and records.
type Options struct {
	Heading string            // above all; "" for the document's title
	Links   map[string]string // to pages of calls and answers that stand elsewhere, by id
	Foot    []string          // where the page comes from
	// Why gives what moved the sentiment of a record; nil where that is not known.
	Why Why
	// Reasons gives further tables to show with an answer; may be nil.
	Reasons func(*analysis.Record) []table.Table
}

// Write writes the page of a document and of records with their whole texts, which
// are in call order. Without records it is the document's alone.
func Write(w io.Writer, d *table.Document, records []*analysis.Record, o Options) error {
	p := table.Page{Heading: o.Heading, Links: map[string]string{}, Style: style, Script: script, Foot: o.Foot}
	for name, link := range o.Links {
		p.Links[name] = link
	}
	calls, err := callsOf(records, o, p.Links)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if len(records) >= fewestFiltered {
		if err := parts.ExecuteTemplate(&b, "filters", filters{calls}); err != nil {
			return err
		}
	}
	for i := range calls {
		if err := parts.ExecuteTemplate(&b, "call", &calls[i]); err != nil {
			return err
		}
	}
	p.After = template.HTML(b.String()) // ours, with texts escaped
	return d.WritePage(w, p)
}

// fewestFiltered is from how many answers on they can be filtered.
const fewestFiltered = 4

// callView is a call as a page shows it.
type callView struct {
	Name, Anchor string
	Exchanges    []exchange
	Bars         []bar
	Width        int
}

// exchange is what is said to one question, or without one.
type exchange struct {
	Head         string
	Question     template.HTML
	Answers      []answer
	asker, asked string
}

// callsOf makes views of the records' calls and notes in links where each call and
// answer stands.
func callsOf(records []*analysis.Record, o Options, links map[string]string) ([]callView, error) {
	var calls []callView
	several := slices.ContainsFunc(records, func(r *analysis.Record) bool { return r.Call.ID != records[0].Call.ID })
	prefix := ""
	for i := 0; i < len(records); {
		end := i
		for end < len(records) && records[end].Call.ID == records[i].Call.ID {
			end++
		}
		c := callView{Name: "The call"}
		if several || o.Reasons != nil {
			c.Name = screen.NameOf(&records[i].Call)
		}
		if several {
			c.Anchor = fmt.Sprintf("c%d", len(calls)+1)
			prefix = c.Anchor + "-"
			links[records[i].Call.ID] = "#" + c.Anchor
		}
		if err := c.fill(records[i:end], prefix, o, links); err != nil {
			return nil, err
		}
		calls = append(calls, c)
		i = end
	}
	return calls, nil
}

// fill puts the records of a call into its view.
func (c *callView) fill(records []*analysis.Record, prefix string, o Options, links map[string]string) error {
	widest := 1
	for _, r := range records {
		if isBar(r) {
			widest = max(widest, r.Words)
		}
	}
	anchors := anchorsOf(records)
	for i, r := range records {
		a, err := answerOf(r, o)
		if err != nil {
			return err
		}
		a.Anchor = prefix + anchors[i]
		links[r.ID] = "#" + a.Anchor
		if prefix == "" {
			links["#"+number(r)] = "#" + a.Anchor
		}
		if isBar(r) && o.Reasons == nil {
			c.Bars = append(c.Bars, barOf(r, a.Anchor, len(c.Bars), widest))
		}
		last := len(c.Exchanges) - 1
		if last < 0 || r.Question != c.Exchanges[last].asked || r.Asker != c.Exchanges[last].asker || r.Question == "" {
			c.Exchanges = append(c.Exchanges, exchange{Head: headOf(r), Question: shown(r.Question), asker: r.Asker, asked: r.Question})
			last++
		}
		c.Exchanges[last].Answers = append(c.Exchanges[last].Answers, a)
	}
	c.Width = barStep*len(c.Bars) + barStep
	return nil
}

// headOf says what a record stands under: who asks, or the prepared remarks.
func headOf(r *analysis.Record) string {
	switch {
	case r.Asker != "" && r.AskerFirm != "":
		return r.Asker + " (" + r.AskerFirm + ") asks"
	case r.Asker != "":
		return r.Asker + " asks"
	case r.Section == call.Prepared:
		return "Prepared remarks"
	}
	return ""
}

// number is the last part of an answer's id, which explain takes too.
func number(r *analysis.Record) string { return r.ID[strings.LastIndexByte(r.ID, '#')+1:] }

// anchorsOf names the places of a call's records in a page, after their numbers as
// far as these are numbers, and each another's.
func anchorsOf(records []*analysis.Record) []string {
	anchors := make([]string, len(records))
	taken := map[string]bool{}
	for i, r := range records {
		anchors[i] = "a" + number(r)
		if _, err := strconv.ParseUint(number(r), 10, 32); err != nil || taken[anchors[i]] {
			anchors[i] = "r" + strconv.Itoa(i+1)
		}
		taken[anchors[i]] = true
	}
	return anchors
}

// Anchors gives, by its id, where each record of a call stands in the call's page.
func Anchors(records []*analysis.Record) map[string]string {
	out := map[string]string{}
	for i, anchor := range anchorsOf(records) {
		out[records[i].ID] = anchor
	}
	return out
}

// filters are what the answers of calls can be chosen by.
type filters struct{ calls []callView }

type choice struct {
	Head, Name string
	Values     []string
}

// Filters are the choices with the values that occur.
func (f filters) Filters() []choice {
	all := []choice{{Head: "Speaker", Name: "speaker"}, {Head: "Topic", Name: "topic"}, {Head: "Answered", Name: "answered"}, {Head: "Tone", Name: "tone"}}
	for _, c := range f.calls {
		for _, e := range c.Exchanges {
			for _, a := range e.Answers {
				for i, values := range [][]string{{a.Speaker}, strings.Split(a.Topics, "|"), {a.Answered}, {a.Tone}} {
					all[i].Values = append(all[i].Values, values...)
				}
			}
		}
	}
	for i := range all {
		slices.Sort(all[i].Values)
		all[i].Values = slices.DeleteFunc(slices.Compact(all[i].Values), func(s string) bool { return s == "" })
	}
	return all
}

// The strip's bars.
const (
	barStep   = 10
	barRoom   = 60
	barBottom = 70
)

// bar is an answer in the strip: height words, colour tone, a mark where the
// question was not answered.
type bar struct {
	Anchor, Tone, Title string
	X, Y, Height        int
	Evaded              bool
}
