package call

import "strings"

// IsClass tells whether a letter behind a ticker is plausibly a class of shares. Behind
// a single letter it is none: "T" and "C" are two companies.
func IsClass(ticker, letter string) bool {
	return len(ticker) > 1 && len(letter) == 1 && strings.Contains("ABCKV", letter)
}

// Issuer is a ticker without a class of shares: "BRK" for "BRK.A", "BRK-B" and
// "BRK/B", but "T.C" and "ACM.ST" as they are.
func Issuer(ticker string) string {
	if i := len(ticker) - 2; i > 0 && strings.IndexByte(".-/", ticker[i]) >= 0 && IsClass(ticker[:i], ticker[i+1:]) {
		return ticker[:i]
	}
	return ticker
}
