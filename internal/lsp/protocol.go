package lsp

// What candor speaks of the Language Server Protocol 3.17. Positions count lines
// from 0 and UTF-16 code units, which every editor knows.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

func (s span) holds(p position) bool {
	before := func(a, b position) bool {
		return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
	}
	return !before(p, s.Start) && before(p, s.End)
}

func (s span) touches(t span) bool { return s.holds(t.Start) || t.holds(s.Start) }

type diagnostic struct {
	Range    span   `json:"range"`
	Severity int    `json:"severity"` // 2 warning, 3 information, 4 hint
	Code     string `json:"code"`
	Source   string `json:"source"`
	Message  string `json:"message"`
}

type document struct {
	URI  string `json:"uri"`
	Text string `json:"text"`
}

type textParams struct {
	TextDocument   document `json:"textDocument"`
	ContentChanges []struct {
		Text string `json:"text"`
	} `json:"contentChanges"`
	Position position `json:"position"`
	Range    span     `json:"range"`
}

type published struct {
	URI         string       `json:"uri"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    span   `json:"range"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type codeAction struct {
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []diagnostic  `json:"diagnostics"`
	Edit        workspaceEdit `json:"edit"`
}

type workspaceEdit struct {
	Changes map[string][]textEdit `json:"changes"`
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type initialized struct {
	Capabilities capabilities `json:"capabilities"`
	ServerInfo   serverInfo   `json:"serverInfo"`
}

type capabilities struct {
	TextDocumentSync   int  `json:"textDocumentSync"` // 1: whole texts
	HoverProvider      bool `json:"hoverProvider"`
	CodeActionProvider bool `json:"codeActionProvider"`
}

type serverInfo struct {
	Name string `json:"name"`
}
