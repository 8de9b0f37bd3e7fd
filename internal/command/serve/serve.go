// Package serve is the command that language models speak to.
package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"candor/internal/command/console"
	"candor/internal/harmless"
)

// Run carries out a command of candor and gives its exit status.
type Run func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int

// New is the command; run carries out what its tools are asked for.
func New(a *console.Console, run Run) *cobra.Command {
	return &cobra.Command{
		Use:   "mcp [FOLDER...]",
		Short: "Let language models report, explain, compare and score calls",
		Long: `Mcp is a server of the Model Context Protocol over standard input and output, with
the tools report, explain, compare and score. They read files below the folders
that it was started with, without one the current folder, and nothing else; links
that lead out of them are refused. Nothing is written.`,
		Example: `  candor mcp transcripts/`,
		RunE: func(c *cobra.Command, folders []string) error {
			if len(folders) == 0 {
				folders = []string{"."}
			}
			server, err := Server(folders, run)
			if err != nil {
				return err
			}
			streams := a.Streams()
			err = server.Run(c.Context(), &mcp.IOTransport{Reader: streams, Writer: streams})
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		},
	}
}

// served are the folders below which tools may read, without links.
type served struct {
	folders []string
	carry   Run
}

// Server gives the server of folders, which must be there.
func Server(folders []string, run Run) (*mcp.Server, error) {
	below := served{carry: run}
	for _, folder := range folders {
		real, err := realPath(folder)
		if err != nil {
			return nil, console.PlainPathError(folder, err)
		}
		below.folders = append(below.folders, real)
	}
	s := mcp.NewServer(&mcp.Implementation{Name: "candor", Title: "candor, scores of earnings calls", Version: "1"}, nil)
	reads := &mcp.ToolAnnotations{ReadOnlyHint: true}
	mcp.AddTool(s, &mcp.Tool{Name: "report", Annotations: reads,
		Description: "How positive, how hedged and how direct the executives' answers of calls are: what is unusual, then by speaker and by topic. With intervals; each answer has an id that explain takes."},
		func(ctx context.Context, _ *mcp.CallToolRequest, in reportInput) (*mcp.CallToolResult, any, error) {
			return below.run(ctx, in.Files, []string{"report", "--format", in.format(), "--section", in.section()})
		})
	mcp.AddTool(s, &mcp.Tool{Name: "explain", Annotations: reads,
		Description: "Single answers with their question, hedges, deflections and sentences marked, and why they are scored as they are."},
		func(ctx context.Context, _ *mcp.CallToolRequest, in explainInput) (*mcp.CallToolResult, any, error) {
			return below.run(ctx, []string{in.File}, append([]string{"explain"}, in.flags()...))
		})
	mcp.AddTool(s, &mcp.Tool{Name: "compare", Annotations: reads,
		Description: "What changed between two or more calls, by how much, and whether it is more than chance."},
		func(ctx context.Context, _ *mcp.CallToolRequest, in reportInput) (*mcp.CallToolResult, any, error) {
			return below.run(ctx, in.Files, []string{"compare", "--format", in.format(), "--section", in.section()})
		})
	mcp.AddTool(s, &mcp.Tool{Name: "score", Annotations: reads,
		Description: "One JSON object for each executive's turn: text, question, sentiment, hedges, directness, topics, with places in the text and the file."},
		func(ctx context.Context, _ *mcp.CallToolRequest, in scoreInput) (*mcp.CallToolResult, any, error) {
			return below.run(ctx, in.Files, []string{"score"})
		})
	return s, nil
}

type reportInput struct {
	Files   []string `json:"files" jsonschema:"files or folders of transcripts, below the folders that are served"`
	Format  string   `json:"format,omitempty" jsonschema:"markdown (the default), text, json or csv"`
	Section string   `json:"section,omitempty" jsonschema:"what is counted: qa (the default), prepared or all"`
}

func (in *reportInput) format() string {
	if in.Format == "" {
		return "markdown"
	}
	return in.Format
}

func (in *reportInput) section() string {
	if in.Section == "" {
		return "qa"
	}
	return in.Section
}

type explainInput struct {
	File       string `json:"file" jsonschema:"file of the call"`
	Answer     string `json:"answer,omitempty" jsonschema:"number or id of the answer, as the other tools give it"`
	Speaker    string `json:"speaker,omitempty" jsonschema:"answers by speakers whose name contains this"`
	Topic      string `json:"topic,omitempty" jsonschema:"answers with this topic"`
	MostHedged int    `json:"most_hedged,omitempty" jsonschema:"how many of the most hedged answers"`
}

// flags joins name and value, so that no value is read as a flag.
func (in *explainInput) flags() []string {
	var flags []string
	for _, f := range [][2]string{{"answer", in.Answer}, {"speaker", in.Speaker}, {"topic", in.Topic}} {
		if f[1] != "" {
			flags = append(flags, "--"+f[0]+"="+f[1])
		}
	}
	if in.MostHedged > 0 {
		flags = append(flags, "--most-hedged="+strconv.Itoa(in.MostHedged))
	}
	return flags
}

type scoreInput struct {
	Files []string `json:"files" jsonschema:"files or folders of transcripts, below the folders that are served"`
}

// run carries out a command on files and gives what it prints, and as a further
// text what it warns of.
func (s served) run(ctx context.Context, files, args []string) (*mcp.CallToolResult, any, error) {
	paths, err := s.files(files)
	if err != nil {
		return nil, nil, err
	}
	var stdout, stderr bytes.Buffer
	code := s.carry(ctx, append(append(args, "--"), paths...), strings.NewReader(""), &stdout, &stderr)
	if code != 0 && stdout.Len() == 0 {
		return nil, nil, errors.New(strings.TrimSpace(stderr.String()))
	}
	result := &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: stdout.String()}}}
	if stderr.Len() > 0 {
		result.Content = append(result.Content, &mcp.TextContent{Text: stderr.String()})
	}
	return result, nil, nil
}

// files gives the real paths of files, and of the files in folders.
func (s served) files(names []string) ([]string, error) {
	if len(names) == 0 {
		return nil, errors.New("no file is named")
	}
	var files []string
	for _, name := range names {
		path, err := s.find(name)
		if err != nil {
			return nil, err
		}
		err = filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read", harmless.Clean(name))
		}
	}
	return files, nil
}

// find gives the real path of a name below a served folder. What is elsewhere is
// told as what is not there, so that nobody learns what else there is.
func (s served) find(name string) (string, error) {
	for _, folder := range s.folders {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		real, err := realPath(path)
		if err != nil {
			continue
		}
		if inside, err := filepath.Rel(folder, real); err == nil && filepath.IsLocal(inside) {
			return real, nil
		}
	}
	return "", fmt.Errorf("%s: no such file below the folders that are served", harmless.Clean(name))
}

func realPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(absolute)
}
