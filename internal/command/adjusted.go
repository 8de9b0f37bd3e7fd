package command

import (
	"errors"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/internal/command/console"
)

// adjusting holds the flags that correct shares of labels for the scorer's errors.
type adjusting struct {
	adjusted bool
	rates    string
}

func addAdjustedFlags(c *cobra.Command, f *adjusting) {
	c.Flags().BoolVar(&f.adjusted, "adjusted", false, "add shares of labels corrected for known errors")
	c.Flags().StringVar(&f.rates, "rates", "", "`file` of candor eval sentiment --rates for --adjusted")
}

// errorRates gives the rates that the flags ask for, nil for none.
func errorRates(a *console.Console, f *adjusting) (*analysis.Rates, error) {
	switch {
	case !f.adjusted && f.rates != "":
		return nil, errors.New("--rates needs --adjusted")
	case !f.adjusted:
		return nil, nil
	case f.rates == "":
		return analysis.DefaultRates(), nil
	}
	in, err := a.Open(f.rates)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return analysis.ReadRates(in, f.rates)
}
