// Usual prints report/screen/usual.tsv: between what four calls of five lie, of the calls
// in a folder.
//
//	cd bench; go run ./usual ../../shared/calls > ../report/screen/usual.tsv
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"candor/analysis"
	"candor/stats"
	"candor/transcript"
	"candor/transcript/call"
)

// fewestAnswers are those of a call that counts.
const fewestAnswers = 6

var metrics = []*analysis.Metric{analysis.MeanSentiment, analysis.HedgeRate, analysis.ShieldRate, analysis.ApproximatorRate,
	analysis.ShareDirect, analysis.ShareEvaded}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: usual FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "usual:", err)
		os.Exit(2)
	}
}

func run(folder string) error {
	analyzer := analysis.Default()
	values := map[*analysis.Metric][]float64{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".pdf" {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		calls, _ := transcript.Read(f, path) // what is no transcript counts as none
		for _, c := range calls {
			records := analyzer.Records(c)
			of := analysis.GroupBy(analysis.Counted(records, call.QA), analysis.Together)
			if len(of) == 0 || of[0].Len() < fewestAnswers {
				continue
			}
			for _, m := range metrics {
				sample := of[0].Sample(m)
				if v := sample.Value(); v.Defined {
					values[m] = append(values[m], v.Value)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Println("# The 10th and 90th percentile of calls; bench/usual prints it.")
	fmt.Println("# metric\tcalls\tlow\thigh")
	for _, m := range metrics {
		v := values[m]
		slices.Sort(v)
		low, high := stats.Quantile(v, 0.1), stats.Quantile(v, 0.9)
		fmt.Printf("%s\t%d\t%.3f\t%.3f\n", m.Name, len(v), low.Value, high.Value)
	}
	return nil
}
