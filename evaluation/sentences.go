package evaluation

import (
	"slices"

	"candor/score"
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
			sentences = append(sentences, Answer{ID: a.ID, Call: a.Call, Title: a.Title, Text: a.Text[judged.Start:judged.End], Rating: float64(class - 1)})
			of = append(of, calls[i])
			scored = append(scored, best)
		}
	}
	return sentences, of, scored
}
