// Package evaluation measures the scorers on texts that readers have judged: how
// well they agree with the readers, and how sure that is. Whole calls are
// resampled for intervals and held out in cross-validation, since the answers of
// a call are not independent.
package evaluation
