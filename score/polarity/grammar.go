package polarity

import "candor/text"

// class of a word: the closed classes of English that the rules ask for. Content
// words have none.
type class int32

const (
	determiner class = 1 << iota
	preposition
	governed // prepositions behind nouns of direction: "a rise in"
	conjunction
	pronoun
	auxiliary
	toWord
	degree     // "this high"
	comparison // comparatives
	linking    // verbs that give a noun to a subject: "sales showed a decline"
	beForm
	copula
	referring  // to the clause before
	denial     // verbs that say nothing of their own behind "not": "it did not come"
	bareObject // "we don't see any"
	month
	currency
	percent
	minus
	duration
	partitive // "the last of our debt"
)

var grammar = text.NewIndex(classes(map[class][]string{
	determiner:  {"a", "an", "the", "this", "that", "these", "those", "our", "its", "their", "his", "her", "your", "my", "any", "some", "no", "each", "every", "another", "such", "'s", "both", "all"},
	preposition: {"of", "in", "on", "at", "by", "for", "from", "with", "within", "during", "over", "under", "against", "through", "across", "between", "among", "after", "before", "since", "until", "around", "about", "into", "due", "because", "as", "than", "per", "despite", "via", "versus"},
	conjunction: {"and", "or", "but", "which", "that", "who", "while", "if", "when", "where", "although", "though", "because", "so"},
	pronoun:     {"i", "we", "you", "he", "she", "it", "they", "us", "them", "there", "what"},
	auxiliary:   {"is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m", "has", "have", "had", "'ve", "do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "'ll", "'d"},
	toWord:      {"to"},
	degree:      {"this", "so", "more", "less", "as", "such", "many"},
	comparison:  {"better", "stronger", "higher", "happier", "healthier", "busier", "bigger", "larger", "greater", "faster", "quicker", "easier", "prouder", "brighter", "richer", "worse", "weaker", "lower", "smaller", "slower", "softer", "harder", "tougher", "poorer", "unhappier"},
	linking:     {"show", "shows", "showed", "shown", "see", "saw", "seen", "sees", "seeing", "had", "have", "has", "report", "reported", "post", "posted", "record", "recorded", "experience", "experienced", "experiencing", "suffer", "suffered", "face", "faced", "get", "got"},
	governed:    {"of", "in", "for", "on", "at", "to"},
	beForm:      {"is", "are", "was", "were", "be", "been", "being", "'re", "'s", "'m", "am", "get", "gets", "got"},
	copula:      {"is", "are", "was", "were", "be", "been", "being", "'re", "'s", "came", "come", "comes", "coming", "remained", "remain", "remains", "stayed", "stay", "ended", "closed", "end", "close", "went", "go", "goes", "gone", "going", "got", "running", "run", "ran", "moved", "trending", "tracking", "look", "looks", "looking", "turned", "became", "be", "finished", "trended", "brought", "bring", "bringing", "taken", "took", "take", "taking", "brings", "get", "getting", "keep", "kept", "drove", "drive", "driving", "pushed", "push", "sent", "held"},
	referring:   {"it", "they", "them", "that", "this", "those", "these"},
	denial:      {"come", "happen", "happened", "materialize", "materialized", "work", "last", "occur", "arrive", "see", "think", "have", "been"},
	bareObject:  {"it", "that", "so", "any", "them", "this", "either", "true", "one"},
	month:       {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"},
	currency:    {"eur", "usd", "sek", "nok", "dkk", "gbp", "chf", "pln", "rub", "lvl", "ltl", "eek", "jpy", "cny", "inr", "cad", "aud", "euro", "euros", "dollars", "dollar", "kronor", "crowns", "pounds", "litas", "lats", "kroons", "€", "$", "£", "¥"},
	partitive:   {"thousand", "million", "billion", "mn", "bn", "last", "rest", "most", "half", "some", "all", "part", "bulk", "lot", "number", "third", "quarter", "much", "majority", "percent", "%"},
	percent:     {"%", "percent", "pct"},
	minus:       {"minus", "negative"},
	duration:    {"day", "days", "week", "weeks", "month", "months", "hour", "hours", "minute", "minutes"},
}))

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
	idOf   = text.WordID("of")
	idFrom = text.WordID("from")
	idOur  = text.WordID("our")
	idUs   = text.WordID("us")
	idTo   = text.WordID("to")
	idBy   = text.WordID("by")
	idPer  = text.WordID("per")
	idCent = text.WordID("cent")
	scales = map[text.ID]float64{
		text.WordID("thousand"): 1e3, text.WordID("k"): 1e3, text.WordID("mn"): 1e6, text.WordID("m"): 1e6, text.WordID("mln"): 1e6,
		text.WordID("million"): 1e6, text.WordID("bn"): 1e9, text.WordID("billion"): 1e9, text.WordID("b"): 1e9,
	}
)
