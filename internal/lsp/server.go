// Package lsp is a language server: while somebody writes a draft, an editor is
// told of its hedges, its deflections and the answers that do not answer.
package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"go.lsp.dev/jsonrpc2"

	"candor/analysis"
	"candor/directness"
	"candor/gate"
	"candor/hedge"
	"candor/transcript"
	"candor/transcript/call"
)

// Server looks drafts over. It keeps the texts of the documents that are open.
type Server struct {
	analyzer *analysis.Analyzer
	config   *gate.Config
	cues     map[string]hedge.Cue

	mu   sync.Mutex
	open map[string]*opened
	stop bool
	exit chan struct{} // closed by end, when the client says exit
	end  func()
}

// opened is a document with what was found in it.
type opened struct {
	text     string
	findings []finding
}

// finding is a diagnostic with what hovering tells and what an allow comment names.
type finding struct {
	diagnostic
	reason string
	allows string // a category, or "" where no comment can allow it
}

// rules make every hedge and deflection a finding of the gate, which knows about
// allow comments.
const rules = `version: 1
rules:
  - {id: hedge, severity: warning, forbid_categories: [epistemic, modal, approximator, generaliser, conditional, disclaimer]}
  - {id: deflection, severity: warning, forbid_categories: [deflection]}
`

// New makes a server that scores with analyzer. Of own, a configuration of the gate
// or nil, it takes what it says is to be done; its rules are not applied.
func New(analyzer *analysis.Analyzer, own *gate.Config) (*Server, error) {
	config, err := gate.Parse("rules of candor lsp", []byte(rules), gate.KnownTo(analyzer))
	if err != nil {
		return nil, err
	}
	if own != nil {
		with := *own
		with.Rules = config.Rules
		config = &with
	}
	s := &Server{analyzer: analyzer, config: config, cues: map[string]hedge.Cue{}, open: map[string]*opened{}, exit: make(chan struct{})}
	s.end = sync.OnceFunc(func() { close(s.exit) })
	for _, c := range analyzer.Detector.Lexicon().Cues() {
		s.cues[c.ID] = c
	}
	return s, nil
}

// Serve speaks the Language Server Protocol over stream until the client says
// exit, closes it, or ctx ends.
func (s *Server) Serve(ctx context.Context, stream io.ReadWriteCloser) error {
	conn := jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(stream))
	conn.Go(ctx, func(ctx context.Context, request *jsonrpc2.Request) (any, error) {
		return s.handle(ctx, conn, request)
	})
	select {
	case <-conn.Done():
	case <-s.exit: // a read of standard input may wait on; closing does not end it
		return nil
	case <-ctx.Done():
		conn.Close()
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := conn.Err(); err != nil && !errors.Is(err, io.EOF) && !s.stop {
		return err
	}
	return nil
}

func (s *Server) handle(ctx context.Context, conn jsonrpc2.Conn, request *jsonrpc2.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var p textParams
	if strings.HasPrefix(request.Method(), "textDocument/") {
		if err := json.Unmarshal(request.Params(), &p); err != nil {
			return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
		}
	}
	uri := p.TextDocument.URI
	switch request.Method() {
	case "initialize":
		return initialized{capabilities{TextDocumentSync: 1, HoverProvider: true, CodeActionProvider: true}, serverInfo{"candor"}}, nil
	case "shutdown":
		s.stop = true
		return nil, nil
	case "exit":
		s.stop = true
		s.end()
		return nil, nil
	case "textDocument/didOpen":
		return nil, s.look(ctx, conn, uri, p.TextDocument.Text)
	case "textDocument/didChange":
		if n := len(p.ContentChanges); n > 0 {
			return nil, s.look(ctx, conn, uri, p.ContentChanges[n-1].Text)
		}
		return nil, nil
	case "textDocument/didClose":
		delete(s.open, uri)
		return nil, conn.Notify(ctx, "textDocument/publishDiagnostics", published{uri, []diagnostic{}})
	case "textDocument/hover":
		return s.hover(uri, p.Position), nil
	case "textDocument/codeAction":
		return s.actions(uri, p.Range), nil
	}
	if request.IsCall() {
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, request.Method())
	}
	return nil, nil // a notification that says nothing to us
}

// look scores a text anew and tells what was found.
func (s *Server) look(ctx context.Context, conn jsonrpc2.Conn, uri, text string) error {
	doc := &opened{text: text, findings: s.find(path.Base(uri), text)}
	s.open[uri] = doc
	diagnostics := make([]diagnostic, len(doc.findings))
	for i, f := range doc.findings {
		diagnostics[i] = f.diagnostic
	}
	return conn.Notify(ctx, "textDocument/publishDiagnostics", published{uri, diagnostics})
}

