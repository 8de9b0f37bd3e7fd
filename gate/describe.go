package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

func withMessage(r *Rule, message string) string {
	if r.Message == "" {
		return message
	}
	return r.Message + ": " + message
}

// describe says how a check broke its limit.
func describe(c *Check, broken *limit) string {
	of := c.Metric + " of " + c.Name()
	if c.Scope == ScopeAnswer {
		of = c.Metric + " of this " + c.noun()
	}
	answers := plural(c.Answers, unit(c.draft))
	switch broken.key {
	case "max":
		return fmt.Sprintf("%s is %s, above max %s (%s)", of, decimals(*c.Value, broken.bound), broken, answers)
	case "min":
		return fmt.Sprintf("%s is %s, below min %s (%s)", of, decimals(*c.Value, broken.bound), broken, answers)
	}
	allowed, moved := c.rule.MaxIncrease, "rose"
	if !broken.above {
		allowed, moved = c.rule.MaxDecrease, "fell"
	}
	if c.Against.Value > 0 {
		moved += fmt.Sprintf(" by %.3g%%", 100*math.Abs(c.Against.Change)/c.Against.Value)
	}
	baseline := fmt.Sprintf("baseline: %s, %s", c.Against.Of, plural(c.Against.Answers, "answer"))
	if c.Against.Q != nil {
		baseline += fmt.Sprintf(", q = %.2g", *c.Against.Q)
	}
	return fmt.Sprintf("%s %s from %s to %s, more than %s %s (%s; %s)", of, moved,
		decimals(c.Against.Value, *c.Value), decimals(*c.Value, c.Against.Value), broken.key, allowed, answers, baseline)
}

// String gives the limit of max or min as the rule has it, and what number a
// percentile stands for.
func (l *limit) String() string {
	if l.given.Percentile {
		return fmt.Sprintf("%s, which is %.3g", l.given, l.bound)
	}
	return l.given.String()
}

// Name calls the group of the check: "speaker Jane Doe", "draft remarks".
func (c *Check) Name() string { return c.noun() + " " + c.Group }

// noun calls what the check is about.
func (c *Check) noun() string {
	switch {
	case c.draft && c.Scope == ScopeCall:
		return "draft"
	case c.Scope == ScopeAnswer:
		return unit(c.draft)
	}
	return string(c.Scope)
}

// unit calls what a call or a draft is made of.
func unit(draft bool) string {
	if draft {
		return "passage"
	}
	return "answer"
}

// decimals writes x with two decimals, or as many as tell it from y.
func decimals(x, y float64) string {
	for n := 2; ; n++ {
		s := strconv.FormatFloat(x, 'f', n, 64)
		if n == 12 || s != strconv.FormatFloat(y, 'f', n, 64) {
			return s
		}
	}
}

// plain writes a number as one writes it in a configuration.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// oneLine joins what runs over several lines.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
