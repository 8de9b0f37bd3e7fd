package directness

import (
	"cmp"
	"slices"

	"candor/directness/internal/pair"
)

// grounds are what an answer may be called evaded for.
type grounds struct {
	withheld bool // words that decline, put off or claim not to know
	other    bool // another subject that can be shown
}

func (g grounds) any() bool { return g.withheld || g.other }

func groundsOf(p *pair.Pair) grounds {
	return grounds{len(p.Withheld) > 0, p.OtherSubject()}
}

func (r *Result) mostProbable(mayEvade bool) Label {
	switch {
	case mayEvade && r.Evaded > max(r.Partial, r.Direct):
		return Evaded
	case r.Partial > r.Direct:
		return Partial
	}
	return Direct
}

// shows is the kind of evasion that a kind of evidence shows, and how clearly.
type shows struct {
	kind   Kind
	weight float64
}

var shown = map[string]shows{
	pair.Deflection + string(Declines): {Declines, 2}, "declines": {Declines, 1.5},
	pair.Deflection + string(Defers): {Defers, 2}, "defers": {Defers, 1},
	pair.Deflection + string(DoesNotKnow): {DoesNotKnow, 2}, "does-not-know": {DoesNotKnow, 1.5}, "disclaimer": {DoesNotKnow, 0.5},
	pair.Deflection + string(Reframes): {Reframes, 0}, "reframes": {Reframes, 0},
}

const atOnce = 1 // what evidence in the first sentences weighs besides

// explain names the way in which an answer is not direct, with the spans that
// show it.
func (r *Result) explain(p *pair.Pair, g grounds) {
	if r.Label == Direct {
		return
	}
	r.Kind = heaviest(p)
	switch {
	case r.Kind != "":
	case r.Label == Partial && p.AmountMissing():
		r.Kind = PartialNumber
		return
	case r.Label == Evaded, g.other, p.Has("reframes"):
		r.Kind = Reframes
	}
	r.Evidence = show(p, r.Kind)
	if r.Kind == Defers {
		r.Until = until(p, r.Evidence)
	}
}

// heaviest is the kind of evasion that most evidence shows, "" without any.
func heaviest(p *pair.Pair) (best Kind) {
	most := 0.0
	for _, kind := range Kinds {
		sum := 0.0
		for _, f := range p.Evidence {
			if s := shown[pair.EvidenceKinds()[f.Kind]]; s.kind == kind && s.weight > 0 {
				sum += s.weight
				if f.First {
					sum += atOnce
				}
			}
		}
		if sum > most {
			best, most = kind, sum
		}
	}
	return best
}

// show lists the spans of a kind in order of place.
func show(p *pair.Pair, kind Kind) (spans []Evidence) {
	for _, f := range p.Evidence {
		if name := pair.EvidenceKinds()[f.Kind]; shown[name].kind == kind {
			spans = append(spans, Evidence{f.Start, f.End, kind, f.Cue})
		}
	}
	slices.SortFunc(spans, func(a, b Evidence) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	kept := spans[:0]
	for _, s := range spans { // the same words may be found twice: the longer span stays
		if len(kept) == 0 || s.Start >= kept[len(kept)-1].End {
			kept = append(kept, s)
		}
	}
	return kept
}

// until gives the first time that a sentence names in which something is put off.
func until(p *pair.Pair, spans []Evidence) string {
	for _, s := range spans {
		if start, end, ok := p.TimeNear(s.Start, s.End); ok {
			return p.Answer.Text[start:end]
		}
	}
	return ""
}
