package people

import "strings"

// NameColon gives the place of the colon that ends a name, or -1; that within
// brackets ("Acme, Inc. (NASDAQ: ACM)"), a time of day or a web address ends none.
func NameColon(text string) int {
	for at := 0; at < min(len(text), LongestName); {
		i := strings.IndexByte(text[at:min(len(text), LongestName)], ':')
		if i < 0 {
			return -1
		}
		at += i
		if at > 0 && isFigure(text[at-1]) && at+1 < len(text) && isFigure(text[at+1]) {
			at++
			continue
		}
		if strings.HasPrefix(text[at:], "://") {
			return -1
		}
		if open := strings.LastIndexAny(text[:at], "(["); open >= 0 && !strings.ContainsAny(text[open:at], ")]") {
			at++
			continue
		}
		return at
	}
	return -1
}

func isFigure(b byte) bool { return '0' <= b && b <= '9' }
