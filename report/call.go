// Package report says what an analysis has to tell, as tables.
package report

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"candor/analysis"
	"candor/hedge"
	"candor/internal/table"
	"candor/stats"
	"candor/transcript/call"
)

// Options say what a report of calls shows.
type Options struct {
	By      []analysis.Dimension // a table each
	Metrics []*analysis.Metric   // further columns of these tables
	Answers bool                 // a table of all answers
	First   int                  // answers to read first, of each kind
	Stats   stats.Options
}

// manyCalls is from how many on the head sums calls up in one line.
const manyCalls = 12

// Calls reports records that are counted (analysis.Counted), at least one, of
// one call or several. all are the records they were picked from; warnings are the calls'.
func Calls(all []analysis.Record, counted []*analysis.Record, warnings []string, o Options) table.Document {
	d := table.Document{Title: "candor report", Warnings: warnings}
	calls := analysis.GroupBy(counted, "call")
	first := map[string]int{} // where a call's records begin
	for i := range all {
		if _, known := first[all[i].Call.ID]; !known {
			first[all[i].Call.ID] = i
		}
	}
	slices.SortStableFunc(calls, func(a, b analysis.Group) int { return cmp.Compare(first[a.Key], first[b.Key]) })
	if len(calls) < manyCalls {
		for _, call := range calls {
			d.Head = append(d.Head, headOf(path.Base(call.Records[0].Call.Source), spoken(all, call.Records)))
		}
	} else {
		d.Head = []string{headOf(fmt.Sprintf("%s calls", table.Thousands(len(calls))), spoken(all, counted))}
	}
	if left := leftOut(all, counted); left != "" {
		d.Head = append(d.Head, left)
	}
	by := o.By
	if len(calls) > 1 && !slices.Contains(by, "call") {
		by = append([]analysis.Dimension{"call"}, by...)
	}
	for _, dimension := range by {
		d.Tables = append(d.Tables, groupTable(dimension, counted, o))
	}
	d.Tables = append(d.Tables, directnessTables(counted, by, o, len(calls) > 1)...)
	if len(counted[0].Others) > 0 {
		d.Tables = append(d.Tables, scorerTables(counted, len(calls) > 1)...)
	}
	d.Tables = append(d.Tables, cueTable(counted))
	if o.First > 0 {
		d.Tables = append(d.Tables, readFirst(counted, o.First, len(calls) > 1))
	}
	if o.Answers {
		d.Tables = append(d.Tables, answerTable(counted, o, len(calls) > 1))
	}
	return d
}

// spoken gives all answers of the calls and sections of counted, the trivial ones too.
func spoken(all []analysis.Record, counted []*analysis.Record) []*analysis.Record {
	type part struct {
		call    string
		section call.Section
	}
	parts := map[part]bool{}
	for _, r := range counted {
		parts[part{r.Call.ID, r.Section}] = true
	}
	var out []*analysis.Record
	for i := range all {
		if r := &all[i]; parts[part{r.Call.ID, r.Section}] {
			out = append(out, r)
		}
	}
	return out
}

func headOf(name string, records []*analysis.Record) string {
	words, askers := 0, map[string]bool{}
	for _, r := range records {
		words += r.Words
		if r.Asker != "" || r.Question != "" {
			askers[r.Asker] = true
		}
	}
	speakers := analysis.GroupBy(records, "speaker")
	line := fmt.Sprintf("%s: %s by %s", name, count(len(records), "answer"), count(len(speakers), "executive"))
	if len(askers) > 0 {
		line += " to " + count(len(askers), "analyst")
	}
	line += fmt.Sprintf(", %s words", table.Thousands(words))
	if len(speakers) <= 6 {
		var each []string
		for _, s := range speakers {
			each = append(each, fmt.Sprintf("%s %d", nameOr(s.Key), len(s.Records)))
		}
		line += " (" + strings.Join(each, ", ") + ")"
	}
	return line
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return table.Thousands(n) + " " + noun
}

func nameOr(name string) string {
	if name == "" {
		return "(not named)"
	}
	return name
}

