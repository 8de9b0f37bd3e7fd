package analysis

import (
	"iter"
	"strings"
	"sync"

	"candor/directness"
	"candor/hedge"
	"candor/internal/procedure"
	"candor/score"
	"candor/text"
	"candor/topic"
	"candor/transcript/call"
)

// Analyzer scores the executives' turns of calls. It is read-only once built.
type Analyzer struct {
	Scorers     []score.Scorer // the first gives Record.Sentiment, the others Record.Others
	Detector    *hedge.Detector
	Taxonomy    *topic.Taxonomy
	Specificity *score.Specificity
	Directness  *directness.Judge
	// Revise, where set, changes each record once it is scored and before its
	// exchange is judged: for scores of a caller's own. It is called from several
	// goroutines.
	Revise func(*Record)
}

// Default gives the analyzer with the built-in model, lexicon and taxonomy.
func Default() *Analyzer {
	// They load side by side: that is most of a short run's time.
	a := new(Analyzer)
	var group sync.WaitGroup
	group.Go(func() { a.Detector = hedge.Default() })
	group.Go(func() { a.Taxonomy = topic.Default() })
	group.Go(func() { a.Directness = directness.Default() })
	a.Scorers = []score.Scorer{score.Default()}
	a.Specificity = score.DefaultSpecificity()
	group.Wait()
	return a
}

// Versions names what the analyzer's scores are made with.
func (a *Analyzer) Versions() Versions {
	return Versions{Model: a.Scorers[0].Version(), Lexicon: a.Detector.Version(), Taxonomy: a.Taxonomy.Version(), Directness: a.Directness.Version()}
}

