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
	By      []*analysis.Dimension // a table each
	Metrics []*analysis.Metric    // further columns of these tables
	Answers bool                  // a table of all answers
	First   int                   // answers to read first, of each kind
	Stats   stats.Options
}

// manyCalls is from how many on the head sums calls up in one line.
const manyCalls = 12

// Calls reports records that are counted (analysis.Counted), at least one, of
// one call or several. all are the records they were picked from; warnings are the calls'.
func Calls(all []analysis.Record, counted []*analysis.Record, warnings []string, o Options) table.Document {
	d := table.Document{Title: "candor report", Warnings: warnings}
	calls := analysis.GroupBy(counted, analysis.ByCall)
	first := map[string]int{} // where a call's records begin
	for i := range all {
		if _, known := first[all[i].Call.ID]; !known {
			first[all[i].Call.ID] = i
		}
	}
	slices.SortStableFunc(calls, func(a, b analysis.Group) int { return cmp.Compare(first[a.Key], first[b.Key]) })
	if len(calls) < manyCalls {
		for _, call := range calls {
			d.Head = append(d.Head, headOf(path.Base(call.Records()[0].Call.Source), spoken(all, call.Records())))
		}
	} else {
		d.Head = []string{headOf(fmt.Sprintf("%s calls", table.Thousands(len(calls))), spoken(all, counted))}
	}
	if left := leftOut(all, counted); left != "" {
		d.Head = append(d.Head, left)
	}
	by := o.By
	if len(calls) > 1 && !slices.Contains(by, analysis.ByCall) {
		by = append([]*analysis.Dimension{analysis.ByCall}, by...)
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
	speakers := analysis.GroupBy(records, analysis.BySpeaker)
	line := fmt.Sprintf("%s: %s by %s", name, count(len(records), "answer"), count(len(speakers), "executive"))
	if len(askers) > 0 {
		line += " to " + count(len(askers), "analyst")
	}
	line += fmt.Sprintf(", %s words", table.Thousands(words))
	if len(speakers) <= 6 {
		var each []string
		for _, s := range speakers {
			each = append(each, fmt.Sprintf("%s %d", nameOr(s.Key), s.Len()))
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
var shownMetrics = []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate}

// groupRow is a group with what a table tells of it.
type groupRow struct {
	analysis.Group
	estimates []analysis.Estimate // of shownMetrics and those asked for
}

func (g *groupRow) sum(of func(*analysis.Record) int) float64 {
	return g.Sum(func(r *analysis.Record) float64 { return float64(of(r)) })
}

func groupTable(by *analysis.Dimension, records []*analysis.Record, o Options) table.Table {
	metrics := slices.Concat(shownMetrics, o.Metrics)
	var rows []groupRow
	narrow := false
	for _, g := range analysis.GroupBy(records, by) {
		row := groupRow{Group: g}
		for _, m := range metrics {
			row.estimates = append(row.estimates, g.Estimate(m, o.Stats.Level))
		}
		narrow = narrow || !row.estimates[1].Interval.Defined
		rows = append(rows, row)
	}
	note := "Intervals: " + unitsNote(rows)
	if narrow {
		note += fmt.Sprintf(" None below %d answers but for shares and rates of 0.", stats.MinUnits)
	}
	t := table.Of("by_"+by.Name, "By "+by.Name, groupColumns(by, o), rows).With(note)
	if by == analysis.ByTopic {
		t = t.With("An answer counts in each of its one or two topics by the topic's weight. ANSWERS have the topic, WEIGHT adds up their weights; words, hedges, deflections and all means and rates are by weight.")
	}
	return t
}

// unitsNote says what intervals are of.
func unitsNote(rows []groupRow) string {
	perCall, several := false, false
	for i := range rows {
		for _, e := range rows[i].estimates {
			perCall, several = perCall || e.PerCall, several || !e.PerCall && e.Calls > 1
		}
	}
	switch {
	case perCall && several:
		return "calls are the units from six on; of fewer calls, of these calls' answers only."
	case perCall:
		return "calls are the units."
	case several:
		return "of these calls' answers only: fewer than six calls do not tell what calls are like."
	}
	return "of the answers."
}

func groupColumns(by *analysis.Dimension, o Options) []table.Column[groupRow] {
	weighted := by == analysis.ByTopic
	sum := func(of func(*analysis.Record) int) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			total := g.sum(of)
			switch {
			case !weighted:
				return table.Int(int(total))
			case total < 100:
				return table.Float(total, 1)
			}
			return table.As(table.Thousands(int(math.Round(total))), total)
		}
	}
	share := func(m *analysis.Metric) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			s := g.Sample(m)
			return table.Percent(valueOr(s.Value()))
		}
	}
	rate := func(m *analysis.Metric) func(groupRow) table.Cell {
		return func(g groupRow) table.Cell {
			s := g.Sample(m)
			return table.Float(valueOr(s.Value()), 1)
		}
	}
	estimate := func(i int) func(groupRow) stats.Estimate {
		return func(g groupRow) stats.Estimate { return g.estimates[i].Estimate }
	}
	level := levelHead(o.Stats)
	columns := slices.Concat([]table.Column[groupRow]{
		{Name: by.Name, Head: strings.ToUpper(by.Name), Cell: func(g groupRow) table.Cell { return table.String(nameOr(g.Key)) }},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(g groupRow) table.Cell { return table.Int(g.Len()) }},
		{Name: "weight", Head: "WEIGHT", Right: true, Omit: !weighted, Cell: sum(func(*analysis.Record) int { return 1 })},
		{Name: "words", Head: "WORDS", Right: true, Cell: sum(func(r *analysis.Record) int { return r.Words })},
	}, estimated(table.Column[groupRow]{Name: analysis.MeanSentiment.Name, Head: "SENTIMENT " + level}, analysis.MeanSentiment.Name, estimate(0), table.Signed), []table.Column[groupRow]{
		{Name: analysis.SharePositive.Name, Head: "POSITIVE", Right: true, Cell: share(analysis.SharePositive)},
		{Name: analysis.ShareNegative.Name, Head: "NEGATIVE", Right: true, Cell: share(analysis.ShareNegative)},
		{Name: "hedges", Head: "HEDGES", Right: true, Break: true, Cell: sum(func(r *analysis.Record) int { return len(r.Hedges) })},
	}, estimated(table.Column[groupRow]{Name: analysis.HedgeRate.Name, Head: "PER 100 WORDS " + level}, analysis.HedgeRate.Name, estimate(1), table.Float), []table.Column[groupRow]{
		{Name: analysis.ShieldRate.Name, Head: "SHIELDS", Right: true, Cell: rate(analysis.ShieldRate)},
		{Name: analysis.ApproximatorRate.Name, Head: "APPROX.", Right: true, Cell: rate(analysis.ApproximatorRate)},
		{Name: "most_used_hedge", Head: "MOST USED", Cell: func(g groupRow) table.Cell { return table.String(mostUsed(g.Records())) }},
		{Name: "deflections", Head: "DEFLECTIONS", Right: true, Cell: sum(func(r *analysis.Record) int { return len(r.Deflections) })},
	})
	for i, m := range o.Metrics {
		columns = append(columns, estimated(table.Column[groupRow]{Name: m.Name + "_mean", Head: headOfMetric(m) + " " + level}, m.Name, estimate(len(shownMetrics)+i), table.Float)...)
	}
	return columns
}

