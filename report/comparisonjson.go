package report

import (
	"io"

	"candor/analysis"
	"candor/analysis/comparison"
	"candor/internal/table"
	"candor/norms"
	"candor/stats"
)

// The structs are the JSON of a comparison, whose names are a contract: null is
// a number that cannot be told.
type comparisonJSON struct {
	Calls        []columnJSON      `json:"calls"`
	Rows         []rowJSON         `json:"rows"`
	Latest       []standingJSON    `json:"latest,omitempty"`
	Compositions []compositionJSON `json:"compositions"`
	Absent       []absentJSON      `json:"absent"`
	Adjusted     []adjustedJSON    `json:"adjusted,omitempty"`
	Method       methodJSON        `json:"method"`
	Warnings     []string          `json:"warnings,omitempty"`
}

type columnJSON struct {
	Label   string          `json:"label"`
	Answers int             `json:"answers"`
	Calls   []analysis.Call `json:"calls"`
}

type rowJSON struct {
	By         *analysis.Dimension `json:"by"`
	Group      string              `json:"group"`
	Metric     string              `json:"metric"`
	Values     []number            `json:"values"`
	N          []int               `json:"n"`
	Change     number              `json:"change"`
	Low        number              `json:"low"`
	High       number              `json:"high"`
	Effect     number              `json:"effect"`
	EffectName string              `json:"effect_name"`
	EffectLow  number              `json:"effect_low"`
	EffectHigh number              `json:"effect_high"`
	P          number              `json:"p"`
	Q          number              `json:"q"`
	Shown      bool                `json:"shown"`
	Unit       string              `json:"unit"`
	Warning    string              `json:"warning"`
	Tau        any                 `json:"tau,omitempty"` // of trends, and what follows
	Differ     *bool               `json:"differ,omitempty"`
	PDiffer    any                 `json:"p_differ,omitempty"`
	QDiffer    any                 `json:"q_differ,omitempty"`
	// Usual is what the norms say of the last value.
	Usual *norms.Usual `json:"usual,omitempty"`
}

type standingJSON struct {
	By           *analysis.Dimension `json:"by"`
	Group        string              `json:"group"`
	Metric       string              `json:"metric"`
	Previous     number              `json:"previous"`
	Latest       number              `json:"latest"`
	N            [2]int              `json:"n"`
	Move         number              `json:"move"`
	P            number              `json:"p"`
	Q            number              `json:"q"`
	Shown        bool                `json:"shown"`
	Percentile   number              `json:"percentile"`
	Z            number              `json:"z"`
	EarlierCalls int                 `json:"earlier_calls"`
	Usual        usualJSON           `json:"usual"`
	Expected     number              `json:"expected"`
	Weight       float64             `json:"expected_weight"`
}

// usualJSON is what is usual for a value: between low and high lie nine of ten.
type usualJSON struct {
	Mean       number `json:"mean"`
	Low        number `json:"low"`
	High       number `json:"high"`
	Percentile number `json:"percentile"` // in [0, 100]
	Calls      int    `json:"calls"`
}

type compositionJSON struct {
	From            string              `json:"from"`
	To              string              `json:"to"`
	By              *analysis.Dimension `json:"by"`
	Metric          string              `json:"metric"`
	Change          number              `json:"change"`
	Composition     number              `json:"composition"`
	CompositionLow  number              `json:"composition_low"`
	CompositionHigh number              `json:"composition_high"`
	Within          number              `json:"within"`
	WithinLow       number              `json:"within_low"`
	WithinHigh      number              `json:"within_high"`
	Only            number              `json:"only"`
	OnlyLow         number              `json:"only_low"`
	OnlyHigh        number              `json:"only_high"`
	Parts           []partJSON          `json:"parts"`
}

type partJSON struct {
	Group       string     `json:"group"`
	Shares      [2]float64 `json:"shares"`
	Values      [2]number  `json:"values"`
	Composition float64    `json:"composition"`
	Within      float64    `json:"within"`
	Only        float64    `json:"only"`
}

type absentJSON struct {
	By    *analysis.Dimension `json:"by"`
	Group string              `json:"group"`
	N     any                 `json:"n"`
}

// adjustedJSON is a share as said and with the scorer's errors undone.
type adjustedJSON struct {
	Group    string `json:"group"`
	Metric   string `json:"metric"`
	N        int    `json:"n"`
	Said     number `json:"said"`
	Adjusted number `json:"adjusted"`
	Low      number `json:"low"`
	High     number `json:"high"`
}

type methodJSON struct {
	Alpha        float64 `json:"alpha"`
	Correction   string  `json:"correction"`
	Seed         uint64  `json:"seed"`
	Permutations int     `json:"permutations"`
	Level        float64 `json:"level"`
	Test         any     `json:"test"`
	Per          string  `json:"per,omitempty"` // what a slope is per
}

