package polarity

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"testing"
)

// TestRealSentences says how often sentences of real calls have the tone that the
// rules give them, in a quarter of the calls by hash; docs/polarity.md has the
// figures. Nothing was tuned on that quarter.
func TestRealSentences(t *testing.T) {
	for file, floor := range map[string]float64{"modern.jsonl": 0.72, "corpus.jsonl": 0.70} {
		f, err := os.Open("../../../shared/data/answers/" + file)
		if err != nil {
			t.Skip("the labelled answers are not here: ", err)
		}
		defer f.Close()
		var right, all [3]int // by the tone that the rules give
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<22)
		for lines.Scan() {
			var a struct {
				Call, Text string
				Sentences  []struct{ Start, End, Tone int }
			}
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			h := fnv.New32a()
			h.Write([]byte(a.Call))
			if h.Sum32()%4 != 0 {
				continue
			}
			for _, s := range a.Sentences {
				tone := map[string]int{"negative": -1, "positive": 1}[labelOf(a.Text[s.Start:s.End])]
				all[tone+1]++
				if s.Tone == tone {
					right[tone+1]++
				}
			}
		}
		share := float64(right[0]+right[1]+right[2]) / float64(all[0]+all[1]+all[2])
		t.Logf("%s: right of negative %d of %d, neutral %d of %d, positive %d of %d; all %.3f",
			file, right[0], all[0], right[1], all[1], right[2], all[2], share)
		if share < floor {
			t.Errorf("%s: %.3f right, want at least %.2f", file, share, floor)
		}
	}
}