// find gives what there is to say of a draft; of a text without prose nothing.
func (s *Server) find(name, text string) []finding {
	draft, err := transcript.ReadDraft(strings.NewReader(text), name, 0)
	if err != nil {
		return nil
	}
	subject := &gate.Subject{Source: gate.NewSource(name, name, []byte(text)), Call: draft, Records: s.analyzer.Records(draft), Draft: true}
	verdict, err := (&gate.Gate{Config: s.config, Versions: s.analyzer.Versions()}).Evaluate([]*gate.Subject{subject})
	if err != nil {
		return nil
	}
	lines := strings.Split(text, "\n")
	var found []finding
	for _, f := range verdict.Findings {
		if f.Check() < 0 && f.Rule == gate.CannotFail {
			continue
		}
		at := finding{diagnostic: diagnostic{Range: place(lines, f.Span), Severity: 3, Code: f.Rule, Source: "candor", Message: f.Message}}
		if len(f.Sites) > 0 {
			at.of(f.Sites[0], s.cues[f.Sites[0].Cue])
		}
		found = append(found, at)
	}
	for i := range subject.Records {
		if at, ok := unanswered(lines, draft, &subject.Records[i]); ok {
			at.advise(cmp.Or(s.config.Suggestion(string(subject.Records[i].Directness.Kind)), gate.AnswerFirst))
			found = append(found, at)
		}
	}
	slices.SortStableFunc(found, func(a, b finding) int {
		if a.Range.Start.Line != b.Range.Start.Line {
			return a.Range.Start.Line - b.Range.Start.Line
		}
		return a.Range.Start.Character - b.Range.Start.Character
	})
	return found
}

// of says what a hedge or deflection is.
func (f *finding) of(site gate.Site, cue hedge.Cue) {
	f.Code, f.allows = site.Cue, site.Category
	f.Message = fmt.Sprintf("%q: %s", site.Text, site.Category)
	f.reason = fmt.Sprintf("**%s** `%s`", site.Category, site.Cue)
	if site.Category == analysis.DeflectionCategory {
		f.Severity = 2
		f.reason = fmt.Sprintf("**withholds an answer** `%s`", site.Cue)
	} else if cue.Weight > 0 {
		f.reason += fmt.Sprintf(", weight %g", cue.Weight)
	}
	f.advise(site.Suggestion)
	if cue.Source != "" {
		f.reason += "\n\nSource: " + cue.Source
	}
}

// advise adds what to do.
func (f *finding) advise(suggestion string) {
	if suggestion != "" {
		f.Message += "; " + suggestion
		f.reason += "\n\n" + strings.ToUpper(suggestion[:1]) + suggestion[1:] + "."
	}
}

// longAnswer is from how many words on an answer that evades is told of as a stretch.
const longAnswer = 30

// unanswered tells of a long answer in which nothing answers its question.
func unanswered(lines []string, draft *call.Call, r *analysis.Record) (finding, bool) {
	if r.Question == "" || r.Words < longAnswer || r.Directness.Label != directness.Evaded || r.Index >= len(draft.Turns) {
		return finding{}, false
	}
	places := draft.Turns[r.Index].Places
	from, to := places.At(0), places.At(max(len(r.Text)-1, 0))
	span := gate.Span{Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column + 1}
	return finding{
		diagnostic: diagnostic{Range: place(lines, span), Severity: 2, Code: "evaded", Source: "candor",
			Message: fmt.Sprintf("%d words that do not answer the question", r.Words)},
		reason: fmt.Sprintf("**%s**: the question was\n\n> %s", cmp.Or(string(r.Directness.Kind), "evaded"), strings.Join(strings.Fields(r.Question), " ")),
	}, true
}

// place turns lines from 1 and columns in bytes into the protocol's.
func place(lines []string, s gate.Span) span {
	return span{position{s.Line - 1, units(lines, s.Line, s.Column)}, position{s.EndLine - 1, units(lines, s.EndLine, s.EndColumn)}}
}

func units(lines []string, line, column int) int {
	if line < 1 || line > len(lines) {
		return 0
	}
	text := lines[line-1]
	return len(utf16.Encode([]rune(text[:min(max(column-1, 0), len(text))])))
}

// hover gives the reason of what stands at a place, nil where nothing was found.
func (s *Server) hover(uri string, at position) any {
	doc := s.open[uri]
	if doc == nil {
		return nil
	}
	for _, f := range doc.findings {
		if f.Range.holds(at) && f.reason != "" {
			return hover{markup{"markdown", f.reason}, f.Range}
		}
	}
	return nil
}

// actions offers to allow what stands in a range, by a comment at the end of its line.
func (s *Server) actions(uri string, within span) []codeAction {
	actions := []codeAction{}
	doc := s.open[uri]
	if doc == nil {
		return actions
	}
	lines := strings.Split(doc.text, "\n")
	for _, f := range doc.findings {
		if f.allows == "" || !f.Range.touches(within) && !within.touches(f.Range) {
			continue
		}
		line := f.Range.End.Line
		text := strings.TrimRight(lines[min(line, len(lines)-1)], "\r")
		end := position{line, len(utf16.Encode([]rune(text)))}
		actions = append(actions, codeAction{
			Title: "Allow this " + f.allows, Kind: "quickfix", Diagnostics: []diagnostic{f.diagnostic},
			Edit: workspaceEdit{map[string][]textEdit{uri: {{span{end, end}, " <!-- " + gate.AllowMark + " " + f.allows + " REASON -->"}}}},
		})
	}
	return actions
}
