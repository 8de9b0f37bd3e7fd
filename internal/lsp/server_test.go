package lsp

import (
	"context"
	"encoding/json"
	"net"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"

	"candor/analysis"
	"candor/gate"
)

// client is an editor as far as the tests need one.
type client struct {
	t         *testing.T
	conn      jsonrpc2.Conn
	published chan published
	served    chan error
}

// stubborn is a stream of which a read waits on when it is closed, as of standard input.
type stubborn struct{ net.Conn }

func (stubborn) Close() error { return nil }

func start(t *testing.T, own *gate.Config) *client {
	t.Helper()
	server, err := New(analysis.Default(), own)
	if err != nil {
		t.Fatal(err)
	}
	near, far := net.Pipe()
	c := &client{t: t, published: make(chan published, 8), served: make(chan error, 1)}
	go func() { c.served <- server.Serve(t.Context(), stubborn{far}) }()
	c.conn = jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(near))
	c.conn.Go(t.Context(), func(_ context.Context, r *jsonrpc2.Request) (any, error) {
		var p published
		if err := json.Unmarshal(r.Params(), &p); err != nil {
			return nil, err
		}
		c.published <- p
		return nil, nil
	})
	var began initialized
	c.call("initialize", map[string]any{}, &began)
	if !began.Capabilities.HoverProvider || began.Capabilities.TextDocumentSync != 1 {
		t.Fatalf("began with %+v", began)
	}
	c.notify("initialized", map[string]any{})
	return c
}

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	if _, err := c.conn.Call(c.t.Context(), method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(c.t.Context(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

// write opens a document, or changes it, and gives what is told of it.
func (c *client) write(method, text string) []diagnostic {
	c.t.Helper()
	p := map[string]any{"textDocument": map[string]any{"uri": uri, "text": text}}
	if method == "textDocument/didChange" {
		p = map[string]any{"textDocument": map[string]any{"uri": uri}, "contentChanges": []map[string]any{{"text": text}}}
	}
	c.notify(method, p)
	return (<-c.published).Diagnostics
}

const uri = "file:///drafts/remarks.md"

// at gives the text at a range of one line, whose characters are UTF-16 units.
func at(text string, s span) string {
	line := []rune(strings.Split(text, "\n")[s.Start.Line])
	units, from := 0, -1
	for i, r := range line {
		if units == s.Start.Character {
			from = i
		}
		if units == s.End.Character {
			return string(line[from:i])
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	return string(line[from:])
}

func TestServer(t *testing.T) {
	c := start(t, nil)
	const text = "# Outlook\n\n😀 Élan: I think orders might grow, to about 5%.\n\nWe don't break that out.\n"
	found := map[string]diagnostic{}
	for _, d := range c.write("textDocument/didOpen", text) {
		found[at(text, d.Range)] = d
	}
	for words, code := range map[string]string{"I think": "i-think", "might": "might", "about": "about"} {
		if found[words].Code != code || found[words].Severity != 3 {
			t.Errorf("%q is %+v, want %s", words, found[words], code)
		}
	}
	if d := found["We don't break that out"]; d.Severity != 2 || !strings.Contains(d.Message, "deflection") {
		t.Errorf("the deflection is %+v of %v", d, found)
	}

	might := found["might"]
	if want := `"might": modal; say what it depends on and when that is decided, or leave the possibility out`; might.Message != want {
		t.Errorf("the message is %q, want %q", might.Message, want)
	}
	var over hover
	c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": might.Range.Start}, &over)
	if !strings.Contains(over.Contents.Value, "**modal** `might`") || !strings.Contains(over.Contents.Value, "\n\nSay what it depends on and when that is decided") || over.Range != might.Range {
		t.Errorf("hover says %+v", over)
	}
	var none *hover
	c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": position{0, 0}}, &none)
	if none != nil {
		t.Errorf("hover on the heading says %+v", none)
	}

	// What the action inserts takes the finding away.
	var actions []codeAction
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": span{might.Range.Start, might.Range.Start}, "context": map[string]any{}}, &actions)
	if len(actions) != 1 {
		t.Fatalf("actions are %+v", actions)
	}
	edit := actions[0].Edit.Changes[uri][0]
	lines := strings.Split(text, "\n")
	lines[edit.Range.Start.Line] += edit.NewText
	for _, d := range c.write("textDocument/didChange", strings.Join(lines, "\n")) {
		if d.Code == "might" || strings.HasPrefix(d.Code, "candor/") {
			t.Errorf("with the comment there is still %+v", d)
		}
	}

	if got := c.write("textDocument/didChange", ""); len(got) != 0 {
		t.Errorf("an empty text has %+v", got)
	}
	if _, err := c.conn.Call(t.Context(), "workspace/unknown", nil, nil); err == nil {
		t.Error("an unknown call is answered")
	}
	c.notify("$/unknown", nil)
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	if err := <-c.served; err != nil {
		t.Errorf("serving ended with %v", err)
	}
}

// A sheet of questions and answers: the whole answer that does not answer is marked,
// hovering tells the question, and no comment can allow it. What is to be done is as
// the user's configuration says.
func TestUnanswered(t *testing.T) {
	analyzer := analysis.Default()
	own, err := gate.Parse(".candor.yaml", []byte("version: 1\nsuggestions: {declines: offer the range, modal: say when}\n"), gate.KnownTo(analyzer))
	if err != nil {
		t.Fatal(err)
	}
	c := start(t, own)
	const answer = "We don't break that out and we are not going to get into it here, because these are matters that we keep to ourselves and discuss with nobody, as we have said many times before on these calls."
	const text = "# Preparation\n\nQ: What was the gross margin of the ferry segment in March?\n\nA: " + answer + "\n\nQ: And in May?\n\nA: It was nine percent, and it might be ten in June.\n"
	var evaded diagnostic
	for _, d := range c.write("textDocument/didOpen", text) {
		switch d.Code {
		case "evaded":
			evaded = d
		case "might":
			if !strings.HasSuffix(d.Message, "; say when") {
				t.Errorf("might says %q", d.Message)
			}
		}
	}
	if got := at(text, evaded.Range); got != answer || evaded.Severity != 2 || evaded.Message != "38 words that do not answer the question; offer the range" {
		t.Fatalf("at %q stands %+v", got, evaded)
	}
	var over hover
	end := position{evaded.Range.End.Line, evaded.Range.End.Character - 2} // behind the deflections
	c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": end}, &over)
	if !strings.Contains(over.Contents.Value, "> What was the gross margin of the ferry segment in March?") || !strings.Contains(over.Contents.Value, "Offer the range.") {
		t.Errorf("hover says %q", over.Contents.Value)
	}
	var actions []codeAction
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": span{end, end}, "context": map[string]any{}}, &actions)
	if len(actions) != 0 {
		t.Errorf("actions are %+v", actions)
	}
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	if left := (<-c.published).Diagnostics; len(left) != 0 {
		t.Errorf("closed, the document still has %+v", left)
	}
}