// levelHead is "[95%]": that a column shows intervals, and of which level.
func levelHead(o stats.Options) string { return fmt.Sprintf("[%g%%]", 100*o.Level) }

func headOfMetric(m *analysis.Metric) string {
	return strings.ToUpper(strings.ReplaceAll(m.Name, "_", " "))
}

// estimated are a column of estimates with their intervals, and in files those of
// the bounds.
func estimated[R any](c table.Column[R], name string, of func(R) stats.Estimate, show func(float64, int) table.Cell) []table.Column[R] {
	c.Right = true
	c.Cell = func(r R) table.Cell { return estimateCell(of(r), show) }
	return append([]table.Column[R]{c}, boundColumns(name, func(r R) (table.Cell, table.Cell) { return boundCells(of(r)) })...)
}

// boundColumns are the columns of two bounds, in files only.
func boundColumns[R any](name string, cells func(R) (low, high table.Cell)) []table.Column[R] {
	return []table.Column[R]{
		{Name: name + "_low", Cell: func(r R) table.Cell { low, _ := cells(r); return low }},
		{Name: name + "_high", Cell: func(r R) table.Cell { _, high := cells(r); return high }},
	}
}

func valueOr(v stats.Value) float64 {
	if !v.Defined {
		return math.NaN()
	}
	return v.Value
}

// estimateDecimals are those that an estimate is shown with: rates have one,
// scores two.
func estimateDecimals(e stats.Estimate) int {
	if valueOr(e.Value) > 1.5 {
		return 1
	}
	return 2
}

