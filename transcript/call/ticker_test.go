package call

import "testing"

func TestIssuer(t *testing.T) {
	for ticker, want := range map[string]string{
		"ACM": "ACM", "BRK.A": "BRK", "BRK.B": "BRK", "RDS-A": "RDS", "BF/B": "BF", "T.C": "T.C", "ACM.ST": "ACM.ST", "ACM.F": "ACM.F", "A": "A", "": "",
	} {
		if got := Issuer(ticker); got != want {
			t.Errorf("Issuer(%q) = %q, want %q", ticker, got, want)
		}
	}
}
