package polarity

import "candor/text"

// class of a function word: the closed classes of English that attachment
// needs. Content words have none.
type class uint16

const (
	determiner class = 1 << iota
	preposition
	conjunction
	pronoun
	auxiliary
	toWord
	degree     // "this high"
	comparison // comparatives
	linking    // verbs that give a noun to a subject: "sales showed a decline"
)

var grammar = classes(map[class][]string{
	determiner:  {"a", "an", "the", "this", "that", "these", "those", "our", "its", "their", "his", "her", "your", "my", "any", "some", "no", "each", "every", "another", "such", "'s", "both", "all"},
	preposition: {"of", "in", "on", "at", "by", "for", "from", "with", "within", "during", "over", "under", "against", "through", "across", "between", "among", "after", "before", "since", "until", "around", "about", "into", "due", "because", "as", "than", "per", "despite", "via", "versus"},
	conjunction: {"and", "or", "but", "which", "that", "who", "while", "if", "when", "where", "although", "though", "because", "so"},
	pronoun:     {"i", "we", "you", "he", "she", "it", "they", "us", "them", "there", "what"},
	auxiliary:   {"is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m", "has", "have", "had", "'ve", "do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "'ll", "'d"},
	toWord:      {"to"},
	degree:      {"this", "so", "more", "less", "as", "that"},
	comparison:  {"better", "stronger", "higher", "happier", "healthier", "busier", "bigger", "larger", "greater", "faster", "quicker", "easier", "prouder", "brighter", "richer", "worse", "weaker", "lower", "smaller", "slower", "softer", "harder", "tougher", "poorer", "unhappier"},
	linking:     {"show", "shows", "showed", "shown", "see", "saw", "seen", "sees", "seeing", "had", "have", "has", "report", "reported", "post", "posted", "record", "recorded", "experience", "experienced", "experiencing", "suffer", "suffered", "face", "faced", "get", "got"},
})

func classes(words map[class][]string) map[text.ID]class {
	all := make(map[text.ID]class)
	for c, list := range words {
		for _, w := range list {
			all[text.WordID(w)] |= c
		}
	}
	return all
}

var (
	idOf        = text.WordID("of")
	idIn        = text.WordID("in")
	idFrom      = text.WordID("from")
	idUs        = text.WordID("us")
	idNegative  = text.WordID("negative")
	idTo        = text.WordID("to")
	idBy        = text.WordID("by")
	idOn        = text.WordID("on")
	idFor       = text.WordID("for")
	idAt        = text.WordID("at")
	idMinus     = text.WordID("minus")
	idRange     = text.WordID("range")
	idRanging   = text.WordID("ranging")
	idPer       = text.WordID("per")
	idCent      = text.WordID("cent")
	idPercent   = text.WordID("percent")
	idPct       = text.WordID("pct")
	beForms     = idSet("is", "are", "was", "were", "be", "been", "being", "'re", "'s", "'m", "am", "get", "gets", "got")
	governed    = idSet("of", "in", "for", "on", "at", "to") // prepositions behind nouns of direction
	durations   = idSet("day", "days", "week", "weeks", "month", "months", "hour", "hours", "minute", "minutes")
	referring   = idSet("it", "they", "that", "this", "those", "these")
	denials     = idSet("come", "happen", "happened", "materialize", "materialized", "work", "last", "occur", "arrive", "see", "think", "have", "been")
	bareObjects = idSet("it", "that", "so", "any", "them", "this", "either", "true", "one")
	copulas     = idSet("is", "are", "was", "were", "be", "been", "being", "'re", "'s", "came", "come", "comes", "coming", "remained", "remain", "remains", "stayed", "stay", "ended", "closed", "end", "close", "went", "go", "goes", "gone", "going", "got", "running", "run", "ran", "moved", "trending", "tracking", "look", "looks", "looking", "turned", "became", "be", "finished", "trended", "brought", "bring", "bringing", "taken", "took", "take", "taking", "brings", "get", "getting", "keep", "kept", "drove", "drive", "driving", "pushed", "push", "sent", "held")
	months      = idSet("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
	currencies  = idSet("eur", "usd", "sek", "nok", "dkk", "gbp", "chf", "pln", "rub", "lvl", "ltl", "eek", "jpy", "cny", "inr", "cad", "aud", "euro", "euros", "dollars", "dollar", "kronor", "crowns", "pounds", "litas", "lats", "kroons", "€", "$", "£", "¥")
	scales      = map[text.ID]float64{
		text.WordID("thousand"): 1e3, text.WordID("k"): 1e3, text.WordID("mn"): 1e6, text.WordID("m"): 1e6, text.WordID("mln"): 1e6,
		text.WordID("million"): 1e6, text.WordID("bn"): 1e9, text.WordID("billion"): 1e9, text.WordID("b"): 1e9,
	}
)

func idSet(words ...string) map[text.ID]bool {
	set := make(map[text.ID]bool, len(words))
	for _, w := range words {
		set[text.WordID(w)] = true
	}
	return set
}