// leftOut says which turns the figures leave out.
func leftOut(all []analysis.Record, counted []*analysis.Record) string {
	trivial := 0
	for i := range all {
		if all[i].Trivial {
			trivial++
		}
	}
	var parts []string
	if trivial > 0 {
		parts = append(parts, count(trivial, "bare acknowledgement")+` ("Yes.")`)
	}
	if other := len(all) - trivial - len(counted); other > 0 {
		parts = append(parts, count(other, "turn")+" of other sections")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Left out of the figures: " + strings.Join(parts, ", ")
}

// shownMetrics are the estimates of a group that every report shows.
var shownMetrics = []string{"sentiment", "hedges_per_100_words"}

func groupTable(by analysis.Dimension, records []*analysis.Record, o Options) table.Table {
	t := table.Table{
		Name:  "by_" + string(by),
		Title: "By " + string(by),
		Columns: []table.Column{
			{Name: string(by), Head: strings.ToUpper(string(by))},
			{Name: "answers", Head: "ANSWERS", Right: true},
			{Name: "weight", Head: "WEIGHT", Right: true},
			{Name: "words", Head: "WORDS", Right: true},
			{Name: "sentiment", Head: "SENTIMENT [95%]", Right: true}, {Name: "sentiment_low"}, {Name: "sentiment_high"},
			{Name: "share_positive", Head: "POSITIVE", Right: true},
			{Name: "share_negative", Head: "NEGATIVE", Right: true},
			{Name: "hedges", Head: "HEDGES", Right: true, Break: true},
			{Name: "hedges_per_100_words", Head: "PER 100 WORDS [95%]", Right: true}, {Name: "hedges_per_100_words_low"}, {Name: "hedges_per_100_words_high"},
			{Name: "most_used_hedge", Head: "MOST USED"},
			{Name: "deflections", Head: "DEFLECTIONS", Right: true},
		},
		Notes: nil,
	}
	weighted := by == "topic"
	if !weighted {
		t.Columns = slices.DeleteFunc(t.Columns, func(c table.Column) bool { return c.Name == "weight" })
	}
	level := fmt.Sprintf("[%g%%]", 100*o.Stats.Level)
	for i := range t.Columns {
		t.Columns[i].Head = strings.Replace(t.Columns[i].Head, "[95%]", level, 1)
	}
	for _, m := range o.Metrics {
		t.Columns = append(t.Columns, table.Column{Name: m.Name + "_mean", Head: strings.ToUpper(strings.ReplaceAll(m.Name, "_", " ")) + " " + level, Right: true}, table.Column{Name: m.Name + "_low"}, table.Column{Name: m.Name + "_high"})
	}
	narrow := false
	for _, g := range analysis.GroupBy(records, by) {
		metrics := make([]*analysis.Metric, 0, len(shownMetrics)+len(o.Metrics))
		for _, name := range shownMetrics {
			metrics = append(metrics, analysis.MetricNamed(name))
		}
		metrics = append(metrics, o.Metrics...)
		samples := make([]stats.Sample, len(metrics))
		for i, m := range metrics {
			samples[i] = g.Sample(m)
		}
		estimates := stats.Ratios(samples, o.Stats)
		narrow = narrow || !estimates[1].Interval.Defined
		share := func(name string) table.Cell {
			s := g.Sample(analysis.MetricNamed(name))
			return table.Percent(valueOr(s.Value()))
		}
		sum := func(of func(*analysis.Record) int) table.Cell {
			total := g.Sum(func(r *analysis.Record) float64 { return float64(of(r)) })
			switch {
			case !weighted:
				return table.Int(int(total))
			case total < 100:
				return table.Float(total, 1)
			}
			return table.As(table.Thousands(int(math.Round(total))), total)
		}
		row := []table.Cell{table.String(nameOr(g.Key)), table.Int(len(g.Records))}
		if weighted {
			row = append(row, sum(func(*analysis.Record) int { return 1 }))
		}
		row = append(row, sum(func(r *analysis.Record) int { return r.Words }))
		row = append(row, estimateCells(estimates[0], table.Signed)...)
		row = append(row, share("share_positive"), share("share_negative"), sum(func(r *analysis.Record) int { return len(r.Hedges) }))
		row = append(row, estimateCells(estimates[1], table.Float)...)
		row = append(row, table.String(mostUsed(g.Records)), sum(func(r *analysis.Record) int { return len(r.Deflections) }))
		for i := range o.Metrics {
			row = append(row, estimateCells(estimates[len(shownMetrics)+i], table.Float)...)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Intervals: bootstrap over answers, %s resamples, seed %d.", table.Thousands(o.Stats.Resamples), o.Stats.Seed))
	if narrow {
		t.Notes[0] += fmt.Sprintf(" None below %d answers.", stats.MinUnits)
	}
	if weighted {
		t.Notes = append(t.Notes, "An answer counts in each of its one or two topics by the topic's weight. ANSWERS have the topic, WEIGHT adds up their weights; words, hedges, deflections and all means and rates are by weight.")
	}
	return t
}

func valueOr(v stats.Value) float64 {
	if !v.Defined {
		return math.NaN()
	}
	return v.Value
}

// estimateCells are the cells of an estimate and its two bounds. Rates have
// one decimal, scores two.
func estimateCells(e stats.Estimate, show func(float64, int) table.Cell) []table.Cell {
	decimals := 2
	value := valueOr(e.Value)
	if value > 1.5 {
		decimals = 1
	}
	cell := show(value, decimals)
	if !e.Interval.Defined {
		return []table.Cell{cell, table.Missing(), table.Missing()}
	}
	return []table.Cell{table.Interval(cell, e.Interval.Low, e.Interval.High, decimals), table.Float(e.Interval.Low, decimals), table.Float(e.Interval.High, decimals)}
}

// cueUse is how often a cue occurs, and in which wording most.
type cueUse struct {
	cue      string
	category hedge.Category
	count    int
	wordings map[string]int
}

// wording gives the most frequent wording, the alphabetically first of equals.
func (u *cueUse) wording() string {
	best := ""
	for w, n := range u.wordings {
		if best == "" || n > u.wordings[best] || n == u.wordings[best] && w < best {
			best = w
		}
	}
	return best
}

// cuesOf counts the cues of records, most used first.
func cuesOf(records []*analysis.Record) []*cueUse {
	index := map[string]*cueUse{}
	var uses []*cueUse
	for _, r := range records {
		for i := range r.Hedges {
			h := &r.Hedges[i]
			u := index[h.Cue]
			if u == nil {
				u = &cueUse{cue: h.Cue, category: h.Category, wordings: map[string]int{}}
				index[h.Cue] = u
				uses = append(uses, u)
			}
			u.count++
			u.wordings[wordingOf(h.Text)]++
		}
	}
	slices.SortFunc(uses, func(a, b *cueUse) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.cue, b.cue)) })
	return uses
}