func perOf(c *comparison.Comparison) string {
	if c.Trends() {
		return c.Step
	}
	return ""
}

// number is a number, or null.
type number any

// ComparisonJSON writes a comparison as one JSON object; its names are a contract.
// Shares are corrected for the errors of rates, nil for none.
func ComparisonJSON(w io.Writer, c *comparison.Comparison, rates *analysis.Rates, warnings []string) error {
	o := c.Options
	out := comparisonJSON{
		Calls: []columnJSON{}, Rows: []rowJSON{}, Compositions: []compositionJSON{}, Absent: []absentJSON{},
		Method:   methodJSON{o.Alpha, "benjamini-hochberg, gatekept", o.Stats.Seed, o.Stats.Permutations, o.Stats.Level, o.Test, perOf(c)},
		Warnings: warnings,
	}
	for _, column := range compared(c) {
		out.Calls = append(out.Calls, columnJSON{column.Label, column.Answers(), column.Calls})
	}
	for i := range c.Rows {
		out.Rows = append(out.Rows, rowOf(&c.Rows[i], c.Trends()))
	}
	for i := range c.Standings {
		s := &c.Standings[i]
		out.Latest = append(out.Latest, standingJSON{s.By, s.Group, s.Metric.Name, orNil(s.Previous), orNil(s.Latest), s.N,
			orNil(s.Move), orNil(s.P), orNil(s.Q), s.Shown, orNil(s.Usual.Percentile), orNil(s.Usual.Z), s.Usual.N,
			usualOf(&s.Usual), orNil(s.Expected), s.Weight})
	}
	for i := range c.Compositions {
		out.Compositions = append(out.Compositions, compositionOf(&c.Compositions[i]))
	}
	for _, p := range c.Changes {
		out.Absent = append(out.Absent, absentJSON{p.By, p.Group, p.N})
	}
	if rates != nil {
		for _, r := range adjustedColumns(c, rates) {
			out.Adjusted = append(out.Adjusted, adjustedJSON{r.group, r.metric.Name, r.n, orNil(r.said.Value), orNil(r.adjusted.Value), lowOf(r.adjusted.Interval), highOf(r.adjusted.Interval)})
		}
	}
	return table.WriteJSON(w, out)
}

func rowOf(r *comparison.Row, trend bool) rowJSON {
	values := make([]number, len(r.Values))
	for k, v := range r.Values {
		values[k] = orNil(v)
	}
	row := rowJSON{By: r.By, Group: r.Group, Metric: r.Metric.Name, Values: values, N: r.N,
		Change: orNil(r.Change), Low: lowOf(r.Interval), High: highOf(r.Interval),
		Effect: orNil(r.Effect), EffectName: effectName(r.Metric), EffectLow: lowOf(r.EffectInterval), EffectHigh: highOf(r.EffectInterval),
		P: orNil(r.P), Q: orNil(r.Q), Shown: r.Shown, Unit: unitOf(r), Warning: string(r.Warning)}
	if trend {
		tau := orNil(r.Tau)
		p, q := orNil(r.Differ.P), orNil(r.Differ.Q)
		row.Tau, row.Differ, row.PDiffer, row.QDiffer = &tau, &r.Differ.Shown, &p, &q // null, not left out, where there is none
	}
	if r.Known {
		row.Usual = &r.Norm
	}
	return row
}

func usualOf(u *stats.Usual) usualJSON {
	return usualJSON{orNil(u.Mean), orNil(u.Low), orNil(u.High), orNil(u.Percentile), u.N}
}

func compositionOf(d *comparison.Composition) compositionJSON {
	parts := make([]partJSON, len(d.Decomposition.Parts))
	for k, p := range d.Decomposition.Parts {
		parts[k] = partJSON{d.Parts[k], p.Shares, [2]number{orNil(p.Values[0]), orNil(p.Values[1])}, p.Composition, p.Within, p.Only}
	}
	return compositionJSON{d.From, d.To, d.By, d.Metric.Name, orNil(d.Change),
		orNil(d.Composition), lowOf(d.CompositionInterval), highOf(d.CompositionInterval),
		orNil(d.Within), lowOf(d.WithinInterval), highOf(d.WithinInterval),
		orNil(d.Only), lowOf(d.OnlyInterval), highOf(d.OnlyInterval), parts}
}

func lowOf(i stats.Interval) number {
	if !i.Defined {
		return nil
	}
	return i.Low
}

func highOf(i stats.Interval) number {
	if !i.Defined {
		return nil
	}
	return i.High
}
