package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/text"
)

// naiveBayes scores by the mean over an answer's known words of
//
//	log P(word | positive) - log P(word | negative)
//
// squashed by tanh into [-1, 1]. The mean, rather than the sum, keeps the length
// of an answer out of its score; the class priors are left out, because how many
// texts of each class a model has been trained on says nothing about calls.
type naiveBayes struct {
	name, version string
	logOdds       func(text.ID) (odds float64, known bool)
}

// wordLogOdds of a word that occurs n of total times in each class (0 negative, 1
// positive) of a model with so many different words, with add-one smoothing.
func wordLogOdds(n, total [2]uint64, words int) float64 {
	class := func(c int) float64 { return float64(n[c]+1) / float64(total[c]+uint64(words)) }
	return math.Log(class(1)) - math.Log(class(0))
}

// naiveBayesBand is how far a score must be from 0 for a label other than
// neutral: at words that are, on average, 5 % likelier in one class than in the
// other. About half of all executives' answers are neutral, and with imdb a
// little over half of them are within this band.
const naiveBayesBand = 0.05

func (nb *naiveBayes) Name() string    { return nb.name }
func (nb *naiveBayes) Version() string { return nb.version }

// Score implements Scorer. An answer without a known word is not scored.
func (nb *naiveBayes) Score(in Input) Sentiment {
	mean, known := nb.mean(in.Answer)
	if known == 0 {
		return Sentiment{}
	}
	score := math.Tanh(mean)
	return Sentiment{Scored: true, Score: score, Label: BandLabel(score, naiveBayesBand)}
}

func (nb *naiveBayes) mean(d *text.Document) (mean float64, known int) {
	sum := 0.0
	for w := range spellings(d) {
		if odds, ok := nb.logOdds(w.id); ok {
			sum += odds
			known++
		}
	}
	return sum / float64(max(known, 1)), known
}

// Explain implements Explainer.
func (nb *naiveBayes) Explain(in Input) (contributions []Contribution, decision float64) {
	mean, known := nb.mean(in.Answer)
	for w := range spellings(in.Answer) {
		if odds, ok := nb.logOdds(w.id); ok {
			reason := strings.ToLower(in.Answer.Text[w.start:w.end])
			contributions = append(contributions, Contribution{w.start, w.end, reason, odds / float64(known)})
		}
	}
	return contributions, mean
}

// spelling is a word as models trained on plain words write it: without its
// apostrophes, and with its clitic ("dont").
type spelling struct {
	id         text.ID
	start, end int
}

// spellings lists the words of d; what has a digit in it is none.
func spellings(d *text.Document) iter.Seq[spelling] {
	return func(yield func(spelling) bool) {
		for i := 0; i < len(d.Tokens); i++ {
			t := &d.Tokens[i]
			if t.Kind != text.Word && t.Kind != text.Clitic {
				continue
			}
			w := spelling{t.ID, int(t.Start), int(t.End)}
			if i+1 < len(d.Tokens) && d.Tokens[i+1].Kind == text.Clitic {
				i++
				w.end = int(d.Tokens[i].End)
				w.id = text.PlainID(d.Text[w.start:w.end])
			} else if s := d.Text[w.start:w.end]; mayHoldApostrophe(s) {
				w.id = text.PlainID(s)
			}
			if !yield(w) {
				return
			}
		}
	}
}

// mayHoldApostrophe says no to nearly every word, and quickly.
func mayHoldApostrophe(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] == '\'' || word[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// OpenNaiveBayes returns scorer "nb" with a model of two classes, 0 negative and
// 1 positive, that was trained with github.com/cdipaolo/goml/text or
// github.com/cdipaolo/sentiment and saved as JSON: of the latter's models the
// English one, or the only one. It is read as IMDb says.
func OpenNaiveBayes(file string) (Explainer, error) {
	data, version, err := readVersioned("nb", file)
	if err != nil {
		return nil, err
	}
	odds, err := parseNaiveBayes(data)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return nil, lineError(file, 1+bytes.Count(data[:syntax.Offset], []byte("\n")), err)
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return &naiveBayes{"nb", version, func(id text.ID) (float64, bool) {
		x, known := odds[id]
		return x, known
	}}, nil
}

// parseNaiveBayes returns the log-odds of the words of a saved model. It reads
// the JSON itself, since goml cannot restore what package sentiment saves.
func parseNaiveBayes(data []byte) (map[text.ID]float64, error) {
	var languages map[string]json.RawMessage
	if err := json.Unmarshal(data, &languages); err != nil {
		return nil, err
	}
	if _, single := languages["words"]; !single {
		language, err := chooseLanguage(languages)
		if err != nil {
			return nil, err
		}
		data = languages[language]
	}
	var model struct {
		Words map[string]struct{ Count []uint64 } `json:"words"`
	}
	if err := json.Unmarshal(data, &model); err != nil {
		return nil, err
	}
	counts := map[text.ID][2]uint64{}
	var total [2]uint64
	for _, word := range slices.Sorted(maps.Keys(model.Words)) {
		n := model.Words[word].Count
		if len(n) != 2 {
			return nil, fmt.Errorf("%q has counts in %d classes, want 2: negative, positive", word, len(n))
		}
		id := text.PlainID(word)
		counts[id] = [2]uint64{counts[id][0] + n[0], counts[id][1] + n[1]}
		total[0] += n[0]
		total[1] += n[1]
	}
	if len(counts) == 0 {
		return nil, errors.New("a model without words")
	}
	odds := make(map[text.ID]float64, len(counts))
	for id, n := range counts {
		odds[id] = wordLogOdds(n, total, len(counts))
	}
	return odds, nil
}

func chooseLanguage(models map[string]json.RawMessage) (string, error) {
	known := slices.Sorted(maps.Keys(models))
	switch {
	case slices.Contains(known, "en"):
		return "en", nil
	case len(known) == 1:
		return known[0], nil
	}
	return "", errors.New(`no "words", and no model of language "en"`)
}
