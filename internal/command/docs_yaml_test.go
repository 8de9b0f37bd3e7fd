package command_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"candor/internal/command"
	"candor/score/polarity"
)

// yamlBlocks says what the YAML blocks of a document are, in their order: flags
// with which they are given to candor as a file, or what else reads them. Those of
// CI services are run by TestCI.
var yamlBlocks = map[string][]string{
	"docs/formats.md":  {"score --alias"},
	"docs/gate.md":     {"gate --config", "gate --config", "a service", "a service", "a service", "a service"},
	"docs/hedging.md":  {"lexicon --lexicon"},
	"docs/polarity.md": {"polarity"},
	"docs/topics.md":   {"topics --topics"},
}

// Every YAML block of the documents works as it is copied.
func TestYAMLBlocksWork(t *testing.T) {
	t.Chdir("../..")
	files, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	fenced := regexp.MustCompile("(?sm)^```ya?ml\n(.*?)^```$")
	for _, file := range append(files, "README.md") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		blocks := fenced.FindAllStringSubmatch(string(source), -1)
		if len(blocks) != len(yamlBlocks[file]) {
			t.Errorf("%s has %d YAML blocks; yamlBlocks says what %d of them are", file, len(blocks), len(yamlBlocks[file]))
			continue
		}
		for i, block := range blocks {
			yamlWorks(t, file, yamlBlocks[file][i], block[1])
		}
	}
}

func yamlWorks(t *testing.T, file, as, block string) {
	t.Helper()
	switch as {
	case "a service":
		var any map[string]any
		if err := yaml.Unmarshal([]byte(block), &any); err != nil && !strings.HasPrefix(block, " ") { // a part of a job
			t.Errorf("%s: %v", file, err)
		}
		return
	case "polarity":
		if _, err := polarity.Load(strings.NewReader(block), "own.yaml"); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		return
	}
	own := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(own, []byte(block), 0o600); err != nil {
		t.Fatal(err)
	}
	args := append(strings.Fields(as), own)
	if !strings.HasPrefix(as, "lexicon") && !strings.HasPrefix(as, "topics") {
		args = append(args, "-q", "testdata/calls/meridian-2024-q3.md")
	}
	var stdout, stderr bytes.Buffer
	if strings.HasPrefix(as, "gate") { // rules on changes need something to change from
		command.Run(context.Background(), append(args, "--update-baseline"), strings.NewReader(""), &stdout, &stdout)
	}
	code := command.Run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
	if failed := strings.HasPrefix(as, "gate") && code == 1; code != 0 && !failed || stderr.Len() > 0 {
		t.Errorf("%s: candor %v: status %d, %s, with\n%s", file, args, code, &stderr, block)
	}
}
