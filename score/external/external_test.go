package external

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/score"
	"candor/text"
)

// TestMain is the test, or where CANDOR_PROGRAM is set a program that scores: an
// answer's score is a hundredth of its length.
func TestMain(m *testing.M) {
	mode := os.Getenv("CANDOR_PROGRAM")
	if mode == "" {
		os.Exit(m.Run())
	}
	var held []string
	scanner := bufio.NewScanner(os.Stdin)
	for n := 1; scanner.Scan(); n++ {
		var item score.Item
		if err := json.Unmarshal(scanner.Bytes(), &item); err != nil {
			os.Exit(3)
		}
		line := fmt.Sprintf(`{"id":%q,"score":%g}`, item.ID, float64(len(item.Text))/100)
		switch mode {
		case "backwards":
			held = append(held, line)
			if len(held) == 3 {
				slices.Reverse(held)
				fmt.Println(strings.Join(held, "\n"))
			}
			continue
		case "once": // dies at the second item of its first run
			marker := os.Getenv("CANDOR_MARKER")
			if _, err := os.Stat(marker); err != nil && n == 2 {
				os.WriteFile(marker, nil, 0o600)
				os.Exit(1)
			}
		case "dies":
			os.Exit(1)
		case "silent":
			continue
		case "noise":
			line = "loading model..."
		case "foreign":
			line = `{"id":"nobody","score":0}`
		case "range":
			line = fmt.Sprintf(`{"id":%q,"score":1.5}`, item.ID)
		case "probabilities":
			line = fmt.Sprintf(`{"id":%q,"negative":0.25,"neutral":0,"positive":0.75}`, item.ID)
		}
		fmt.Println(line)
	}
}

func open(t *testing.T, mode string, o Options) *Scorer {
	t.Helper()
	t.Setenv("CANDOR_PROGRAM", mode)
	s, err := Open("'"+os.Args[0]+"'", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func ask(s *Scorer, id, answer string) score.Sentiment {
	doc := text.Get(answer)
	defer doc.Release()
	return s.Score(score.Input{ID: id, Answer: doc})
}

func TestScore(t *testing.T) {
	for mode, want := range map[string]score.Sentiment{
		"plain":         {Scored: true, Score: 0.05, Label: score.Positive},
		"probabilities": {Scored: true, Score: 0.5, Negative: 0.25, Positive: 0.75, Label: score.Positive},
	} {
		s := open(t, mode, DefaultOptions())
		if got := ask(s, "q1#1", "Seven"); got != want {
			t.Errorf("%s: %+v, want %+v", mode, got, want)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

// The program answers three at once, the last first; none waits for another.
func TestAnyOrder(t *testing.T) {
	s := open(t, "backwards", DefaultOptions())
	answers := []string{"a", "bb", "ccc"}
	var items []score.Item
	for _, a := range answers {
		items = append(items, score.Item{ID: a, Text: a})
	}
	s.Prepare(items)
	var group sync.WaitGroup
	for _, a := range answers {
		group.Go(func() {
			if got := ask(s, a, a).Score; got != float64(len(a))/100 {
				t.Errorf("%s has %g", a, got)
			}
		})
	}
	group.Wait()
}

func TestRestart(t *testing.T) {
	t.Setenv("CANDOR_MARKER", filepath.Join(t.TempDir(), "died"))
	s := open(t, "once", DefaultOptions())
	for i, answer := range []string{"a", "bb", "ccc"} {
		if got := ask(s, answer, answer); !got.Scored || got.Score != float64(i+1)/100 {
			t.Errorf("%s: %+v", answer, got)
		}
	}
	if s.restarts != 1 || s.Close() != nil {
		t.Errorf("%d restarts, %v", s.restarts, s.Err())
	}
}

func TestErrors(t *testing.T) {
	for mode, want := range map[string]string{
		"dies":    "ended before it had answered: exit status 1",
		"silent":  "no answer in 50ms",
		"noise":   `wrote "loading model...", which is no JSON object`,
		"foreign": `answered "nobody", which it was not asked`,
		"range":   `of "x": want a score from -1 to 1`,
	} {
		o := DefaultOptions()
		if mode == "silent" {
			o.Timeout = 50 * time.Millisecond
		}
		s := open(t, mode, o)
		if got := ask(s, "x", "text"); got.Scored {
			t.Errorf("%s: scored %+v", mode, got)
		}
		if got := ask(s, "y", "more"); got.Scored { // does not wait again
			t.Errorf("%s: scored %+v", mode, got)
		}
		if err := s.Close(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", mode, err, want)
		}
	}
}

func TestCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.jsonl")
	for run, mode := range []string{"plain", "dies"} { // the second run asks nobody
		cache, err := OpenCache(file)
		if err != nil {
			t.Fatal(err)
		}
		o := DefaultOptions()
		o.Cache = cache
		s := open(t, mode, o)
		if got := ask(s, "x", "four"); got.Score != 0.04 {
			t.Errorf("run %d: %+v", run, got)
		}
		if err := s.Close(); err != nil {
			t.Errorf("run %d: %v", run, err)
		}
	}
	if err := os.WriteFile(file, []byte("not json\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCache(file); err == nil || !strings.Contains(err.Error(), ":1:") {
		t.Errorf("a broken cache: %v", err)
	}
}

func TestSplit(t *testing.T) {
	for command, want := range map[string][]string{
		"":                                    nil,
		"python3 finbert.py":                  {"python3", "finbert.py"},
		`  a  'b c' "d \"e\" $f" g\ h '' `:    {"a", "b c", `d "e" $f`, "g h", ""},
		`x 'it'\''s' --model=a,b ;rm $(date)`: {"x", "it's", "--model=a,b", ";rm", "$(date)"},
	} {
		if got, err := Split(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v, want %q", command, got, err, want)
		}
	}
	if _, err := Split("a 'b"); err == nil {
		t.Error("an open quote is taken")
	}
	if _, err := Open("no-such-program-anywhere", DefaultOptions()); err == nil || !strings.Contains(err.Error(), "no such program") {
		t.Errorf("a missing program: %v", err)
	}
}
