package command_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const root = "../.."

// repository makes a user's repository: a configuration, a draft that breaks it
// and one that does not.
func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		".candor.yaml":        "version: 1\nfiles: [\"drafts/**/*.md\"]\nrules:\n  - {id: no-modal, forbid_categories: [modal]}\n",
		"drafts/good.md":      "We will win.\n",
		"drafts/q1/bad; $.md": "We might win.\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// bash runs a script as the services do, and gives its output and exit status.
func bash(t *testing.T, dir, script string, env ...string) (string, int) {
	t.Helper()
	c := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	c.Dir = dir
	c.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GITHUB_") }), env...)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

func readYAML(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := yaml.UnmarshalWithOptions(data, into, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// action is what GitHub reads of action.yml.
type action struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Inputs      map[string]struct {
		Description string `yaml:"description"`
		Default     string `yaml:"default"`
	} `yaml:"inputs"`
	Runs struct {
		Using string `yaml:"using"`
		Steps []struct {
			Uses             string            `yaml:"uses"`
			With             map[string]string `yaml:"with"`
			Name             string            `yaml:"name"`
			If               string            `yaml:"if"`
			Shell            string            `yaml:"shell"`
			WorkingDirectory string            `yaml:"working-directory"`
			Env              map[string]string `yaml:"env"`
			Run              string            `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"runs"`
}

// pinned is an action at a commit.
var pinned = regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40}$`)

var expression = regexp.MustCompile(`\$\{\{ *([a-z_.-]+) *\}\}`)

// onlyComment is the condition under which the action comments.
const onlyComment = "${{ !cancelled() && inputs.comment == 'true' }}"

// run runs the shell of the action's steps as a runner does, until one fails.
func (a *action) run(t *testing.T, workspace, temp string, inputs map[string]string) (out string, status int) {
	t.Helper()
	path, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	resolve := func(s string) string {
		return expression.ReplaceAllStringFunc(s, func(e string) string {
			name := expression.FindStringSubmatch(e)[1]
			switch name {
			case "github.action_path":
				return path
			case "github.token":
				return "secret"
			case "github.event.pull_request.number":
				return "7"
			}
			input, ok := a.Inputs[strings.TrimPrefix(name, "inputs.")]
			if !ok {
				t.Fatalf("action.yml uses %s, which is no input", name)
			}
			if value, ok := inputs[strings.TrimPrefix(name, "inputs.")]; ok {
				return value
			}
			return input.Default
		})
	}
	for _, step := range a.Runs.Steps {
		if step.Run == "" || step.If != "" && (step.If != onlyComment || inputs["comment"] != "true") {
			continue
		}
		if step.Shell != "bash" || strings.Contains(step.Run, "${{") {
			t.Fatalf("step %q has shell %q, or an input in its script", step.Name, step.Shell)
		}
		env := []string{"GITHUB_ACTIONS=true", "GITHUB_REPOSITORY=ann/calls", "PATH=" + temp + string(os.PathListSeparator) + os.Getenv("PATH"), "RUNNER_TEMP=" + temp, "GITHUB_STEP_SUMMARY=" + filepath.Join(temp, "summary.md")}
		for name, value := range step.Env {
			env = append(env, name+"="+resolve(resolve(value))) // an input's default may be an expression
		}
		dir := workspace
		if step.WorkingDirectory != "" {
			dir = resolve(step.WorkingDirectory)
		}
		said, status := bash(t, dir, step.Run, env...)
		out += said
		if status != 0 {
			return out, status
		}
	}
	return out, 0
}

// TestCI runs, as far as it goes without the services, what they would: the
// action's steps, the pre-commit hooks and the documented GitLab job.
func TestCI(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	var a action
	readYAML(t, readFile(t, filepath.Join(root, "action.yml")), &a)
	if a.Runs.Using != "composite" {
		t.Fatalf("the action uses %q", a.Runs.Using)
	}
	for _, step := range a.Runs.Steps {
		if step.Uses != "" && !pinned.MatchString(step.Uses) {
			t.Errorf("the action uses %s, which may change under it: want a commit", step.Uses)
		}
	}
	temp := t.TempDir() // holds the command once the action has built it
	t.Run("action", func(t *testing.T) { testAction(t, &a, temp) })
	t.Run("comment", func(t *testing.T) { testComment(t, &a, temp) })
	path := "PATH=" + temp + string(os.PathListSeparator) + os.Getenv("PATH")
	t.Run("pre-commit", func(t *testing.T) { testPreCommit(t, path) })
	t.Run("GitLab", func(t *testing.T) { testGitLab(t, path) })
}

func testAction(t *testing.T, a *action, temp string) {
	dir := repository(t)
	const annotation = "::error file=drafts/q1/bad; $.md,line=1,endLine=1,col=4,endColumn=9,title=candor%3A no-modal::"
	for _, test := range []struct {
		name   string
		inputs map[string]string
		status int
		out    string
	}{
		{"all files of the configuration", nil, 1, annotation},
		{"a glob", map[string]string{"files": "drafts/**/*.md"}, 1, annotation},
		{"one good file", map[string]string{"files": "drafts/good.md\n"}, 0, "candor gate passed: "},
		{"two lines, one a name with spaces", map[string]string{"files": "drafts/good.md\ndrafts/q1/bad; $.md\n"}, 1, annotation},
		{"policy", map[string]string{"fail-on": "never", "max-warnings": "3"}, 0, "candor gate passed: 1 error"},
		{"no match", map[string]string{"files": "*.txt"}, 2, "candor: no file matches *.txt"},
		{"other configuration", map[string]string{"config": "none.yaml"}, 2, "candor: none.yaml: no such file"},
		{"script in an input", map[string]string{"files": "$(touch owned)`touch owned`"}, 2, "$(touch owned)`touch owned`"},
		{"flag among files", map[string]string{"files": "--output=owned"}, 2, "--output=owned: no such file"},
		{"outputs", map[string]string{"out": "sarif=candor.sarif\njunit=candor.xml\n"}, 1, annotation},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, status := a.run(t, dir, temp, test.inputs)
			if status != test.status || !strings.Contains(out, test.out) {
				t.Errorf("status %d, want %d; output\n%s", status, test.status, out)
			}
			if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
				t.Error("the input was carried out")
			}
		})
	}
	for _, name := range []string{"candor.sarif", "candor.xml"} {
		if len(readFile(t, filepath.Join(dir, name))) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	if summary := readFile(t, filepath.Join(temp, "summary.md")); !bytes.Contains(summary, []byte("| error    | drafts/q1/bad; $.md:1:4 |")) && !bytes.Contains(summary, []byte(`drafts/q1/bad; \$.md:1:4`)) {
		t.Errorf("the summary is\n%s", summary)
	}
}

// fakeGH stands for GitHub's command: it writes down what it is asked, and says that
// there is a comment where the file known tells one.
const fakeGH = `#!/usr/bin/env bash
echo "$GH_TOKEN $*" >> "$RUNNER_TEMP/asked"
for arg in "$@"; do
  case $arg in
    body=@*) cp "${arg#body=@}" "$RUNNER_TEMP/body" ;;
    --paginate) cat "$RUNNER_TEMP/known" ;;
  esac
done
`

// testComment: the action posts a comparison once, and renews it after.
func testComment(t *testing.T, a *action, temp string) {
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(temp, name), []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("gh", fakeGH)
	quarters, err := filepath.Abs(filepath.Join(root, "testdata", "quarters"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, known, asked string }{
		{"first", "", "secret api --silent --method POST repos/ann/calls/issues/7/comments -F body=@"},
		{"again", "41\n42\n", "secret api --silent --method PATCH repos/ann/calls/issues/comments/41 -F body=@"},
	} {
		t.Run(test.name, func(t *testing.T) {
			write("known", test.known)
			write("asked", "")
			out, status := a.run(t, repository(t), temp, map[string]string{"files": "drafts/good.md", "comment": "true", "compare": quarters + "/*-q[12].md"})
			if status != 0 {
				t.Fatalf("status %d, output\n%s", status, out)
			}
			asked, body := string(readFile(t, filepath.Join(temp, "asked"))), string(readFile(t, filepath.Join(temp, "body")))
			if !strings.Contains(asked, test.asked) {
				t.Errorf("asked was\n%s\nwant %s", asked, test.asked)
			}
			if !strings.HasPrefix(body, "<!-- candor compare -->\n# candor compare\n") || !strings.Contains(body, "2023-Q2") {
				t.Errorf("the comment is\n%s", body)
			}
		})
	}
}

func testPreCommit(t *testing.T, path string) {
	var hooks []struct {
		ID            string   `yaml:"id"`
		Name          string   `yaml:"name"`
		Description   string   `yaml:"description"`
		Entry         string   `yaml:"entry"`
		Language      string   `yaml:"language"`
		Types         []string `yaml:"types"`
		RequireSerial bool     `yaml:"require_serial"`
		AlwaysRun     bool     `yaml:"always_run"`
		PassFilenames *bool    `yaml:"pass_filenames"`
	}
	readYAML(t, readFile(t, filepath.Join(root, ".pre-commit-hooks.yaml")), &hooks)
	if len(hooks) != 2 {
		t.Fatalf("%d hooks", len(hooks))
	}
	dir := repository(t)
	for _, hook := range hooks {
		if hook.ID == "" || hook.Name == "" || hook.Language != "golang" {
			t.Errorf("hook %+v", hook)
		}
		named := hook.PassFilenames == nil || *hook.PassFilenames
		script := hook.Entry
		if named {
			script += " drafts/good.md"
		}
		out, status := bash(t, dir, script, path)
		if want := map[bool]int{true: 0, false: 1}[named]; status != want {
			t.Errorf("%s: status %d, want %d; output\n%s", hook.ID, status, want, out)
		}
	}
}

func testGitLab(t *testing.T, path string) {
	doc := readFile(t, filepath.Join(root, "docs", "gate.md"))
	block := regexp.MustCompile("(?s)### GitLab\n\n```yaml\n(.*?)```").FindSubmatch(doc)
	if block == nil {
		t.Fatal("docs/gate.md has no GitLab job")
	}
	var jobs map[string]struct {
		Image     string   `yaml:"image"`
		Script    []string `yaml:"script"`
		Artifacts struct {
			When    string            `yaml:"when"`
			Reports map[string]string `yaml:"reports"`
		} `yaml:"artifacts"`
	}
	readYAML(t, block[1], &jobs)
	job := jobs["candor"]
	dir := repository(t)
	out, status := bash(t, dir, strings.Join(job.Script, "\n"), path)
	if status != 1 {
		t.Errorf("status %d, want 1; output\n%s", status, out)
	}
	if len(job.Artifacts.Reports) != 2 {
		t.Errorf("reports are %v", job.Artifacts.Reports)
	}
	for kind, file := range job.Artifacts.Reports {
		if !bytes.Contains(readFile(t, filepath.Join(dir, file)), []byte("no-modal")) {
			t.Errorf("the %s report does not name the rule", kind)
		}
	}
}

// TestStaticBinary builds the command as the README says: it needs no library of
// the system.
func TestStaticBinary(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	out, status := bash(t, root, `CGO_ENABLED=0 go build -o "$BINARY" . && if command -v ldd >/dev/null; then ldd "$BINARY" 2>&1 || true; fi; "$BINARY" --version`,
		"BINARY="+filepath.Join(t.TempDir(), "candor"))
	if status != 0 || strings.Contains(out, "=>") || !strings.Contains(out, "sentiment  finance-") {
		t.Errorf("status %d, output\n%s", status, out)
	}
}

// TestNotice: the licenses of all modules of the binary are told.
func TestNotice(t *testing.T) {
	out, status := bash(t, root, "go run ./internal/notices")
	if status != 0 || out != string(readFile(t, filepath.Join(root, "NOTICE"))) {
		t.Errorf("NOTICE is not what go run ./internal/notices prints (status %d)", status)
	}
}
