package transcript

import (
	"slices"
	"strings"
)

// person is one speaker of a call with what is known of the role and, while it
// is not, what speaks for either side.
type person struct {
	Speaker
	parts            personName
	last             string // the surname
	listed           bool   // in the list of participants, or in the user's
	told             bool   // a list, a title, a firm or an introduction says who it is
	turns            []int
	analyst, company int // votes
}

// inferRoles gives every turn's speaker a role, title and firm. It believes, in
// this order: what the format says; the name line and the list of participants;
// whom the operator announces; who asks and who answers.
func inferRoles(turns []Turn, roster []Speaker, aliases *Aliases) {
	people, of := gather(turns, readAsOneList(roster), aliases)
	for _, p := range people {
		if p.Role == "" {
			p.Role = roleByDescription(p.Speaker)
		}
	}
	findOperator(turns, people)
	vote(turns, people, of)
	for _, p := range people {
		if p.Role == "" {
			p.Role = p.decide()
		}
	}
	settleByQuestions(turns, people, of)
	unite(people)
	assign(turns, of)
	findInvestorRelations(turns, people, of)
	assign(turns, of)
}

// unite gives the people of one role whose names are one person's that name,
// with the title and the firm of either.
func unite(people []*person) {
	names := make([]KnownName, len(people))
	for i, p := range people {
		names[i] = KnownName{p.Name, string(side(p.Speaker)), len(p.turns), p.listed}
	}
	first := map[KnownName]*person{} // by name and side
	for i, name := range SamePeople(names, nil) {
		p := people[i]
		key := KnownName{Name: name, Side: names[i].Side}
		if other := first[key]; other != nil {
			other.merge(p.Speaker)
			p.merge(other.Speaker)
		} else {
			first[key] = p
		}
		p.Name = name
	}
}

// readAsOneList reads a list that holds both sides, "Name--Title" for the company
// and "Name--Firm -- Analyst" for guests, by its form where a title is none that
// is known: who has firm and title is a guest, and what stands alone is no firm.
func readAsOneList(list []Speaker) []Speaker {
	guest := func(s Speaker) bool { return s.Role == "" && s.Firm != "" && s.Title != "" }
	if !slices.ContainsFunc(list, func(s Speaker) bool { return guest(s) && titleWords(s.Title).has("analyst") }) {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		switch s := &list[i]; {
		case guest(*s) && roleByDescription(*s) == "":
			s.Role = Analyst
		case s.Role == "" && s.Title == "" && s.Firm != "":
			s.Title, s.Firm = s.Firm, ""
		}
	}
	return list
}

func assign(turns []Turn, of []*person) {
	for i := range turns {
		turns[i].Speaker = of[i].Speaker
		turns[i].told = of[i].told || of[i].listed || of[i].Title != "" || of[i].Firm != ""
		if turns[i].Speaker.Role == "" {
			turns[i].Speaker.Role = Unknown
		}
	}
}

// gather makes one person of all turns under one name, or under names that the
// list of participants shows to be one; a turn without a name is a person of its
// own. Two who are described as guest and as one of the company are two.
func gather(turns []Turn, roster []Speaker, aliases *Aliases) (people []*person, of []*person) {
	list := newDirectory(roster, aliases)
	byName := map[string]*person{}
	of = make([]*person, len(turns))
	for i := range turns {
		s := turns[i].Speaker
		entry, listed := list.find(s.Name)
		if listed = listed && !apart(entry, s); listed {
			s.Name = entry.Name
		}
		_, known := aliases.Name(s.Name)
		key := nameKey(s.Name)
		p := byName[key]
		if p != nil && apart(p.Speaker, s) {
			key += " " + string(side(s))
			p = byName[key]
		}
		if p == nil || key == "" {
			p = &person{Speaker: s, parts: takeApart(s.Name), last: surname(s.Name), listed: listed || known}
			if listed {
				p.merge(entry)
			}
			people = append(people, p)
			byName[key] = p
		}
		p.merge(s)
		p.turns = append(p.turns, i)
		of[i] = p
	}
	return people, of
}

// side is Analyst for a guest, Executive for one of the company, as far as the
// description tells. A firm alone does not: in some files the company's people have it too.
func side(s Speaker) Role {
	role := s.Role
	if role == "" && s.Title != "" {
		role = roleByDescription(Speaker{Title: s.Title})
	}
	if role == InvestorRelations {
		return Executive
	}
	return role
}

