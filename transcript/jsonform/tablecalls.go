package jsonform

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/facts"
	"candor/transcript/infer"
	"candor/transcript/naming"
	"candor/transcript/people"
	"candor/transcript/source"
)

// turnTable makes calls of rows.
type turnTable struct {
	src     *source.Source
	columns columns
	order   []*tableCall
	byKey   map[string]*tableCall
	errs    lineErrors
	ids     recordIDs
	single  bool // the facts of the call differ with each turn: it is one call
}

// tableCall is one call of a table.
type tableCall struct {
	*draft.Draft
	rows  []*row
	named bool // a column names it
}

// areOfOne tells whether what should name the call names the turn, as a time does.
func (t *turnTable) areOfOne(rows []row) bool {
	if t.columns.has(colCall) {
		return false
	}
	keys := map[string]bool{}
	for i := range rows {
		keys[rows[i].factsKey()] = true
	}
	return len(rows) > 3 && 3*len(keys) > len(rows)
}

// factsKey is what a row tells of its call.
func (r *row) factsKey() string {
	return strings.Join([]string{r.str(colTicker), r.str(colCompany), r.str(colDate), r.str(colYear), r.str(colPeriod), r.str(colHeadline)}, "\x00")
}

// of finds or makes the call that a row belongs to.
func (t *turnTable) of(r *row) *tableCall {
	key := r.str(colCall)
	if whole, found := strings.CutSuffix(key, ".0"); found {
		key = whole // a number that went through floating point
	}
	id := key
	if key == "" && !t.single {
		key = r.factsKey()
	}
	if c := t.byKey[key]; c != nil {
		return c
	}
	c := t.begin(r, id)
	t.byKey[key] = c
	return c
}

// begin makes the call of a row.
func (t *turnTable) begin(r *row, id string) *tableCall {
	c := &tableCall{Draft: draft.New(t.src), named: id != ""}
	c.Call.ID = id
	facts.Fill(&c.Call.Ticker, facts.Symbol(r.str(colTicker)))
	facts.Fill(&c.Call.Company, r.str(colCompany))
	if date, found := r.cells[colDate]; found {
		facts.Fill(&c.Call.Date, dateOf(date))
	}
	facts.Fill(&c.Call.Period, facts.PeriodIn(strings.ToUpper(r.str(colPeriod))))
	quarter := r.str(colPeriod)
	if len(quarter) == 1 {
		quarter = "Q" + quarter
	}
	facts.Fill(&c.Call.Period, facts.PeriodIn(strings.ToUpper(quarter)+" "+r.str(colYear)))
	facts.Title(c.Draft, r.str(colHeadline))
	if title := r.str(colTitle); people.NamesCall(title) {
		facts.Title(c.Draft, title)
	}
	t.order = append(t.order, c)
	return c
}

// group keeps a row for the call that it is a turn of, or a question and its answer.
func (t *turnTable) group(r *row) {
	c := t.of(r)
	c.rows = append(c.rows, r)
}

// whole reads a row that holds a call.
func (t *turnTable) whole(r *row) {
	text, found := r.cells[colText]
	if !found || !text.isString() {
		return
	}
	c := t.of(r)
	if len(c.Call.Turns) > 0 { // another call under the same facts
		c = t.begin(r, c.Call.ID)
	}
	inner := JsonCall{Draft: c.Draft}
	if !inner.readText([]jsonText{{text, ""}}) {
		t.errs.add(&call.Error{File: t.src.Name, Line: t.src.Line(r.from()), Err: draft.ErrNoSpeakers})
		return
	}
	id := c.Call.ID
	c.Draft = inner.Draft
	c.Call.ID = id
	for i := range c.Call.Turns {
		c.Call.Turns[i].Extra = r.extra
	}
}

// answer reads a row that holds an answer: nothing is inferred.
func (t *turnTable) answer(r *row) {
	c := t.of(r)
	text := r.cells[colText]
	b := t.src.Builder()
	appendText(b, text, "\n\n", "")
	turn := call.Turn{
		ID: r.str(colID), Section: sectionNamed(r.str(colSection)), Text: string(b.Text), Places: b.Runs, Line: t.src.Line(r.from()),
		Speaker: call.Speaker{Name: r.str(colSpeaker), Role: call.Role(r.str(colRole)), Title: r.str(colTitle), Firm: r.str(colFirm)},
		Asker:   r.str(colAsker), AskerFirm: r.str(colFirmOf), Question: r.str(colQuestion),
		Index: len(c.Call.Turns), Extra: r.extra,
	}
	err := fillTurn(&turn)
	if strings.TrimSpace(turn.Text) == "" {
		err = errors.New("the text is empty")
	}
	if err == nil {
		err = t.ids.once(turn.ID, turn.Line)
	}
	if err != nil {
		t.errs.add(&call.Error{File: t.src.Name, Line: turn.Line, Err: err})
		return
	}
	turn.Trivial = infer.IsTrivial(&turn, turn.Question)
	c.Told = true
	c.Paired = c.Paired || turn.Question != ""
	c.Call.Turns = append(c.Call.Turns, turn)
}

// drafts gives the calls in the order of the table.
func (t *turnTable) drafts() []*draft.Draft {
	var drafts []*draft.Draft
	unnamed := 0
	for _, c := range t.order {
		if c.inOrder(); len(c.rows) > 0 {
			t.turns(c)
		}
		if len(c.Call.Turns) == 0 {
			continue
		}
		drafts = append(drafts, c.Draft)
		if !c.named {
			unnamed++
		}
	}
	if unnamed == len(drafts) && unnamed > 0 {
		nameCalls(drafts)
	}
	return drafts
}

