// Package conversion is candor convert.
package conversion

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"candor/analysis"
	"candor/convert"
	"candor/internal/command/console"
	"candor/transcript/call"
)

// extensions of the files of forms.
var extensions = map[convert.Format]string{convert.JSONL: ".jsonl", convert.Markdown: ".md", convert.Text: ".txt"}

// convokit is the form that is a folder.
const convokit = "convokit"

// New gives candor convert.
func New(a *console.Console) *cobra.Command {
	var in console.Input
	var to, out string
	var each console.EachCall
	var scores bool
	var with console.Scoring
	forms := []string{string(convert.JSONL), string(convert.Markdown), string(convert.Text), convokit}
	c := &cobra.Command{
		Use:   "convert FILE|DIRECTORY... [--to FORM]",
		Short: "Write calls as they were read: who said what, in which role, who answered whom",
		Long: `Convert writes what was read of calls, for other programs or for reading:

  jsonl     one object a turn, of everybody: speaker, role, section, text, line,
            and of the company's people the question and its asker
  markdown  headings for the sections, names in bold with role, title and firm
  text      the same without Markdown
  convokit  a folder that ConvoKit's Corpus(filename=...) loads: an utterance a
            turn; answers reply to their question, other turns to the one before;
            timestamps count turns; with --scores executives' utterances have
            their sentiment, hedges, directness and topic as meta

The first three are read again by candor, with the same turns and questions.`,
		Example: `  candor convert call.html
  candor convert --to markdown call.pdf --output call.md
  candor convert --to convokit --scores calls/ --output corpus`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(forms, to) {
				return fmt.Errorf("--to %s: want one of jsonl, markdown, text, convokit", to)
			}
			if err := each.Check(out); err != nil {
				return err
			}
			r, err := a.Reader(&in)
			if err != nil {
				return err
			}
			files, err := r.Files(args)
			if err != nil {
				return err
			}
			if to == convokit {
				return corpusOf(c.Context(), a, r, files, scores, &with, &each, out)
			}
			if scores {
				return errors.New("--scores is for --to convokit; candor score writes records")
			}
			if each.Folder != "" {
				return each.Write(c.Context(), r, files, extensions[convert.Format(to)], func(c *call.Call, w io.Writer) error {
					_, err := w.Write(convert.Encode(convert.Format(to), c))
					return err
				})
			}
			return writeCalls(c.Context(), r, files, convert.Format(to), out)
		},
	}
	console.AddInputFlags(c, &in)
	console.AddScoringFlags(c, &with)
	c.Flags().BoolVar(&scores, "scores", false, "of --to convokit: write the scores of executives' turns as meta")
	c.Flags().StringVar(&to, "to", string(convert.JSONL), "`form` to write: jsonl, markdown, text, convokit")
	console.Values(c, "to", forms...)
	console.AddEachCallFlags(c, &each)
	c.Flags().StringVarP(&out, "output", "o", "", "write to this `file`, or folder for convokit, whole or not at all, instead of standard output")
	return c
}

// corpusOf writes ConvoKit's folder, with scores where they are asked for.
func corpusOf(ctx context.Context, a *console.Console, r *console.Reader, files []console.File, scores bool, with *console.Scoring, each *console.EachCall, out string) (err error) {
	switch {
	case each.Folder != "":
		return errors.New("--output-dir is for jsonl, markdown and text: --to convokit writes one folder")
	case out == "":
		return errors.New("--to convokit needs --output, the folder to write")
	}
	var analyzer *analysis.Analyzer
	if scores {
		if analyzer, err = a.Analyzer(with); err != nil {
			return err
		}
	}
	return writeCorpus(ctx, r, files, analyzer, out)
}

// writeCalls writes the calls of files in a form that is one text.
func writeCalls(ctx context.Context, r *console.Reader, files []console.File, to convert.Format, out string) error {
	encode := func(path string) (*[]byte, error) {
		calls, err := r.Calls(path)
		var b []byte
		for _, call := range calls {
			b = append(b, convert.Encode(to, call)...)
		}
		return &b, err
	}
	return r.WriteRead(out, func(w io.Writer) error {
		return console.InOrder(ctx, r, files, encode, func(b *[]byte) error {
			_, err := w.Write(*b)
			return err
		})
	})
}

// writeCorpus writes ConvoKit's folder, with scores where there is an analyzer.
func writeCorpus(ctx context.Context, r *console.Reader, files []console.File, analyzer *analysis.Analyzer, folder string) error {
	corpus, err := convert.NewCorpus(folder)
	if err != nil {
		return err
	}
	defer corpus.Discard() // does nothing once it is closed
	reading := console.InOrder(ctx, r, files, func(path string) (*[]*convert.Conversation, error) {
		calls, err := r.Calls(path)
		conversations := make([]*convert.Conversation, len(calls))
		for i, call := range calls {
			var scores map[string]*convert.Scores
			if analyzer != nil {
				scores = scoresOf(analyzer.Records(call))
			}
			conversations[i] = convert.NewConversation(call, scores)
		}
		return &conversations, err
	}, func(conversations *[]*convert.Conversation) error {
		for _, c := range *conversations {
			if err := corpus.Add(c); err != nil {
				return err
			}
		}
		return nil
	})
	if reading != nil && (!errors.Is(reading, console.ErrReported) || corpus.Empty()) {
		return reading
	}
	if err := corpus.Close(); err != nil {
		return err
	}
	return reading
}

// scoresOf are the scores of turns by their ids.
func scoresOf(records []analysis.Record) map[string]*convert.Scores {
	scores := map[string]*convert.Scores{}
	for i := range records {
		r := &records[i]
		rate, _ := analysis.HedgeRate.Value(r)
		scores[r.ID] = &convert.Scores{Sentiment: r.Sentiment.Score, Label: string(r.Sentiment.Label), Hedges: len(r.Hedges), HedgeRate: rate,
			ShieldRate: r.Shields, Approximators: r.Approximate, Deflections: len(r.Deflections), Specificity: r.Specificity,
			Directness: r.Directness.Score, Answered: string(r.Directness.Label), Topic: analysis.ByTopic.Key(r), Procedure: r.Procedure}
	}
	return scores
}