func apart(a, b Speaker) bool {
	x, y := side(a), side(b)
	return x != "" && y != "" && x != y
}

func (p *person) merge(s Speaker) {
	if p.Role == "" {
		p.Role = s.Role
	}
	if p.Title == "" {
		p.Title = s.Title
	}
	if p.Firm == "" {
		p.Firm = s.Firm
	}
}

// directory finds people in a list of participants.
type directory struct {
	list    []Speaker
	aliases *Aliases
	index   map[string]int // in list, by nameKey; -1 for who is not there
	parts   []personName
}

func newDirectory(list []Speaker, aliases *Aliases) *directory {
	d := &directory{list: list, aliases: aliases, index: make(map[string]int, len(list))}
	for i, s := range list {
		if _, known := d.index[nameKey(s.Name)]; !known {
			d.index[nameKey(s.Name)] = i
		}
		d.parts = append(d.parts, takeApart(s.Name))
	}
	return d
}

// find looks for the same name, else for the only one that may be meant: "Doug
// Lindsay" is "Douglas A. Lindsay" if no other is.
func (d *directory) find(name string) (Speaker, bool) {
	key := nameKey(name)
	i, known := d.index[key]
	if !known && key != "" {
		i = d.mayBe(name)
		d.index[key] = i
	}
	if i < 0 || key == "" {
		return Speaker{}, false
	}
	return d.list[i], true
}

// mayBe gives the place in the list of the only one whom name may mean, else -1.
func (d *directory) mayBe(name string) int {
	match := -1
	if _, known := d.aliases.Name(name); known || isNobody(name) || len(d.index) > mostNames {
		return match
	}
	parts := takeApart(name)
	for i := range d.parts {
		if !parts.mayBe(d.parts[i]) {
			continue
		}
		if match >= 0 {
			return -1
		}
		match = i
	}
	return match
}

// roleNames are what speakers without a name are called.
var roleNames = map[string]Role{
	"operator": Operator, "conferenceoperator": Operator, "coordinator": Operator, "moderator": Operator,
	"conferencecoordinator": Operator, "conferencefacilitator": Operator, "conferencecalloperator": Operator,
	"analyst": Analyst, "unidentifiedanalyst": Analyst, "unknownanalyst": Analyst, "unidentifiedparticipant": Analyst,
	"question": Analyst, "q": Analyst, "questioner": Analyst, "investor": Analyst, "shareholder": Analyst,
	"audiencemember": Analyst, "unidentifiedaudiencemember": Analyst, "caller": Analyst, "participant": Analyst,
	"answer": Executive, "a": Executive, "executive": Executive, "management": Executive,
	"unidentifiedcompanyrepresentative": Executive, "companyrepresentative": Executive, "corporaterepresentative": Executive,
	"unidentifiedcorporateparticipant": Executive, "unidentifiedexecutive": Executive, "unknownexecutive": Executive,
	"unidentifiedcompanyspeaker": Executive, "spokesperson": Executive, "ir": InvestorRelations, "investorrelations": InvestorRelations,
}

// roleByDescription reads the role off name, title and firm, or gives "".
func roleByDescription(s Speaker) Role {
	key := strings.TrimRight(nameKey(s.Name), "0123456789")
	if role, found := roleNames[key]; found {
		return role
	}
	title, firm := titleWords(s.Title), strings.ToLower(s.Firm)
	switch {
	case title.has("operator", "coordinator"):
		return Operator
	case title.has("analyst"), strings.Contains(firm, "research division"), strings.Contains(firm, "analyst"):
		return Analyst
	case title.investorRelations():
		if title.has("chief", "ceo", "cfo", "coo", "treasurer", "controller") { // another office besides
			return Executive
		}
		return InvestorRelations
	case title.leads():
		return Executive
	case s.Title == "" && s.Firm != "":
		return Analyst // only of guests does a name line tell the firm and nothing else
	case s.Firm == "" && s.Title != "" && isTitle(s.Title):
		return Executive
	case s.Title == "" && isTitle(s.Name):
		return roleByDescription(Speaker{Title: s.Name})
	}
	return ""
}

// titleWords are the lower-case words of a title, commas and the like dropped.
type words []string

