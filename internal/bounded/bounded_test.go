package bounded

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestYAML(t *testing.T) {
	for name, c := range map[string]struct {
		data         string
		line, column int
		fine         bool
	}{
		"usual":           {"a: [1, {b: c}]\nd:\n  - - x\n  - 'it''s [ not'\n# [[[[\n", 0, 0, true},
		"nothing":         {"", 0, 0, true},
		"brackets":        {"a:\n " + strings.Repeat("[", 75_000), 2, 34, false},
		"closed brackets": {strings.Repeat("[", 33) + strings.Repeat("]", 33), 1, 33, false},
		"braces":          {strings.Repeat("{a: ", 20_000), 1, 129, false},
		"dashes":          {strings.Repeat("- ", 40_000), 1, 65, false},
		"an alias":        {"a: &x [1]\nb: *x\n", 2, 4, false},
		"many lists":      {strings.Repeat("- [a, [b]]\n", 5_000), 0, 0, true},
		"size":            {strings.Repeat("#", Small+1), 0, 0, false},
	} {
		err := YAML([]byte(c.data), Small)
		var e *Error
		switch {
		case c.fine && err != nil:
			t.Errorf("%s: %v", name, err)
		case !c.fine && !errors.As(err, &e):
			t.Errorf("%s is accepted", name)
		case !c.fine && (e.Line != c.line || e.Column != c.column):
			t.Errorf("%s: at %d:%d, want %d:%d", name, e.Line, e.Column, c.line, c.column)
		}
	}
}

// What is built in is within the bounds.
func TestBuiltIn(t *testing.T) {
	for _, file := range []string{"../../topic/taxonomy.yaml", "../../topic/training/terms.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := YAML(data, Large); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// The work grows with the size: twice the brackets allocate about twice as much.
func TestLinear(t *testing.T) {
	allocations := func(n int) float64 {
		data := []byte(strings.Repeat("[a]\n", n))
		return testing.AllocsPerRun(1, func() { YAML(data, Large) })
	}
	if one, eight := allocations(2_000), allocations(16_000); eight > 9*one {
		t.Errorf("8 times the text allocates %.1f times as often", eight/one)
	}
}
