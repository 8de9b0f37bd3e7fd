package screen

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"candor/analysis"
)

// usual.tsv says between what four calls of five lie; bench/usual makes it.
//
//go:embed usual.tsv
var usualTable string

// Band is where a metric of a call usually lies: from the 10th to the 90th
// percentile of the calls that it was measured on.
type Band struct {
	Low, High float64
	Calls     int
}

var usual = func() map[*analysis.Metric]Band {
	bands := map[*analysis.Metric]Band{}
	for line := range strings.Lines(usualTable) {
		fields := strings.Fields(line)
		if len(fields) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		m := analysis.MetricNamed(fields[0])
		calls, err1 := strconv.Atoi(fields[1])
		low, err2 := strconv.ParseFloat(fields[2], 64)
		high, err3 := strconv.ParseFloat(fields[3], 64)
		if m == nil || err1 != nil || err2 != nil || err3 != nil {
			panic(fmt.Sprintf("usual.tsv: %q", line))
		}
		bands[m] = Band{low, high, calls}
	}
	return bands
}()

// Usual is where m usually lies over the answers of a call; ok is false where
// that was not measured.
func Usual(m *analysis.Metric) (b Band, ok bool) {
	b, ok = usual[m]
	return b, ok
}

// side tells whether x is below (-1), within or above (1) the band.
func (b Band) side(x float64) int {
	switch {
	case x < b.Low:
		return -1
	case x > b.High:
		return 1
	}
	return 0
}