// inOrder sorts the rows by the column of their order, if it has a number in each,
// no number twice.
func (c *tableCall) inOrder() {
	place := map[*row]float64{}
	seen := map[float64]bool{}
	for _, r := range c.rows {
		n, err := strconv.ParseFloat(r.str(colOrder), 64)
		if err != nil || seen[n] {
			return
		}
		place[r], seen[n] = n, true
	}
	slices.SortStableFunc(c.rows, func(a, b *row) int {
		switch {
		case place[a] < place[b]:
			return -1
		case place[a] > place[b]:
			return 1
		}
		return 0
	})
}

// turns makes turns of a call's rows.
func (t *turnTable) turns(c *tableCall) {
	j := JsonCall{Draft: c.Draft}
	j.letters = lettersIn(c.rows)
	pieces := t.arePieces(c.rows)
	for i := 0; i < len(c.rows); i++ {
		r := c.rows[i]
		before := len(c.Call.Turns)
		if t.columns.has(colQuestion) && t.columns.has(colAnswer) {
			j.asked(r.node, r.cells[colQuestion], r.cells[colAnswer])
		} else if text := r.cells[colText]; text.exists() {
			s := t.speaker(&j, r)
			b := t.src.Builder()
			appendText(b, text, "\n\n", s.Name)
			for ; pieces && i+1 < len(c.rows) && c.rows[i+1].goesOn(r); i++ {
				if more := c.rows[i+1].cells[colText]; more.exists() {
					appendText(b, more, " ", "")
				}
			}
			c.Add(s, sectionNamed(r.str(colSection)), r.from(), b)
		}
		for k := before; k < len(c.Call.Turns); k++ {
			turn := &c.Call.Turns[k]
			turn.Extra = r.extra
			turn.Time, _ = strconv.ParseFloat(r.str(colTime), 64) // 0 where it is told otherwise
			if k+1 < len(c.Call.Turns) {
				continue // a question, whose answer has the id
			}
			turn.ID = r.str(colID)
			if err := t.ids.once(turn.ID, turn.Line); err != nil {
				t.errs.add(&call.Error{File: t.src.Name, Line: turn.Line, Err: err})
			}
		}
	}
	j.settleFirms()
}

// arePieces tells whether rows are what recognition of speech cuts a speech into:
// phrases with times, and no ids of their own.
func (t *turnTable) arePieces(rows []*row) bool {
	if t.columns.has(colID) || t.columns.has(colQuestion) {
		return false
	}
	if sameKey(t.columns.name[colText], "sentence") {
		return true
	}
	if !t.columns.has(colTime) {
		return false
	}
	size := 0
	for _, r := range rows {
		size += len(r.str(colText))
	}
	return size < shortPiece*len(rows)
}

// goesOn tells whether a row has the speaker and the section of the one before it.
func (r *row) goesOn(before *row) bool {
	return r.str(colSpeaker) == before.str(colSpeaker) && r.str(colSection) == before.str(colSection)
}

// lettersIn tells whether speakers are letters, of which Q and A are none then.
func lettersIn(rows []*row) bool {
	return slices.ContainsFunc(rows, func(r *row) bool { return isLetterCode(r.str(colSpeaker)) })
}

// speaker reads who speaks in a row.
func (t *turnTable) speaker(j *JsonCall, r *row) call.Speaker {
	who := r.cells[colSpeaker]
	s := j.speakerNamed(who)
	if title := r.str(colTitle); title != "" && s.Title == "" && !people.NamesCall(title) {
		s.Title = people.Clean(title)
	}
	if firm := r.str(colFirm); firm != "" {
		s.Firm = people.Clean(firm)
	}
	role := r.str(colRole)
	switch told := roleTold(role); {
	case told != "":
		s.Role = told
	case role != "" && s.Title == "" && !isNoRole(role):
		s.Title = role // "Chief Financial Officer"
	}
	switch naming.Key(r.str(colSection)) {
	case "question":
		fillRole(&s, call.Analyst)
	case "answer", "presenterspeech":
		fillRole(&s, call.Executive)
	}
	if s.Role == call.Executive && people.RoleOf(call.Speaker{Name: s.Name, Title: s.Title}) == call.InvestorRelations {
		s.Role = call.InvestorRelations
	}
	return s
}

func fillRole(s *call.Speaker, role call.Role) {
	if s.Role == "" {
		s.Role = role
	}
}

// roleTold reads the roles that tables tell: "Executives", "Analysts", "Corporate
// Participant", "investor_relations".
func roleTold(role string) call.Role {
	for _, name := range [...]string{role, strings.TrimSuffix(role, "s")} {
		if told := call.RoleNamed(name); told != "" {
			return told
		}
	}
	switch naming.Key(role) {
	case "corporateparticipant", "companyparticipant", "corporateexecutive":
		return call.Executive
	}
	return ""
}

// isNoRole recognises roles that say nothing of who speaks.
func isNoRole(role string) bool {
	switch naming.Key(role) {
	case "attendees", "attendee", "unknown", "other", "others", "speaker", "person", "none", "null", "nan", "na":
		return true
	}
	return false
}