func titleWords(title string) words {
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
}

func (w words) has(any ...string) bool {
	for _, word := range w {
		for _, a := range any {
			if word == a {
				return true
			}
		}
	}
	return false
}

// hasPhrase tells whether the words of phrase follow one another.
func (w words) hasPhrase(phrase string) bool {
	want := strings.Fields(phrase)
	for i := 0; i+len(want) <= len(w); i++ {
		k := 0
		for k < len(want) && w[i+k] == want[k] {
			k++
		}
		if k == len(want) {
			return true
		}
	}
	return false
}

func (w words) investorRelations() bool {
	return w.has("ir") || w.hasPhrase("investor relations") || w.hasPhrase("investor relation") || w.hasPhrase("investors relations")
}

// leads tells whether it is a title that only the company's own people bear in
// a call: banks send managing directors and vice presidents, but no chiefs.
func (w words) leads() bool {
	return w.has("chief", "ceo", "cfo", "coo", "cto", "cmo", "cio", "chairman", "chairwoman", "chair", "chairperson",
		"founder", "cofounder", "treasurer", "controller", "president") && !w.hasPhrase("vice president")
}

// isTitle tells a title from a firm.
func isTitle(s string) bool {
	w := titleWords(s)
	return w.leads() || w.investorRelations() ||
		w.has("officer", "director", "vp", "svp", "evp", "avp", "md", "analyst", "manager", "counsel", "secretary",
			"head", "associate", "operator", "executive", "coordinator", "strategist", "principal") || w.hasPhrase("vice president")
}

// announces tells whether an operator's words give somebody the floor to ask, and
// where the name may follow: they say so, or they name who speaks next and do
// not hand the call over.
func announces(text string, next Speaker) (after string, ok bool) {
	lower := strings.ToLower(text)
	name, _ := announced(text)
	if name == "" && containsAny(lower, signOffs...) > 0 {
		return "", false
	}
	for _, phrase := range [...]string{
		"first question", "next question", "last question", "final question", "question comes from", "question is from",
		"question is coming from", "question will come from", "question today comes", "question today will come",
		"question from", "questions from", "follow-up from", "from the line of", "the line of", "your line is", "line is open",
		"line is now open", "our next caller", "go to the line", "next one comes", "next up is", "hear from", "hear first from",
		"hear next from",
	} {
		if i := strings.Index(lower, phrase); i >= 0 {
			return lower[i+len(phrase):], true
		}
	}
	if name != "" && next == (Speaker{}) {
		return lower, true
	}
	if containsAny(lower, "turn the", "turn it", "turn over", "hand the", "hand it", "over to", "introduce", "host", "back to", "welcome", "my name is", "begin",
		"investor relations", "conclude") == 0 && names(lower, next) {
		return lower, true
	}
	return "", false
}

// names tells whether a text in lower case contains the speaker's surname.
func names(lower string, s Speaker) bool {
	last := surname(s.Name)
	return last != "" && strings.Contains(lower, last) && titleWords(lower).hasPhrase(strings.Join(titleWords(last), " "))
}

// findOperator makes the one who gives others the floor again and again the
// operator, where no name line says who it is.
func findOperator(turns []Turn, people []*person) {
	if anyRole(people, Operator) {
		return
	}
	var best *person
	most := 1
	for _, p := range people {
		if p.Role != "" || addressesOperator(turns, p) {
			continue
		}
		n := 0
		for _, i := range p.turns {
			if _, ok := announces(turns[i].Text, Speaker{}); ok || containsAny(strings.ToLower(turns[i].Text), "standing by", "operator instructions", "no further questions", "disconnect") > 0 {
				n++
			}
		}
		if n > most && 2*n >= len(p.turns) {
			best, most = p, n
		}
	}
	if best != nil {
		best.Role = Operator
	}
}

// addressesOperator tells an operator from the one who tells the operator to go on.
func addressesOperator(turns []Turn, p *person) bool {
	for _, i := range p.turns {
		if containsAny(turns[i].Text, "Operator, ", ", operator") > 0 {
			return true
		}
	}
	return false
}

