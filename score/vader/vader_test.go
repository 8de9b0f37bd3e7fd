package vader

import (
	"math"
	"os"
	"strings"
	"testing"

	"candor/score"
	"candor/text"
)

func TestVADER(t *testing.T) {
	// The first values are the ones that VADER's authors publish in its README,
	// for the reference implementation.
	for _, c := range []struct {
		in    string
		want  float64
		label score.Label
	}{
		{"VADER is smart, handsome, and funny.", 0.8316, score.Positive},
		{"The book was good.", 0.4404, score.Positive},
		{"At least it isn't a horrible book.", 0.4310, score.Positive},
		{"At least it isn’t\na horrible book.", 0.4310, score.Positive},
		{"Today SUX!", -0.5461, score.Negative},
		{"The meeting is on Tuesday.", 0, score.Neutral},
	} {
		got := Scorer().Score(score.Input{Answer: text.New(c.in)})
		if !got.Scored || math.Abs(got.Score-c.want) > 5e-5 || got.Label != c.label {
			t.Errorf("%q: %+v, want %v %s", c.in, got, c.want, c.label)
		}
	}
	if got := Scorer().Score(score.Input{Answer: text.New(" -- ")}); got.Scored {
		t.Errorf("without words: %+v, want not scored", got)
	}
}

// A version must tell scores of different releases apart.
func TestVADERVersion(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, revision, _ := strings.Cut(Scorer().Version(), "-")
	if !strings.Contains(string(mod), "github.com/jonreiter/govader v0.0.0-20250429093935-"+revision) {
		t.Errorf("version is %s, not what go.mod requires", Scorer().Version())
	}
}