// Records gives one record for each turn of call that is scored, in order. A
// call without executives gives none.
func (a *Analyzer) Records(call *call.Call) []Record {
	n := 0
	for i := range call.Turns {
		if call.Turns[i].IsScored() {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	records := make([]Record, 0, n)
	for exchange := range a.Exchanges(call) {
		records = append(records, exchange...)
	}
	return records
}

// Exchanges gives the records of call in order without holding all of them:
// those that answer the same question together, any other by itself. Their slice
// is used again for the next ones.
func (a *Analyzer) Exchanges(call *call.Call) iter.Seq[[]Record] {
	return func(yield func([]Record) bool) {
		for _, part := range a.Parts(call, len(call.Turns)) {
			part.Exchanges()(yield)
		}
	}
}

// Part is a stretch of a call's turns with whole exchanges. Parts can be scored side
// by side.
type Part struct {
	analyzer *Analyzer
	call     *call.Call
	info     Call
	from, to int // turns, half-open; the last is scored
	last     bool
}

// Parts divides a call into parts of so many turns that are scored, or some more
// where an exchange goes on; none where nothing is scored.
func (a *Analyzer) Parts(call *call.Call, turns int) []Part {
	a.prepare(call)
	info := CallOf(call)
	var parts []Part
	from, before, scored := 0, -1, 0
	for i := range call.Turns {
		turn := &call.Turns[i]
		if !turn.IsScored() {
			continue
		}
		if scored >= turns {
			prior, next := exchangeTurn(info.ID, &call.Turns[before]), exchangeTurn(info.ID, turn)
			if !directness.SameExchange(&prior, &next) {
				parts = append(parts, Part{a, call, info, from, before + 1, false})
				from, scored = before+1, 0
			}
		}
		before = i
		scored++
	}
	if scored > 0 {
		parts = append(parts, Part{a, call, info, from, before + 1, true})
	}
	return parts
}

// exchangeTurn is what tells a turn's exchange.
func exchangeTurn(id string, turn *call.Turn) directness.Turn {
	return directness.Turn{Call: exchangeCall(id, turn), Asker: turn.Asker, Question: turn.Question}
}

func exchangeCall(id string, turn *call.Turn) string { return id + "/" + string(turn.Section) }

// Exchanges gives the records of the part as those of a call are given.
func (p *Part) Exchanges() iter.Seq[[]Record] {
	return func(yield func([]Record) bool) {
		x := exchange{call: p.info}
		for i := p.from; i < p.to; i++ {
			turn := &p.call.Turns[i]
			if !turn.IsScored() {
				continue
			}
			read := readTurn(p.info.ID, turn)
			if len(x.turns) > 0 && !directness.SameExchange(&x.turns[len(x.turns)-1].known, &read.known) {
				if !yield(x.score(p.analyzer, false)) {
					read.release()
					return
				}
			}
			x.turns = append(x.turns, read)
		}
		yield(x.score(p.analyzer, p.last))
	}
}

// prepare tells those scorers of a call's turns that want to know early.
func (a *Analyzer) prepare(call *call.Call) {
	for _, s := range a.Scorers {
		p, ok := s.(score.Preparer)
		if !ok {
			continue
		}
		var items []score.Item
		for i := range call.Turns {
			if turn := &call.Turns[i]; turn.IsScored() {
				items = append(items, score.Item{ID: idOf(call.ID, turn), Question: turn.Question, Text: turn.Text})
			}
		}
		p.Prepare(items)
	}
}

// idOf gives the id of a turn's record.
func idOf(callID string, turn *call.Turn) string {
	if turn.ID != "" {
		return turn.ID
	}
	return numbered(callID, turn.Index)
}

// turnRead is a turn and its documents.
type turnRead struct {
	*call.Turn
	question, answer *text.Document // question is nil where nothing was asked
	known            directness.Turn
}

func readTurn(id string, turn *call.Turn) turnRead {
	t := turnRead{Turn: turn, answer: text.Get(turn.Text)}
	if turn.Question != "" {
		t.question = text.Get(turn.Question)
	}
	t.known = directness.TurnOf(exchangeCall(id, turn), turn.Asker, turn.Speaker.Name, t.question, t.answer)
	return t
}

func (t *turnRead) release() {
	t.answer.Release()
	if t.question != nil {
		t.question.Release()
	}
}

// exchange collects the turns of one, and scores them when it is whole. Its memory
// is used again.
type exchange struct {
	call    Call
	turns   []turnRead
	known   []directness.Turn
	places  []directness.Place
	records []Record
	asked   string   // the question that was scored last
	tone    *float64 // its sentiment
}

// score gives the records of the turns collected, and forgets the turns.
func (x *exchange) score(a *Analyzer, last bool) []Record {
	x.known, x.records = x.known[:0], x.records[:0]
	for i := range x.turns {
		x.known = append(x.known, x.turns[i].known)
	}
	x.places = directness.Places(x.known, last, last, x.places[:0])
	for i := range x.turns {
		t := &x.turns[i]
		x.records = append(x.records, a.record(x.call, t, x.places[i], x.questionSentiment(a, t)))
		t.release()
	}
	x.turns = x.turns[:0]
	judgeExchange(x.records)
	return x.records
}

// questionSentiment gives the sentiment of a turn's question, which the turns of an
// exchange share. Scorers that are told of answers beforehand are not asked.
func (x *exchange) questionSentiment(a *Analyzer, t *turnRead) *float64 {
	if t.question == nil {
		return nil
	}
	if _, told := a.Scorers[0].(score.Preparer); told {
		return nil
	}
	if t.Question != x.asked {
		x.asked, x.tone = t.Question, nil
		if s := a.Scorers[0].Score(score.Input{Answer: t.question}); s.Scored {
			x.tone = &s.Score
		}
	}
	return x.tone
}

func (a *Analyzer) record(call Call, turn *turnRead, place directness.Place, tone *float64) Record {
	question, answer := turn.question, turn.answer
	r := Record{
		ID: idOf(call.ID, turn.Turn), Call: call, Index: turn.Index, Section: turn.Section,
		Speaker: turn.Speaker.Name, Role: turn.Speaker.Role, Title: turn.Speaker.Title, Firm: turn.Speaker.Firm,
		Asker: turn.Asker, AskerFirm: turn.AskerFirm, Question: turn.Question,
		Text: turn.Text, Line: turn.Line, Page: turn.Page, Time: turn.Time, Extra: turn.Extra, Words: answer.Words, Procedure: turn.known.Procedure != procedure.Business,
		Place:    place,
		Topics:   a.Taxonomy.Assign(question, answer),
		Versions: a.Versions(),
	}
	// A question that one of the company reads out says nothing of its own.
	r.Procedure = r.Procedure || turn.Trivial && strings.HasSuffix(turn.Text, "?")
	r.Trivial = turn.Trivial && r.Procedure
	var found hedge.Result
	a.Detector.Detect(answer, &found)
	chars := characters{text: turn.Text}
	r.Hedges = make([]Hedge, 0, len(found.Hedges))
	for _, h := range found.Hedges {
		at := turn.Places.At(h.Start)
		r.Hedges = append(r.Hedges, Hedge{chars.span(h.Start, h.End), at.Line, at.Column, turn.Text[h.Start:h.End], h.Category, h.Cue, h.Weight})
	}
	r.Deflections = make([]Deflection, 0, len(found.Deflections))
	for _, d := range found.Deflections {
		at := turn.Places.At(d.Start)
		r.Deflections = append(r.Deflections, Deflection{chars.span(d.Start, d.End), at.Line, at.Column, turn.Text[d.Start:d.End], d.Kind, d.Cue})
	}
	if r.Words > 0 {
		r.Strength = 100 * hedge.Strength(found.Hedges) / float64(r.Words)
		r.Shields, _ = ShieldRate.Value(&r)
		r.Approximate, _ = ApproximatorRate.Value(&r)
	}
	r.QuestionSentiment = tone
	if r.Words > 0 {
		r.NumericShare, r.Complexity = float64(score.Numbers(answer))/float64(r.Words), score.Complexity(answer)
	}
	r.Specificity = a.Specificity.Score(answer)
	if !r.Procedure { // else there is nothing to judge
		r.Directness = a.directnessOf(directness.Input{Question: question, Answer: answer, Hedges: &found, Place: place}, turn.Places)
	}
	in := score.Input{ID: r.ID, Answer: answer, Question: question}
	for i, scorer := range a.Scorers {
		s, sentences := sentimentOf(scorer, in)
		if i == 0 {
			r.Sentiment, r.Sentences = s, sentences
		} else {
			r.Others = append(r.Others, s)
		}
	}
	if a.Revise != nil {
		a.Revise(&r)
	}
	return r
}

// sentimentOf gives the sentiment of an answer, and of its sentences where the
// scorer judges them.
func sentimentOf(scorer score.Scorer, in score.Input) (Sentiment, []Sentence) {
	var s score.Sentiment
	var sentences []Sentence
	if by, ok := scorer.(score.SentenceScorer); ok {
		var judged []score.Sentence
		s, judged = by.Sentences(in, nil)
		sentences = sentencesOf(in.Answer.Text, judged)
	} else {
		s = scorer.Score(in)
	}
	out := Sentiment{Label: s.Label, Negative: s.Negative, Neutral: s.Neutral, Positive: s.Positive, Scorer: scorer.Name()}
	if s.Scored {
		out.Score = &s.Score
	}
	if counter, ok := scorer.(score.ToneCounter); ok {
		tone := counter.Tone(in.Answer)
		out.Tone = &tone
	}
	return out, sentences
}

// sentencesOf adds the places in characters.
func sentencesOf(text string, judged []score.Sentence) []Sentence {
	sentences := make([]Sentence, len(judged))
	chars := characters{text: text}
	for i, s := range judged {
		sentences[i] = Sentence{
			Span: chars.span(s.Start, s.End), Label: s.Label, Score: s.Score,
			Negative: s.Negative, Neutral: s.Neutral, Positive: s.Positive, Procedure: s.Procedure,
		}
	}
	return sentences
}