// vote walks through the call once. Who speaks before the first question is of
// the company; who is announced by name, or speaks first after it, asks; whoever
// else speaks until the next announcement answers.
func vote(turns []Turn, people []*person, of []*person) {
	start := qaStart(turns, of)
	var asker *person
	awaited := false // somebody is announced and has not spoken yet
	for i, p := range of {
		switch {
		case i < start:
			if p.Role == "" {
				p.company += opening
			}
		case p.Role == Operator || announcesItself(turns[i].Text):
			after, ok := announces(turns[i].Text, speakerAfter(of, i))
			awaited = ok
			asker = nil
			if ok {
				name, _ := announced(turns[i].Text)
				nameVotes(after, takeApart(name), people)
			}
		case awaited:
			awaited = false
			if p.Role == Executive || p.Role == InvestorRelations || p.company > p.analyst {
				awaited = true // a greeting, or a word before the question
				continue
			}
			p.analyst++
			asker = p
		case p.Role == Analyst:
			asker = p
		case asker != nil && p != asker && of[i-1] != asker && endsAsking(turns[i].Text):
			p.analyst++ // asks the company without having been announced
		case asker != nil && p != asker:
			p.company++
		}
	}
}

// What votes weigh: who speaks before the first question is of the company even
// if the operator names them once or twice.
const (
	opening  = 10
	byName   = 3
	fullName = 2 // more
)

// nameVotes votes for everyone whose surname stands in what the operator
// announces, and for whom the announced name may mean.
func nameVotes(announcement string, name personName, people []*person) {
	for _, p := range people {
		if p.Role != "" {
			continue
		}
		if p.last != "" && strings.Contains(announcement, p.last) && names(announcement, p.Speaker) {
			p.analyst += byName
		}
		if name.mayBe(p.parts) {
			p.analyst += fullName
		}
	}
}

func speakerAfter(of []*person, i int) Speaker {
	if i+1 < len(of) {
		return of[i+1].Speaker
	}
	return Speaker{}
}

func (p *person) decide() Role {
	switch {
	case p.analyst > p.company:
		return Analyst
	case p.company > 0:
		return Executive
	}
	return ""
}

// qaStart is the turn with which the questions begin: where the format says so,
// else the operator's first announcement or the first analyst, whichever is
// first. Without either it is the first question of somebody who has not held
// forth before; without that it is len(turns).
func qaStart(turns []Turn, of []*person) int {
	for i := range turns {
		if turns[i].Section == QA {
			return i
		}
	}
	for i, p := range of {
		if p.Role == Analyst {
			return i
		}
		if p.Role == Operator && i+1 < len(of) {
			if _, ok := announces(turns[i].Text, of[i+1].Speaker); ok && of[i+1].Role != Executive && of[i+1].Role != InvestorRelations {
				return i
			}
		}
	}
	presents := map[*person]bool{}
	for i, p := range of {
		long := len(turns[i].Text) > presentation
		if !presents[p] && len(presents) > 0 && (endsAsking(turns[i].Text) || !long && strings.Contains(turns[i].Text, "?")) {
			return i
		}
		presents[p] = presents[p] || long
	}
	return len(turns)
}

// presentation is the least bytes of prepared remarks, some 150 words.
const presentation = 900

// settleByQuestions decides for who is still unknown, where no operator helps:
// who asks is an analyst, the more so with the company's people around; who speaks
// next to an analyst is of the company.
func settleByQuestions(turns []Turn, people []*person, of []*person) {
	if !anyRole(people, "") {
		return
	}
	for _, p := range people {
		if p.Role == "" && asks(turns, p) {
			p.Role = Analyst
		}
	}
	for _, p := range people {
		if p.Role == "" && questions(turns, p) > 0 && amongCompany(of, p) {
			p.Role = Analyst
		}
	}
	nobodyAsks := !anyRole(people, Analyst)
	for i, p := range of {
		if p.Role != "" || p.Name == "" {
			continue
		}
		if nobodyAsks || i > 0 && of[i-1].Role == Analyst || i+1 < len(of) && of[i+1].Role == Analyst {
			p.Role = Executive
		}
	}
}

// amongCompany tells whether the company's people rather than analysts speak
// around a person, and behind them above all: a question is answered, an answer
// may follow another.
func amongCompany(of []*person, p *person) bool {
	weigh := func(i int) int {
		switch {
		case i < 0 || i >= len(of):
			return 0
		case of[i].Role == Analyst:
			return -1
		case of[i].Role == Executive || of[i].Role == InvestorRelations:
			return 1
		}
		return 0
	}
	sum := 0
	for _, i := range p.turns {
		sum += weigh(i-1) + 2*weigh(i+1)
	}
	return sum > 0
}

