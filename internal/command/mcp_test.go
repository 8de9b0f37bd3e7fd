package command

import (
	"candor/internal/command/serve"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP speaks to the server as a language model's client does.
func TestMCP(t *testing.T) {
	call, err := os.ReadFile("../../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	top := t.TempDir()
	folder := filepath.Join(top, "served")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(folder, "q3.md"), filepath.Join(folder, "--output=owned"), filepath.Join(top, "secret.md")} {
		if err := os.WriteFile(path, call, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "secret.md"), filepath.Join(folder, "link.md")); err != nil {
		t.Fatal(err)
	}
	server, err := serve.Server([]string{folder}, Run)
	if err != nil {
		t.Fatal(err)
	}
	near, far := mcp.NewInMemoryTransports()
	if _, err := server.Connect(t.Context(), far, nil); err != nil {
		t.Fatal(err)
	}
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), near, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	tools, err := session.ListTools(t.Context(), nil)
	if err != nil || len(tools.Tools) != 4 {
		t.Fatalf("tools are %+v, %v", tools, err)
	}
	for _, test := range []struct {
		name, tool string
		arguments  map[string]any
		fails      bool
		says       string
	}{
		{"report", "report", map[string]any{"files": []string{"q3.md"}}, false, "Solheim"},
		{"absolute path", "report", map[string]any{"files": []string{filepath.Join(folder, "q3.md")}, "format": "csv"}, false, "sentiment"},
		{"explain", "explain", map[string]any{"file": "q3.md", "most_hedged": 1}, false, "why"},
		{"compare", "compare", map[string]any{"files": []string{"q3.md", "--output=owned"}}, false, "sentiment"},
		{"score", "score", map[string]any{"files": []string{"q3.md"}}, false, `"speaker":"Ingrid Solheim"`},
		{"a folder without its links", "score", map[string]any{"files": []string{"."}}, false, `"speaker"`},
		{"above the folder", "score", map[string]any{"files": []string{"../secret.md"}}, true, "no such file below"},
		{"through a link", "score", map[string]any{"files": []string{"link.md"}}, true, "no such file below"},
		{"another absolute path", "score", map[string]any{"files": []string{filepath.Join(top, "secret.md")}}, true, "no such file below"},
		{"nothing", "score", map[string]any{"files": []string{}}, true, "no file is named"},
		{"a flag as a value", "explain", map[string]any{"file": "q3.md", "speaker": "x --output=owned"}, true, ""},
		{"a bad format", "report", map[string]any{"files": []string{"q3.md"}, "format": "exe"}, true, "--format exe"},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: test.tool, Arguments: test.arguments})
			if err != nil {
				t.Fatal(err)
			}
			text := result.Content[0].(*mcp.TextContent).Text
			if result.IsError != test.fails || !strings.Contains(text, test.says) {
				t.Errorf("error %v, want %v; %.300q lacks %q", result.IsError, test.fails, text, test.says)
			}
			if strings.Contains(text, "secret") && !strings.Contains(test.name, "above") && !strings.Contains(test.name, "path") {
				t.Errorf("what is elsewhere is told: %.200q", text)
			}
		})
	}
	if _, err := os.Stat("owned"); err == nil {
		t.Error("a file was written")
	}
}