func estimateCell(e stats.Estimate, show func(float64, int) table.Cell) table.Cell {
	decimals := estimateDecimals(e)
	cell := show(valueOr(e.Value), decimals)
	if !e.Interval.Defined {
		return cell
	}
	return table.Interval(cell, e.Interval.Low, e.Interval.High, decimals)
}

func boundCells(e stats.Estimate) (low, high table.Cell) {
	if !e.Interval.Defined {
		return table.Missing(), table.Missing()
	}
	decimals := estimateDecimals(e)
	return table.Float(e.Interval.Low, decimals), table.Float(e.Interval.High, decimals)
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

// cueRow is a cue with the uses of all cues of its category.
type cueRow struct {
	*cueUse
	total  int
	repeat bool // the row above is of the same category
}

func cueTable(records []*analysis.Record) table.Table {
	uses := cuesOf(records)
	totals := map[hedge.Category]int{}
	for _, u := range uses {
		totals[u.category] += u.count
	}
	categories := slices.Clone(hedge.Categories[:])
	slices.SortStableFunc(categories, func(a, b hedge.Category) int { return cmp.Compare(totals[b], totals[a]) })
	var rows []cueRow
	for _, category := range categories {
		shown := 0
		for _, u := range uses {
			if u.category == category && shown < shownCues {
				rows = append(rows, cueRow{u, totals[category], shown > 0})
				shown++
			}
		}
	}
	columns := []table.Column[cueRow]{
		{Name: "category", Head: "CATEGORY", Cell: func(r cueRow) table.Cell { return table.String(string(r.category)).Quiet(r.repeat) }},
		{Name: "category_count", Head: "ALL", Right: true, Cell: func(r cueRow) table.Cell { return table.Int(r.total).Quiet(r.repeat) }},
		{Name: "cue", Cell: func(r cueRow) table.Cell { return table.String(r.cue) }},
		{Name: "hedge", Head: "HEDGE", Cell: func(r cueRow) table.Cell { return table.String(r.wording()) }},
		{Name: "count", Head: "COUNT", Right: true, Cell: func(r cueRow) table.Cell { return table.Int(r.count) }},
	}
	columns = append(columns, speakerColumns(records, func(s analysis.Group) func(cueRow) table.Cell {
		counts := map[string]int{}
		for _, u := range cuesOf(s.Records()) {
			counts[u.cue] = u.count
		}
		return func(r cueRow) table.Cell { return table.Int(counts[r.cue]) }
	})...)
	return table.Of("hedges", "Hedges most used, by category", columns, rows)
}

// speakerColumns are a column for each of the speakers who speak most, where
// there is room.
func speakerColumns[R any](records []*analysis.Record, cell func(analysis.Group) func(R) table.Cell) []table.Column[R] {
	speakers := analysis.GroupBy(records, analysis.BySpeaker)
	var columns []table.Column[R]
	for i, s := range speakers[:min(shownSpeakers, len(speakers))] {
		columns = append(columns, table.Column[R]{Name: "speaker_" + strconv.Itoa(i+1), Head: strings.ToUpper(lastName(s.Key)), Right: true, Optional: true, TextOnly: true, Cell: cell(s)})
	}
	return columns
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

// readRow is an answer to read, why, and how far.
type readRow struct {
	*analysis.Record
	why   string
	value table.Cell
}

func readFirst(records []*analysis.Record, first int, several bool) table.Table {
	var rows []readRow
	add := func(why string, key func(*analysis.Record) float64, show func(float64) table.Cell, eligible func(*analysis.Record) bool) {
		picked := slices.DeleteFunc(slices.Clone(records), func(r *analysis.Record) bool { return !eligible(r) })
		slices.SortStableFunc(picked, func(a, b *analysis.Record) int { return cmp.Compare(key(b), key(a)) })
		for _, r := range picked[:min(first, len(picked))] {
			rows = append(rows, readRow{r, why, show(key(r))})
		}
	}
	add("hedged", hedgeRate, func(x float64) table.Cell { return table.Float(x, 1) }, func(r *analysis.Record) bool { return r.Words >= fewestWords && len(r.Hedges) > 0 })
	scored := func(sign float64) func(*analysis.Record) bool {
		return func(r *analysis.Record) bool { return r.Sentiment.Score != nil && sign**r.Sentiment.Score > 0 }
	}
	add("negative", func(r *analysis.Record) float64 { return -*r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(-x, 2) }, scored(-1))
	add("positive", func(r *analysis.Record) float64 { return *r.Sentiment.Score }, func(x float64) table.Cell { return table.Signed(x, 2) }, scored(1))
	return table.Of("read_first", "Read first: the answers most hedged, most negative and most positive", []table.Column[readRow]{
		{Name: "most", Head: "MOST", Cell: func(r readRow) table.Cell { return table.String(r.why) }},
		{Name: "value", Head: "VALUE", Right: true, Cell: func(r readRow) table.Cell { return r.value }},
		{Name: "call", Head: callHead(several), Cell: func(r readRow) table.Cell { return table.String(r.Call.ID) }},
		{Name: "id", Cell: func(r readRow) table.Cell { return table.String(r.ID) }},
		{Name: "line", Head: "LINE", Right: true, Cell: func(r readRow) table.Cell { return line(r.Record) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r readRow) table.Cell { return table.As(lastName(r.Speaker), r.Speaker) }},
		{Name: "asker", Head: "ASKED BY", Cell: func(r readRow) table.Cell { return table.As(lastName(r.Asker), r.Asker) }},
		{Name: "begins", Head: "BEGINS", Shrink: true, Cell: func(r readRow) table.Cell { return table.String(beginning(r.Text)) }},
	}, rows).With(fmt.Sprintf("Most hedged: hedges per 100 words, of answers of %d words or more.", fewestWords))
}

// callHead heads the column of calls, which one call does not need.
func callHead(several bool) string {
	if several {
		return "CALL"
	}
	return ""
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

// AnswerTable has a line for each answer.
func AnswerTable(records []*analysis.Record, o Options) table.Table {
	return answerTable(records, o, slices.ContainsFunc(records, func(r *analysis.Record) bool { return r.Call != records[0].Call }))
}

func answerTable(records []*analysis.Record, o Options, several bool) table.Table {
	type record = *analysis.Record
	columns := []table.Column[record]{
		{Name: "id", Head: "ID", Cell: func(r record) table.Cell {
			if i := strings.LastIndexByte(r.ID, '#'); i >= 0 && !several {
				return table.As(r.ID[i:], r.ID)
			}
			return table.String(r.ID)
		}},
		{Name: "call", Cell: func(r record) table.Cell { return table.String(r.Call.ID) }},
		{Name: "line", Head: "LINE", Right: true, Cell: line},
		{Name: "section", Cell: func(r record) table.Cell { return table.String(string(r.Section)) }},
		{Name: "speaker", Head: "SPEAKER", Cell: func(r record) table.Cell { return table.String(nameOr(r.Speaker)) }},
		{Name: "asker", Head: "ASKED BY", Optional: true, Cell: func(r record) table.Cell { return table.String(r.Asker) }},
		{Name: "topic", Head: "TOPIC", Cell: func(r record) table.Cell { return table.String(analysis.ByTopic.Key(r)) }},
		{Name: "words", Head: "WORDS", Right: true, Cell: func(r record) table.Cell { return table.Int(r.Words) }},
		{Name: analysis.MeanSentiment.Name, Head: "SENT.", Right: true, Cell: sentimentCell},
		{Name: "label", Cell: func(r record) table.Cell { return table.String(string(r.Sentiment.Label)) }},
		{Name: "hedges", Head: "HEDGES", Right: true, Cell: func(r record) table.Cell { return table.Int(len(r.Hedges)) }},
		{Name: analysis.HedgeRate.Name, Head: "/100 W.", Right: true, Cell: func(r record) table.Cell { return table.Float(hedgeRate(r), 1) }},
		{Name: "deflections", Head: "DEFL.", Right: true, Cell: func(r record) table.Cell { return table.Int(len(r.Deflections)) }},
		{Name: "directness_label", Head: "ANSWERED", Optional: true, Cell: func(r record) table.Cell { return table.String(string(r.Directness.Label)) }},
		{Name: "directness_kind", Cell: func(r record) table.Cell { return table.String(string(r.Directness.Kind)) }},
	}
	for _, m := range o.Metrics {
		columns = append(columns, table.Column[record]{Name: m.Name + "_value", Head: headOfMetric(m), Right: true, Cell: func(r record) table.Cell {
			if value, ok := m.Value(r); ok {
				return table.Float(value, 2)
			}
			return table.Missing()
		}})
	}
	columns = append(columns, table.Column[record]{Name: "begins", Head: "BEGINS", Shrink: true, Optional: true, Cell: func(r record) table.Cell { return table.String(beginning(r.Text)) }})
	return table.Of("answers", "All answers", columns, records)
}

func sentimentCell(r *analysis.Record) table.Cell {
	if r.Sentiment.Score == nil {
		return table.Missing()
	}
	return table.Signed(*r.Sentiment.Score, 2)
}
