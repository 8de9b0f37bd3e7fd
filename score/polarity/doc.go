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
//  6. Words that undo turn the findings that they govern and leave 0.4 to 0.9 of
//     the strength: an active verb those behind it ("offset the higher freight"),
//     a passive and a predicate those before it ("the delays are behind us"), or,
//     through "it", "they" or "that", those of the clause before. With rising:
//     good or bad they turn only such findings.
//  7. Negation turns the findings that begin within seven tokens behind it, up to
//     a comma or the end of the clause, to 0.7 of the strength; what was undone is
//     back ("did not make up for the decline"). A word that says that nothing
//     goes beyond ("never", "couldn't") leaves a comparative as it is: "never
//     better". With nothing behind it ("but it was not") a negation turns the
//     clause before. Degree ("sharply", "half as") multiplies the finding beside it.
//  8. What has not happened leaves 0.15 and sets Hypothetical: behind "if", in
//     questions, in a clause with "would" or of a definition or scenario, and what
//     an analyst, the press or a competitor is quoted with, up to the next comma.
//     What is said of competitors is turned to 0.7.
//  9. What "although" or "despite" concede counts 0.15, what stands before "but"
//     0.7, or 0.2 where the opposite follows.
//
// What is held against a plan ("came in below budget", "beat our forecast") is an
// ordinary direction with the condition #benchmark; whether below is bad, the
// subject says. Fillers, notes and words said twice are passed over.
//
// testdata/grid has a list of small sentences for each family of rules, and
// testdata/conditions.txt one at least for each condition in the code.
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
// of the sentence or a mark, #benchmark for the words of plans.
package polarity