// questions counts a person's turns that ask.
func questions(turns []Turn, p *person) int {
	n := 0
	for _, i := range p.turns {
		if strings.Contains(turns[i].Text, "?") {
			n++
		}
	}
	return n
}

// asks tells whether a person asks in most of what is no courtesy, as those do
// whose questions it is to put; who answers asks back now and then.
func asks(turns []Turn, p *person) bool {
	said := 0
	for _, i := range p.turns {
		if !isBare(turns[i].Text) {
			said++
		}
	}
	return 2*questions(turns, p) > said
}

func anyRole(people []*person, role Role) bool {
	for _, p := range people {
		if p.Role == role {
			return true
		}
	}
	return false
}

// endsAsking tells whether one of the last two sentences is a question.
func endsAsking(text string) bool {
	i := strings.LastIndexByte(text, '?')
	return i >= 0 && strings.Count(text[i:], ". ") == 0
}

// findInvestorRelations finds, among the company's people without a title, the
// one whom somebody introduces so, and the one who only keeps house: reads the
// safe harbour, calls for the next question, closes the call.
func findInvestorRelations(turns []Turn, people []*person, of []*person) {
	over := lastQuestion(turns)
	for _, p := range people {
		if p.Role != Executive && p.Role != "" || p.Title != "" || p.Name == "" {
			continue
		}
		switch {
		case introducedAsIR(turns, p, of):
			p.Role, p.told = InvestorRelations, true
		case keepsHouse(turns, p, over):
			p.Role = InvestorRelations
		}
	}
}

// introductions is within how many turns of the call's first, or before their
// own first, people are introduced.
const introductions = 12

// introduction is how many bytes from the name a title is looked for.
const introduction = 120

func introducedAsIR(turns []Turn, p *person, of []*person) bool {
	last := titleWords(surname(p.Name))
	if len(last) == 0 {
		return false
	}
	for i := 0; i <= p.turns[0]; i++ {
		if of[i].Role != Operator && i != p.turns[0] || introductions <= i && i < p.turns[0]-introductions {
			continue
		}
		lower := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(turns[i].Text), "mr. ", ""), "ms. ", "")
		k := strings.Index(lower, last[0])
		if k < 0 {
			continue
		}
		from, to := k, min(len(lower), k+introduction)
		if of[i].Role == Operator { // who may say the title first
			from = max(0, k-introduction)
		}
		if start := strings.LastIndex(lower[from:k], ". "); start >= 0 {
			from += start
		}
		if end := strings.Index(lower[k:to], ". "); end >= 0 {
			to = k + end
		}
		if titleWords(lower[from:to]).investorRelations() {
			return true
		}
	}
	return false
}

// keepsHouse tells whether a person only directs the call. A few words in
// between, a greeting or what the transcriber heard from somebody else, may be.
func keepsHouse(turns []Turn, p *person, over int) bool {
	house, other := 0, 0
	for _, i := range p.turns {
		switch text := turns[i].Text; {
		case housekeeping(text), i > over && closes(text), isHousekeeping(text):
			house++
		case isBare(text):
		case len(text) < longestAside:
			other++
		default:
			return false
		}
	}
	opens := containsAny(strings.ToLower(turns[p.turns[0]].Text), "forward-looking statement", "safe harbor") > 0
	return house > 3*other || opens && house > other
}

// longestAside is the most bytes of words that say nothing about who speaks.
const longestAside = 100

// houseLength is the most bytes that a safe harbour or a call for the next question has.
const houseLength = 6000

func housekeeping(text string) bool {
	return len(text) <= houseLength && containsAny(strings.ToLower(text), "forward-looking statement", "safe harbor",
		"next question", "first question", "last question", "this concludes", "that concludes", "operator, ", ", operator",
		"q&a portion", "for your questions", "limit yourself", "open the line", "open the call") > 0
}

// containsAny counts the phrases that s contains.
func containsAny(s string, phrases ...string) int {
	n := 0
	for _, phrase := range phrases {
		if strings.Contains(s, phrase) {
			n++
		}
	}
	return n
}
