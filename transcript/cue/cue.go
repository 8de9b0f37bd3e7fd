// Package cue holds the words by which transcripts are read: what operators say,
// what titles are made of, what publishers print. They are data, cues.txt, which
// Extend adds to.
package cue

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
)

//go:embed cues.txt
var builtIn string

// List is one list of cues.
type List int

// The lists; cues.txt says what each is.
const (
	Operator List = iota
	Analyst
	Executive
	InvestorRelations
	Nobody
	Honorific
	Address
	Suffix
	Particle
	SmallInName
	Note
	Nickname
	Leads
	TitleWord
	TitleFirst
	TitleBegins
	TitleOfIR
	TitleOfResearch
	CompanyEnding
	CompanyWord
	CompanyName
	HeadsPrepared
	HeadsQA
	HeadsOther
	Subheading
	HeadsWhole
	ListsExecutives
	ListsAnalysts
	ListsBoth
	Bare
	BareAnswer
	Floor
	FloorOrBack
	FloorGiven
	FloorBack
	FloorSentence
	SpeechStart
	SignOff
	Operates
	OperatorOnly
	Opening
	Addresses
	Introduces
	OpensQuestions
	Closing
	Goodbye
	PageStamp
	House
	HouseFirst
	HousePolite
	SafeHarbour
	HouseAmong
	ReadOut
	ReadOutByIR
	ReadOutTold
	PublisherBegins
	PublisherLine
	Exchange
	NoTicker
	KindOfCall
	NoCompany
	HyphenPrefix
	English
	lists
)

// names are what the lists are called in the file, in their order.
var names = [lists]string{
	"role.operator", "role.analyst", "role.executive", "role.investor_relations", "name.nobody", "name.honorific", "name.address",
	"name.suffix", "name.particle", "name.small", "name.note", "name.nickname", "title.leads", "title.word", "title.first", "title.begins",
	"title.investor_relations", "title.research", "company.ending", "company.word", "company.name", "heading.prepared", "heading.qa",
	"heading.other", "heading.sub", "heading.whole", "list.executives", "list.analysts", "list.both", "bare", "bare.answer", "floor", "floor.or_back",
	"floor.given", "floor.back", "floor.sentence", "speech.start", "signoff", "operates", "operator.only", "opening", "address", "introduce", "opening.questions", "closing", "goodbye", "page.stamp", "house",
	"house.first", "house.polite", "house.safe_harbour", "house.among", "read_out", "read_out.by_ir", "read_out.told", "publisher.begins",
	"publisher.line", "fact.exchange", "fact.no_ticker", "fact.call", "fact.no_company", "hyphen.prefix", "english",
}

// cues are the lists as they are matched.
type cues struct {
	text  string
	lists [lists][]string
	sets  [lists]map[string]bool
	nicks map[string][]int // the lines of Nickname that a name stands in
}

// current are the cues with those of a file; nil stands for the built-in ones.
var current atomic.Pointer[cues]

var builtInCues = sync.OnceValue(func() *cues {
	c, err := read("", "")
	if err != nil {
		panic(err) // a test reads them
	}
	return c
})

// now gives the cues that hold now.
func now() *cues {
	if c := current.Load(); c != nil {
		return c
	}
	return builtInCues()
}

// Text is all cues as a file of them is written: "[list]" heads a list, its
// entries follow, parted by ";", and "#" begins a comment.
func Text() string { return now().text }

// Extend puts the entries of a file, named name, beside the built-in ones, in
// place of what another call of Extend has put there. It holds for every reading
// that begins later in the process.
func Extend(text, name string) error {
	c, err := read(text, name)
	if err == nil {
		current.Store(c)
	}
	return err
}

// read reads the built-in cues and those of a file.
func read(text, name string) (*cues, error) {
	c := &cues{nicks: map[string][]int{}}
	for _, file := range [...]struct{ text, name string }{{builtIn, "cues.txt"}, {text, name}} {
		if err := c.add(file.text, file.name); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *cues) add(text, name string) error {
	list := -1
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "["); ok {
			if list = slices.Index(names[:], strings.TrimSuffix(head, "]")); list < 0 {
				return fmt.Errorf("%s:%d: %s is no list of cues; candor formats --cues prints all", name, i+1, line)
			}
			continue
		}
		if list < 0 && line != "" {
			return fmt.Errorf("%s:%d: %q stands before the first [list]", name, i+1, line)
		}
		if line != "" {
			c.put(List(list), strings.Split(line, ";"))
		}
	}
	c.text += text
	return nil
}

func (c *cues) put(list List, entries []string) {
	if c.sets[list] == nil {
		c.sets[list] = map[string]bool{}
	}
	for _, entry := range entries {
		entry = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(entry)), "_", " ")
		if list <= InvestorRelations {
			entry = strings.Map(letters, entry) // as naming.Key writes it
		}
		if entry == "" || c.sets[list][entry] {
			continue
		}
		if list == Nickname {
			for name := range strings.FieldsSeq(entry) {
				c.nicks[name] = append(c.nicks[name], len(c.lists[list]))
			}
		}
		c.lists[list] = append(c.lists[list], entry)
		c.sets[list][entry] = true
	}
}

func letters(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}

// Nicknames gives the groups of given names and nicknames that a name is in.
func Nicknames(name string) []int { return now().nicks[name] }

// Has tells whether a word in small letters is an entry of the list.
func (l List) Has(word string) bool { return now().sets[l][word] }

// Entries are those of the list, in order; they are not to be changed.
func (l List) Entries() []string { return now().lists[l] }

// In tells whether a text in small letters contains an entry.
func (l List) In(lower string) bool {
	for _, entry := range l.Entries() {
		if strings.Contains(lower, entry) {
			return true
		}
	}
	return false
}

// Count counts the entries that a text in small letters contains.
func (l List) Count(lower string) int { return Count(lower, l.Entries()...) }

// Begins tells whether a text in small letters begins with an entry.
func (l List) Begins(lower string) bool {
	for _, entry := range l.Entries() {
		if strings.HasPrefix(lower, entry) {
			return true
		}
	}
	return false
}

// Count counts the phrases that s contains.
func Count(s string, phrases ...string) int {
	n := 0
	for _, phrase := range phrases {
		if strings.Contains(s, phrase) {
			n++
		}
	}
	return n
}