// wordingOf writes a hedge as in the middle of a sentence.
func wordingOf(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if s == "i" || strings.HasPrefix(s, "i ") || strings.HasPrefix(s, "i'") || strings.HasPrefix(s, "i’") {
		s = "I" + s[1:]
	}
	return s
}

func mostUsed(records []*analysis.Record) string {
	if uses := cuesOf(records); len(uses) > 0 {
		return uses[0].wording()
	}
	return "–"
}

// shownCues is how many cues of a category the report shows, shownSpeakers how
// many speakers have a column of their own there.
const (
	shownCues     = 3
	shownSpeakers = 3
)

func cueTable(records []*analysis.Record) table.Table {
	t := table.Table{Name: "hedges", Title: "Hedges most used, by category", Columns: []table.Column{
		{Name: "category", Head: "CATEGORY"},
		{Name: "category_count", Head: "ALL", Right: true},
		{Name: "cue"},
		{Name: "hedge", Head: "HEDGE"},
		{Name: "count", Head: "COUNT", Right: true},
	}}
	speakers := analysis.GroupBy(records, "speaker")
	speakers = speakers[:min(shownSpeakers, len(speakers))]
	perSpeaker := make([]map[string]int, len(speakers))
	for i, s := range speakers {
		perSpeaker[i] = map[string]int{}
		for _, u := range cuesOf(s.Records) {
			perSpeaker[i][u.cue] = u.count
		}
		t.Columns = append(t.Columns, table.Column{Name: "speaker_" + strconv.Itoa(i+1), Head: strings.ToUpper(lastName(s.Key)), Right: true, Optional: true, TextOnly: true})
	}
	uses := cuesOf(records)
	totals := map[hedge.Category]int{}
	for _, u := range uses {
		totals[u.category] += u.count
	}
	categories := slices.Clone(hedge.Categories[:])
	slices.SortStableFunc(categories, func(a, b hedge.Category) int { return cmp.Compare(totals[b], totals[a]) })
	for _, category := range categories {
		head := []table.Cell{table.String(string(category)), table.Int(totals[category])}
		shown := 0
		for _, u := range uses {
			if u.category != category || shown == shownCues {
				continue
			}
			row := append(slices.Clone(head), table.String(u.cue), table.String(u.wording()), table.Int(u.count))
			for i := range speakers {
				row = append(row, table.Int(perSpeaker[i][u.cue]))
			}
			t.Rows = append(t.Rows, row)
			shown++
			head[0].Text, head[1].Text = "", ""
		}
	}
	return t
}

