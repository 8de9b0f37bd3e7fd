package analysis

import (
	"os"
	"path/filepath"
	"testing"

	"candor/score"
	"candor/text"
)

func TestToneOfRecord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lm.csv")
	dictionary := "Word,Negative,Positive,Uncertainty\nGAIN,0,2009,0\nMAY,0,0,2009\n"
	if err := os.WriteFile(file, []byte(dictionary), 0o644); err != nil {
		t.Fatal(err)
	}
	lm, err := score.OpenLoughranMcDonald(file)
	if err != nil {
		t.Fatal(err)
	}
	in := score.Input{Answer: text.New("We may gain.")}
	got, _ := sentimentOf(lm, in)
	if want := (score.Tone{Positive: 1, Uncertainty: 1}); got.Tone == nil || *got.Tone != want {
		t.Errorf("tone %+v, want %+v", got.Tone, want)
	}
	if got, _ := sentimentOf(score.IMDb(), in); got.Tone != nil {
		t.Errorf("imdb counts tone %+v", got.Tone)
	}
}
