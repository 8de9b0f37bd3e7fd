package evaluation

import (
	"math"
	"testing"
	"time"

	"candor/hedge"
	"candor/text"
)

// TestDisambiguators compares the lexicon's conditions with a small trained
// disambiguator on the words that hedge in some uses only: for each word a
// logistic regression over the three tokens on either side, cross-validated by
// answers. Run it with -v for the table of docs/hedging.md.
func TestDisambiguators(t *testing.T) {
	const shared = "../../shared/gold/"
	answers := readHedgeGold(t, shared+"hedges-tesla.jsonl", shared+"hedges-dev.jsonl", shared+"hedges-train.jsonl")
	detector := hedge.Default()
	var all struct{ uses, majority, logistic, rules int }
	t.Logf("%-7s %5s %9s %9s %9s", "word", "uses", "majority", "logistic", "rules")
	var scoring time.Duration
	for _, word := range []string{"would", "'d", "could", "should", "can", "may", "might", "about", "around", "like", "say", "pretty", "kind", "sort", "bit", "little", "feel", "think"} {
		uses := usesOf(word, answers, detector)
		hedges, logistic, rules := 0, 0, 0
		for fold := range folds {
			model := trainLogistic(uses, fold)
			start := time.Now()
			for i := range uses {
				if u := &uses[i]; u.fold == fold && model.says(u.features) == u.hedge {
					logistic++
				}
			}
			scoring += time.Since(start)
		}
		for _, u := range uses {
			if u.hedge {
				hedges++
			}
			if u.rule == u.hedge {
				rules++
			}
		}
		n := len(uses)
		majority := max(hedges, n-hedges)
		t.Logf("%-7s %5d %9.3f %9.3f %9.3f", word, n, share(majority, n), share(logistic, n), share(rules, n))
		all.uses += n
		all.majority += majority
		all.logistic += logistic
		all.rules += rules
	}
	t.Logf("%-7s %5d %9.3f %9.3f %9.3f", "all", all.uses, share(all.majority, all.uses), share(all.logistic, all.uses), share(all.rules, all.uses))
	t.Logf("logistic: %d ns a use, features at hand; the detector: %d ns a use, for all cues", scoring.Nanoseconds()/int64(all.uses), detecting(answers, detector).Nanoseconds()/int64(all.uses))
	if all.rules < all.logistic {
		t.Errorf("the trained disambiguator is right on %d uses, the conditions on %d of %d", all.logistic, all.rules, all.uses)
	}
}

const folds = 5

// use is one occurrence of an ambiguous word.
type use struct {
	features    []feature
	hedge, rule bool // what the annotation and the detector say
	fold        int  // of its answer
}

// feature is a token or two at an offset from the word.
type feature struct {
	offset int
	a, b   text.ID
}

const reach = 3

func usesOf(word string, answers []HedgeAnswer, d *hedge.Detector) []use {
	id := text.WordID(word)
	var out []use
	for n := range answers {
		a := &answers[n]
		doc := text.New(a.Text)
		var found hedge.Result
		d.Detect(doc, &found)
		at := func(i int) text.ID {
			if i < 0 || i >= len(doc.Tokens) {
				return 0
			}
			if doc.Tokens[i].Kind == text.Number {
				return 1
			}
			return doc.Tokens[i].ID
		}
		for i := range doc.Tokens {
			token := &doc.Tokens[i]
			if token.ID != id {
				continue
			}
			u := use{fold: n % folds, features: []feature{{}}}
			for k := -reach; k <= reach; k++ {
				u.features = append(u.features, feature{k, at(i + k), 0})
			}
			u.features = append(u.features, feature{10, at(i - 2), at(i - 1)}, feature{11, at(i + 1), at(i + 2)}, feature{12, at(i - 1), at(i + 1)})
			for _, h := range a.Hedges {
				u.hedge = u.hedge || h.Start < int(token.End) && int(token.Start) < h.End
			}
			for _, h := range found.Hedges {
				u.rule = u.rule || h.Start < int(token.End) && int(token.Start) < h.End
			}
			out = append(out, u)
		}
	}
	return out
}

type logisticModel map[feature]float64

func (m logisticModel) decision(features []feature) float64 {
	sum := 0.0
	for _, f := range features {
		sum += m[f]
	}
	return sum
}

func (m logisticModel) says(features []feature) bool { return m.decision(features) > 0 }

// trainLogistic fits by gradient descent, with an L2 penalty of 1, on all folds but one.
func trainLogistic(uses []use, without int) logisticModel {
	const rounds = 80
	rate := 2 / float64(len(uses)) // small enough that the feature all uses share does not swing
	m := logisticModel{}
	for range rounds {
		gradient := map[feature]float64{}
		for i := range uses {
			u := &uses[i]
			if u.fold == without {
				continue
			}
			wrong := -1 / (1 + math.Exp(-m.decision(u.features)))
			if u.hedge {
				wrong++
			}
			for _, f := range u.features {
				gradient[f] += wrong
			}
		}
		for f, g := range gradient {
			m[f] += rate * (g - m[f])
		}
	}
	return m
}

func detecting(answers []HedgeAnswer, d *hedge.Detector) time.Duration {
	start := time.Now()
	for i := range answers {
		d.Find(answers[i].Text)
	}
	return time.Since(start)
}
