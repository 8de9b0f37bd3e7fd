package recordparquet

import "candor/analysis"

func rowOf(r *analysis.Record) row {
	rate, _ := analysis.HedgeRate.Value(r)
	out := row{
		ID: r.ID, Call: r.Call.ID, Company: r.Call.Company, Ticker: r.Call.Ticker, Period: r.Call.Period, Date: r.Call.Date, Source: r.Call.Source,
		Inferred: r.Call.Inferred, Warnings: string(r.Call.Warnings), Index: int64(r.Index), Section: string(r.Section), Speaker: r.Speaker, Role: string(r.Role),
		Title: r.Title, Firm: r.Firm, Asker: r.Asker, AskerFirm: r.AskerFirm, Question: r.Question, Text: r.Text, Line: int64(r.Line), Extra: r.Extra,
		Words: int64(r.Words), Trivial: r.Trivial, Procedure: r.Procedure, Sentiment: toneOf(&r.Sentiment), QuestionSentiment: r.QuestionSentiment,
		NumericShare: r.NumericShare, Complexity: r.Complexity, Specificity: r.Specificity, HedgeRate: rate, Strength: r.Strength, Shields: r.Shields,
		Approximators: r.Approximate, Versions: versions(r.Versions),
	}
	if r.Page > 0 {
		page := int64(r.Page)
		out.Page = &page
	}
	if r.Time > 0 {
		out.Time = &r.Time
	}
	for i := range r.Others {
		out.Others = append(out.Others, toneOf(&r.Others[i]))
	}
	for _, s := range r.Sentences {
		out.Sentences = append(out.Sentences, sentence{spanOf(s.Span), string(s.Label), s.Score, s.Negative, s.Neutral, s.Positive, s.Procedure})
	}
	for _, h := range r.Hedges {
		out.Hedges = append(out.Hedges, found{spanOf(h.Span), int64(h.Line), int64(h.Column), h.Text, string(h.Category), "", h.Cue, h.Weight})
	}
	for _, d := range r.Deflections {
		out.Deflections = append(out.Deflections, found{spanOf(d.Span), int64(d.Line), int64(d.Column), d.Text, "", string(d.Kind), d.Cue, 0})
	}
	for _, t := range r.Topics {
		out.Topics = append(out.Topics, topic(t))
	}
	out.Directness = judgedOf(&r.Directness)
	return out
}

func judgedOf(d *analysis.Directness) *judged {
	if d.Label == "" {
		return nil
	}
	out := &judged{Score: d.Score, Label: string(d.Label), Kind: string(d.Kind), Until: d.Until, Direct: d.Direct, Partial: d.Partial, Evaded: d.Evaded,
		Exchange: exchangeOf(d.Exchange), Part: exchangeOf(d.Part)}
	for _, e := range d.Evidence {
		out.Evidence = append(out.Evidence, found{spanOf(e.Span), int64(e.Line), int64(e.Column), e.Text, "", string(e.Kind), e.Cue, 0})
	}
	return out
}

func exchangeOf(e *analysis.Exchange) *exchange {
	if e == nil {
		return nil
	}
	return &exchange{e.ID, int64(e.Answers), e.Score, string(e.Label)}
}

func toneOf(s *analysis.Sentiment) tone {
	return tone{s.Score, string(s.Label), s.Negative, s.Neutral, s.Positive, s.Scorer}
}

func spanOf(s analysis.Span) Span {
	return Span{int64(s.Start), int64(s.End), int64(s.CharStart), int64(s.CharEnd)}
}
