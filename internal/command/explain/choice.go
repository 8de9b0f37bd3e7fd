package explain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/directness"
	"candor/internal/command/console"
	"candor/report/excerpt"
)

// choice says which answers to explain.
type choice struct {
	answer      string
	ids         []string // among the arguments
	speaker     string
	topic       string
	line        int
	mostHedged  int
	mostNegated int
	notAnswered bool
}

func (which *choice) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&which.answer, "answer", "", "the answer with this `number` or id, as a second argument does")
	c.Flags().StringVar(&which.speaker, "speaker", "", "answers by speakers whose name contains `name`")
	c.Flags().StringVar(&which.topic, "topic", "", "answers with this `topic`")
	c.Flags().IntVar(&which.line, "line", 0, "the answer at this `line` of its file")
	c.Flags().IntVar(&which.mostHedged, "most-hedged", 0, "the `n` answers most hedged among them (default 3, unless answers are chosen otherwise)")
	c.Flags().IntVar(&which.mostNegated, "most-negative", 0, "the `n` answers most negative among them")
	c.Flags().BoolVar(&which.notAnswered, "not-answered", false, "the answers to questions that were not answered, or only in part")
}

// take parts the arguments into files and ids: what is a number, several with
// commas, or holds a #, and is no file.
func (which *choice) take(args []string) (files []string) {
	for _, arg := range args {
		if _, err := os.Lstat(arg); err != nil && isID(arg) {
			which.ids = append(which.ids, strings.Split(arg, ",")...)
		} else {
			files = append(files, arg)
		}
	}
	if which.answer != "" {
		which.ids = append(which.ids, strings.Split(which.answer, ",")...)
	}
	return files
}

func isID(arg string) bool {
	return arg != "" && (strings.Trim(arg, "0123456789,") == "" || strings.Contains(arg, "#"))
}

// check turns the flags into a choice: three answers where nothing is asked for.
func (which *choice) check() error {
	switch {
	case which.mostHedged < 0:
		return fmt.Errorf("--most-hedged %d: want a number from 1 on", which.mostHedged)
	case which.mostNegated < 0:
		return fmt.Errorf("--most-negative %d: want a number from 1 on", which.mostNegated)
	case which.line < 0:
		return fmt.Errorf("--line %d: want a number from 1 on", which.line)
	}
	if len(which.ids) == 0 && which.speaker == "" && which.topic == "" && which.line == 0 && which.mostNegated == 0 && !which.notAnswered && which.mostHedged == 0 {
		which.mostHedged = 3
	}
	return nil
}

// chosen reads the files and gives the answers to explain, in call order or the
// most hedged or negative first.
func chosen(ctx context.Context, r *console.Reader, args []string, analyzer *analysis.Analyzer, which *choice) ([]*analysis.Record, error) {
	files, err := r.Files(args)
	if err != nil {
		return nil, err
	}
	var records []*analysis.Record
	found := map[string]bool{}
	err = console.InOrder(ctx, r, files, func(path string) (*console.Scored, error) { return r.Scored(path, analyzer) }, func(s *console.Scored) error {
		for _, call := range s.Records {
			records = append(records, which.of(call, found)...)
		}
		records = which.most(records)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range which.ids {
		if !found[id] {
			return nil, fmt.Errorf("no answer has the id %s; \"candor report --answers\" and \"candor score\" list them", id)
		}
	}
	if len(records) == 0 {
		return nil, errors.New("no answer fits; \"candor report --answers\" and \"candor score\" list them with their ids")
	}
	return records, nil
}

// of picks from the records of a call, and notes which ids it found.
func (which *choice) of(call []analysis.Record, found map[string]bool) []*analysis.Record {
	var out []*analysis.Record
	at := -1 // the record at the line
	for i := range call {
		if call[i].Line <= which.line {
			at = i
		}
	}
	for i := range call {
		r := &call[i]
		named := len(which.ids) == 0
		for _, id := range which.ids {
			if id = strings.TrimSpace(id); r.ID == id || r.ID == r.Call.ID+"#"+strings.TrimPrefix(id, "#") {
				named, found[id] = true, true
			}
		}
		if named && (which.line == 0 || i == at) && which.fits(r) {
			out = append(out, r)
		}
	}
	return out
}

func (which *choice) fits(r *analysis.Record) bool {
	if which.speaker != "" && !strings.Contains(strings.ToLower(r.Speaker), strings.ToLower(which.speaker)) {
		return false
	}
	if which.notAnswered {
		label := r.Directness.Label
		if e := r.Directness.Exchange; e != nil {
			label = e.Label
		}
		if label == "" || label == directness.Direct {
			return false
		}
	}
	if which.topic == "" {
		return true
	}
	for _, t := range r.Topics {
		if t.Name == which.topic {
			return true
		}
	}
	return false
}

// most keeps the most hedged or most negative of the records, where they are
// asked for.
func (which *choice) most(records []*analysis.Record) []*analysis.Record {
	keep := func(n int, key func(*analysis.Record) float64) {
		slices.SortStableFunc(records, func(x, y *analysis.Record) int { return cmp.Compare(key(y), key(x)) })
		records = slices.Delete(records, min(n, len(records)), len(records))
	}
	if n := which.mostHedged; n > 0 {
		keep(n, func(r *analysis.Record) float64 { return excerpt.HedgedLevel(r.Strength*float64(r.Words)/100, r.Words) })
	}
	if n := which.mostNegated; n > 0 {
		keep(n, func(r *analysis.Record) float64 {
			if r.Sentiment.Score == nil {
				return -1
			}
			return -*r.Sentiment.Score
		})
	}
	return records
}
