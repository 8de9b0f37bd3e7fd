// Package polarity finds what sounds good and what sounds bad in one text, as
// executives and financial news speak: words and phrases with a polarity of
// their own, direction words joined to what they move, comparisons of two
// numbers, and events. It knows only package text; package score counts its
// findings by class (Finding.Class) and learns from them.
//
//	var r polarity.Result
//	polarity.Default().Analyze(doc, &r)
//	for _, f := range r.Findings { … }
//
// # The rules, in the order in which they apply
//
// Each sentence is read on its own. A match is the longest phrase of the
// lexicon at a token; of two entries for the same words, modifiers are asked
// before events, directions, the lexicon and quantities, and an entry whose
// conditions do not hold is passed over. A phrase of strength 0 hides what is in
// it: "good question". Clauses end at ; and dashes and at the words that
// modifiers.yaml lists as dividing: but, while, and we.
//
//  1. Nouns of direction ("growth", "a sharp fall") take the quantity behind
//     "in", "of" or "for", or else the one directly before them ("sales
//     growth"), or the subject of show, see, report and the like ("sales showed
//     a decline"). Whether "rise" or "increase" is a noun is decided by a
//     determiner or a preposition before it.
//  2. Adjectives of direction ("higher", "declining") take the next noun, over
//     at most three other words; behind a verb of being, the subject.
//  3. Verbs and particles of direction ("cut", "rose", "up") take the noun
//     behind them if no preposition, number, verb or mark stands between ("cut
//     its net debt"), or else the nearest noun before them in the clause, at most
//     24 tokens away; of "growth of sales" that is "growth".
//     The sign is the direction times what rising means for the noun: good
//     (sales), bad (costs), neither (share capital, which gives no finding).
//     Nouns of the lexicon ("headwinds eased") and nouns of direction that have
//     their quantity ("the decline in sales slowed") can be moved as well.
//     A direction without a noun is a Trend, with the small strength of its entry.
//  4. Two numbers of one unit joined by "compared with", "versus", "against",
//     "from … to" or brackets are compared, unless a direction word has said it
//     already. Years and days are no numbers; a loss counts with a minus.
//  5. Words and events of the lexicon that nothing above has taken.
//  6. Words that undo ("offset", "avoid", and with "by" what goes before) turn
//     the findings behind them and leave 0.4 to 0.7 of the strength.
//  7. Negation turns the findings that begin within seven tokens behind it, up to
//     a comma or the end of the clause: bad becomes 0.6 as good, good 0.7 as
//     bad. Degree ("sharply", "slightly") multiplies the finding beside it. If-clauses
//     and questions leave 0.15 and set Hypothetical. What stands before "but" counts 0.7.
//
// The constants were set by hand and on the training answers, never on the
// held-out sentences.
//
// # Notation
//
// A phrase is words in order. a|b are alternatives at one place, (a) may be
// absent, ; separates whole phrases. word+ is a noun with its plural, word~ a
// regular verb in its four forms, word~~ the same with its last consonant
// doubled (drop~~: dropped). Hyphens are tokens. A condition is one set of
// words: a|b, !a|b for none of them, #number for any number, #edge for the edge
// of the sentence or a mark.
package polarity