func lastName(name string) string {
	if name == "" {
		return nameOr(name)
	}
	fields := strings.Fields(name)
	for len(fields) > 1 && slices.Contains(nameSuffixes, strings.Trim(fields[len(fields)-1], ".,")) {
		fields = fields[:len(fields)-1]
	}
	return strings.TrimSuffix(fields[len(fields)-1], ",")
}

var nameSuffixes = []string{"Jr", "Sr", "II", "III", "IV", "PhD", "CFA"}

// fewestWords is how long an answer must be to be named most hedged: a single
// hedge is a huge rate in a short one.
const fewestWords = 25

func readFirst(records []*analysis.Record, first int, several bool) table.Table {
	t := table.Table{Name: "read_first", Title: "Read first: the answers most hedged, most negative and most positive", Columns: []table.Column{
		{Name: "most", Head: "MOST"},
		{Name: "value", Head: "VALUE", Right: true},
		{Name: "call"},
		{Name: "id"},
		{Name: "line", Head: "LINE", Right: true},
		{Name: "speaker", Head: "SPEAKER"},
		{Name: "asker", Head: "ASKED BY"},
		{Name: "begins", Head: "BEGINS", Shrink: true},
	}}
	if several {
		t.Columns[2].Head = "CALL"
	}
	add := func(why string, key func(*analysis.Record) float64, show func(float64) table.Cell, eligible func(*analysis.Record) bool) {
		var picked []*analysis.Record
		for _, r := range records {
			if eligible(r) {
				picked = append(picked, r)
			}
		}
		slices.SortStableFunc(picked, func(a, b *analysis.Record) int { return cmp.Compare(key(b), key(a)) })
		for _, r := range picked[:min(first, len(picked))] {
			t.Rows = append(t.Rows, []table.Cell{table.String(why), show(key(r)), table.String(r.Call.ID), table.String(r.ID), line(r),
				table.As(lastName(r.Speaker), r.Speaker), table.As(lastName(r.Asker), r.Asker), table.String(beginning(r.Text))})
		}
	}
	add("hedged", hedgeRate, func(x float64) table.Cell { return table.Float(x, 1) }, func(r *analysis.Record) bool { return r.Words >= fewestWords && len(r.Hedges) > 0 })
	scored := func(sign float64) func(*analysis.Record) bool {
		return func(r *analysis.Record) bool { return r.Sentiment.Score != nil && sign**r.Sentiment.Score > 0 }
	}
	add("negative", func(r *analysis.Record) float64 { return -*r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(-x, 2) }, scored(-1))
	add("positive", func(r *analysis.Record) float64 { return *r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(x, 2) }, scored(1))
	t.Notes = []string{fmt.Sprintf("Most hedged: hedges per 100 words, of answers of %d words or more.", fewestWords)}
	return t
}

// line shows where an answer begins; numbers of lines have no thousands.
func line(r *analysis.Record) table.Cell { return table.As(strconv.Itoa(r.Line), r.Line) }

