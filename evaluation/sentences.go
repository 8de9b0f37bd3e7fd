package evaluation

import (
	"slices"

	"candor/score"
	"candor/stats"
	"candor/text"
)

// sentencesOf scores the sentences of an answer that readers have judged: as the
// scorer cuts them, where it judges sentences, else each as a text of its own.
func sentencesOf(scorer score.Scorer, in score.Input, a *Answer) []score.Sentence {
	if by, ok := scorer.(score.SentenceScorer); ok {
		if _, sentences := by.Sentences(in, nil); len(sentences) > 0 {
			return sentences
		}
	}
	scored := make([]score.Sentence, len(a.Sentences))
	for i, s := range a.Sentences {
		scored[i] = score.Sentence{Start: s.Start, End: s.End, Sentiment: scorer.Score(score.Input{Answer: text.New(a.Text[s.Start:s.End])})}
	}
	return scored
}

// ofSentences makes an answer of each judged sentence, with its call and what the
// scorer says of the sentence that covers most of it.
func (s *scoredAnswers) ofSentences(answers []Answer, calls []int) (sentences []Answer, of []int, scored []score.Sentiment) {
	for i := range answers {
		a := &answers[i]
		for _, judged := range a.Sentences {
			var best score.Sentiment
			most := 0
			for _, candidate := range s.sentences[i] {
				if shared := min(candidate.End, judged.End) - max(candidate.Start, judged.Start); shared > most {
					most, best = shared, candidate.Sentiment
				}
			}
			class := slices.Index(judged.P[:], slices.Max(judged.P[:]))
			sentences = append(sentences, Answer{ID: a.ID, Call: a.Call, Text: a.Text[judged.Start:judged.End], Rating: float64(class - 1)})
			of = append(of, calls[i])
			scored = append(scored, best)
		}
	}
	return sentences, of, scored
}

// CallMeans says how the mean scores of calls go with the means of their labels,
// counted as -1, 0 and 1.
type CallMeans struct {
	Calls       int // with at least leastOfCall answers
	Correlation stats.Value
	Slope       stats.Value // of the label's mean by the score's: 1 where a difference in score is one in tone
	Score       stats.Value // mean of all answers
	Label       stats.Value
}

// leastOfCall is how many answers of a call make a mean.
const leastOfCall = 3

func callMeans(answers []Answer, calls []int, scored []score.Sentiment) CallMeans {
	type sums struct{ n, score, label float64 }
	byCall := map[int]sums{}
	var all sums
	var order []int
	for i := range answers {
		s, seen := byCall[calls[i]]
		if !seen {
			order = append(order, calls[i])
		}
		label := float64(answers[i].class() - 1)
		s.n, s.score, s.label = s.n+1, s.score+scored[i].Score, s.label+label
		byCall[calls[i]] = s
		all.n, all.score, all.label = all.n+1, all.score+scored[i].Score, all.label+label
	}
	var xs, ys []float64
	for _, call := range order {
		if s := byCall[call]; s.n >= leastOfCall {
			xs, ys = append(xs, s.score/s.n), append(ys, s.label/s.n)
		}
	}
	m := CallMeans{Calls: len(xs)}
	if all.n > 0 {
		m.Score, m.Label = stats.Value{Value: all.score / all.n, Defined: true}, stats.Value{Value: all.label / all.n, Defined: true}
	}
	m.Correlation, m.Slope = stats.Line(xs, ys)
	return m
}
