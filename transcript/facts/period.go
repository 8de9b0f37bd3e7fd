package facts

import (
	"fmt"
	"strings"
)

// PeriodIn finds a quarter in a file name or a title and gives it as "2013-Q4":
// "tesla-2013-q4", "AAPL_q1_2022", "Q3 2018", "FY22-Q1", "2025Q1", "2Q19",
// "FQ4 2013", "Fourth Quarter 2023". Without a quarter and a year near it: "".
func PeriodIn(s string) string {
	words := PeriodWords(s)
	for i, w := range words {
		q := QuarterOf(words, i)
		if q == 0 {
			continue
		}
		if y := yearWithin(w); y != 0 {
			return fmt.Sprintf("%d-Q%d", y, q)
		}
		// The year stands next to the quarter, or a word like "fiscal" away.
		for _, k := range [...]int{i + 1, i - 1, i + 2, i + 3, i - 2, i + 4} {
			if k >= 0 && k < len(words) {
				if y := YearOf(words[k]); y != 0 {
					return fmt.Sprintf("%d-Q%d", y, q)
				}
			}
		}
	}
	return ""
}

// PeriodWords splits at all but letters and digits, in lower case.
func PeriodWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
}

var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

// QuarterOf reads "q4", "fq4", "4q", "q42013", "2025q1", "4q13" or "fourth quarter".
func QuarterOf(words []string, i int) int {
	if i >= len(words) {
		return 0
	}
	w := words[i]
	if q := ordinals[w]; q != 0 && i+1 < len(words) && words[i+1] == "quarter" {
		return q
	}
	at := strings.IndexByte(w, 'q')
	if at < 0 || strings.Trim(w[:at], "fy0123456789") != "" || strings.Trim(w[at+1:], "fy0123456789") != "" {
		return 0
	}
	digit := func(k int) int {
		if k >= 0 && k < len(w) && '1' <= w[k] && w[k] <= '4' {
			return int(w[k] - '0')
		}
		return 0
	}
	if q := digit(at + 1); q != 0 && (at == 0 || w[at-1] < '0' || '9' < w[at-1] || at >= 4) {
		return q
	}
	if at == 1 || at > 1 && w[at-2] == 'f' {
		return digit(at - 1)
	}
	return 0
}

// yearWithin finds a year beside the quarter in one word: "2025q1", "q12025", "2q19".
func yearWithin(w string) int {
	before, after, _ := strings.Cut(w, "q")
	if y := YearOf(before); y != 0 {
		return y
	}
	if len(before) == 1 && before != "f" {
		return YearOf(after)
	}
	if len(after) > 1 {
		return YearOf(after[1:])
	}
	return 0
}

// YearOf reads "2013", "fy2022", "fy22" and "13".
func YearOf(w string) int {
	w = strings.TrimPrefix(w, "fy")
	n := 0
	for _, c := range []byte(w) {
		if c < '0' || '9' < c {
			return 0
		}
		if n = n*10 + int(c-'0'); n > 9999 {
			return 0
		}
	}
	switch {
	case len(w) == 4 && 1990 <= n && n <= 2099:
		return n
	case len(w) == 2 && n < 60:
		return 2000 + n
	}
	return 0
}