func hedgeRate(r *analysis.Record) float64 {
	if r.Words == 0 {
		return 0
	}
	return 100 * float64(len(r.Hedges)) / float64(r.Words)
}

// beginningLength bounds what tables quote of an answer, in bytes.
const beginningLength = 160

func beginning(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= beginningLength {
		return s
	}
	cut := strings.LastIndexByte(s[:beginningLength], ' ')
	if cut <= 0 {
		return strings.ToValidUTF8(s[:beginningLength], "") + "…"
	}
	return s[:cut] + "…"
}

// keptOfText is how many bytes of a text Shorten keeps: enough for a beginning
// of beginningLength, blanks at line ends included.
const keptOfText = beginningLength + 64

// Shorten takes from records what no report shows: of texts it keeps the
// beginnings, and nothing keeps the file in memory that they are from.
func Shorten(records []analysis.Record) {
	for i := range records {
		r := &records[i]
		for _, s := range []*string{&r.ID, &r.Speaker, &r.Title, &r.Firm, &r.Asker, &r.AskerFirm,
			&r.Call.ID, &r.Call.Company, &r.Call.Ticker, &r.Call.Period, &r.Call.Date, &r.Call.Source} {
			*s = own(*s)
		}
		question := mainQuestion(r.Question)
		r.Question, r.Text = strings.Clone(question[:min(len(question), keptOfText)]), strings.Clone(r.Text[:min(len(r.Text), keptOfText)])
		for k := range r.Hedges {
			r.Hedges[k].Text = own(r.Hedges[k].Text)
		}
		for k := range r.Deflections {
			r.Deflections[k].Text = own(r.Deflections[k].Text)
		}
		for k := range r.Directness.Evidence {
			r.Directness.Evidence[k].Text = own(r.Directness.Evidence[k].Text)
		}
	}
}

func answerTable(records []*analysis.Record, o Options, several bool) table.Table {
	t := table.Table{Name: "answers", Title: "All answers", Columns: []table.Column{
		{Name: "id"},
		{Name: "call"},
		{Name: "line", Head: "LINE", Right: true},
		{Name: "section"},
		{Name: "speaker", Head: "SPEAKER"},
		{Name: "asker", Head: "ASKED BY", Optional: true},
		{Name: "topic", Head: "TOPIC"},
		{Name: "words", Head: "WORDS", Right: true},
		{Name: "sentiment", Head: "SENT.", Right: true},
		{Name: "label"},
		{Name: "hedges", Head: "HEDGES", Right: true},
		{Name: "hedges_per_100_words", Head: "/100 W.", Right: true},
		{Name: "deflections", Head: "DEFL.", Right: true},
		{Name: "directness_label", Head: "ANSWERED", Optional: true},
		{Name: "directness_kind"},
	}}
	if several {
		t.Columns[1].Head = "CALL"
	}
	for _, m := range o.Metrics {
		t.Columns = append(t.Columns, table.Column{Name: m.Name + "_value", Head: strings.ToUpper(strings.ReplaceAll(m.Name, "_", " ")), Right: true})
	}
	t.Columns = append(t.Columns, table.Column{Name: "begins", Head: "BEGINS", Shrink: true, Optional: true})
	for _, r := range records {
		sentiment := table.Missing()
		if r.Sentiment.Score != nil {
			sentiment = table.Signed(*r.Sentiment.Score, 2)
		}
		row := []table.Cell{table.String(r.ID), table.String(r.Call.ID), line(r), table.String(string(r.Section)), table.String(nameOr(r.Speaker)), table.String(r.Asker),
			table.String(analysis.Dimension("topic").Key(r)), table.Int(r.Words), sentiment, table.String(string(r.Sentiment.Label)), table.Int(len(r.Hedges)), table.Float(hedgeRate(r), 1), table.Int(len(r.Deflections)),
			table.String(string(r.Directness.Label)), table.String(string(r.Directness.Kind))}
		for _, m := range o.Metrics {
			cell := table.Missing()
			if numerator, denominator, ok := m.Terms(r); ok && denominator > 0 {
				cell = table.Float(m.Per*numerator/denominator, 2)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, append(row, table.String(beginning(r.Text))))
	}
	return t
}
