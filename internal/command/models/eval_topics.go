package models

import (
	topictraining "candor/topic/training"

	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/internal/command/console"
	"candor/internal/table"
	"candor/stats"
)

func newEvalTopics(a *console.Console) *cobra.Command {
	var out console.Output
	var file string
	var showErrors bool
	var folds evaluation.TopicFolds
	training, options := topicTraining{options: topictraining.Default()}, stats.DefaultOptions()
	c := &cobra.Command{
		Use:   "topics FILE...",
		Short: "Measure the topics on answers that readers have sorted",
		Long: `Topics compares the topics assigned with those that readers accept: one JSON
object a line with "text", "question" and "topics", a list of all topics that a
reader would accept as the main one, best first. Answers whose topics are null are not
counted; in training they show which words are used alike.

A first topic is right when it is among the accepted ones. The precision of a
topic is the share of the answers with it first in which it is accepted; its
recall is the share of the answers for which it is the best whose first topic
is accepted. Pairs that are confused are the best accepted and the first
assigned topic of the wrong answers. CALIBRATION says how often first topics of
about the same weight are accepted.

--folds N cross-validates: a taxonomy is trained anew for each fold, as "candor
train topics" does it and with its flags, on the answers of all calls in
the others. A call is "call", or the "id" before "#". With --by-kind a fold is a
kind of call, by the words in it, as industries differ in theirs: how well does
what was learned from other industries' answers hold?`,
		Example: `  candor eval topics sorted.jsonl
  candor eval topics --errors --topics ours.yaml sorted.jsonl
  candor eval topics --folds 12 --by-kind sorted.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			read, err := readTopicAnswers(a, args)
			if err != nil {
				return err
			}
			answers := evaluation.Sorted(read)
			if len(answers) == 0 {
				return fmt.Errorf("%s: no answers with \"topics\"", strings.Join(args, ", "))
			}
			var result evaluation.TopicEvaluation
			var how string
			switch {
			case folds.Folds == 0 && folds.ByKind:
				return errors.New("--by-kind needs --folds: how many kinds there are")
			case folds.Folds == 0:
				taxonomy, err := a.Taxonomy(file)
				if err != nil {
					return err
				}
				how = "taxonomy " + taxonomy.Version()
				result = evaluation.Topics(taxonomy, answers, options)
			case file != "":
				return errors.New("--folds trains taxonomies: it cannot be given with --topics")
			default:
				trained, err := training.trained(a)
				if err != nil {
					return err
				}
				how = foldsHead(folds, options.Seed)
				if result, err = evaluation.CrossTopics(read, folds, trained, options); err != nil {
					return err
				}
			}
			d := topicsDocument(&result, len(read)-len(answers), how, options.Level, showErrors)
			return a.Write(&d, &out)
		},
	}
	console.AddOutputFlags(c, &out, table.Text, table.Markdown, table.CSV, table.JSON)
	c.Flags().StringVar(&file, "topics", "", "YAML `file` that adds topics or replaces them")
	c.Flags().BoolVar(&showErrors, "errors", false, "list the answers whose first topic is not accepted")
	c.Flags().IntVar(&folds.Folds, "folds", 0, "cross-validate in so many `folds` of calls")
	c.Flags().BoolVar(&folds.ByKind, "by-kind", false, "make the folds kinds of calls, by their words")
	c.Flags().Uint64Var(&options.Seed, "seed", options.Seed, "seed of the folds and the bootstrap")
	training.addFlags(c)
	return c
}

// topicsDocument is what eval topics prints.
func topicsDocument(result *evaluation.TopicEvaluation, unsorted int, how string, level float64, showErrors bool) table.Document {
	d := table.Document{
		Head:   topicsHead(result, unsorted, how, level),
		Tables: []table.Table{topicAgreementTable(result.ByTopic), topicCalibrationTable(result), topicConfusionTable(result.Confusion)},
	}
	if showErrors {
		d.Tables = append(d.Tables, topicErrorsTable(result.Errors))
	}
	return d
}

func readTopicAnswers(a *console.Console, paths []string) ([]evaluation.TopicAnswer, error) {
	var answers []evaluation.TopicAnswer
	for _, path := range paths {
		in, err := a.Open(path)
		if err != nil {
			return nil, err
		}
		read, err := evaluation.ReadTopics(in, filepath.ToSlash(path))
		in.Close()
		if err != nil {
			return nil, err
		}
		answers = append(answers, read...)
	}
	return answers, nil
}

// foldsHead says how answers were held out.
func foldsHead(f evaluation.TopicFolds, seed uint64) string {
	of := "whole calls"
	if f.ByKind {
		of = "kinds of calls by their words"
	}
	return fmt.Sprintf("cross-validated in %d folds of %s, seed %d", f.Folds, of, seed)
}

func topicsHead(e *evaluation.TopicEvaluation, skipped int, how string, level float64) []string {
	head := []string{
		fmt.Sprintf("%s answers, %s", table.Thousands(e.Answers), how),
		fmt.Sprintf("First topic accepted: %s of %s, %.3f", table.Thousands(e.First), table.Thousands(e.Answers), e.Accuracy()),
		fmt.Sprintf("The commonest topic for all: %s, %.3f", table.Thousands(e.Commonest), float64(e.Commonest)/float64(e.Answers)),
		fmt.Sprintf("All topics assigned: precision %.3f, recall %.3f, F1 %.3f", e.All.Precision(), e.All.Recall(), e.All.F1()),
	}
	if e.Interval.Defined {
		head[1] += fmt.Sprintf(" [%.3f, %.3f], a %g %% interval, resampling calls", e.Interval.Low, e.Interval.High, 100*level)
	}
	if n, accepted := e.Over(0.8); n > 0 {
		head = append(head, fmt.Sprintf("First topics with a weight over 0.8: %s of %s accepted, %.3f", table.Thousands(accepted), table.Thousands(n), float64(accepted)/float64(n)))
	}
	if skipped > 0 {
		head = append(head, fmt.Sprintf("%s more without topics are not counted", table.Thousands(skipped)))
	}
	return head
}

func topicAgreementTable(counts []evaluation.TopicCounts) table.Table {
	type topic = evaluation.TopicCounts
	return table.Of("by_topic", "", []table.Column[topic]{
		{Name: "topic", Head: "TOPIC", Cell: func(c topic) table.Cell { return table.String(c.Topic) }},
		{Name: "best", Head: "BEST", Right: true, Cell: func(c topic) table.Cell { return table.Int(c.Annotated) }},
		{Name: "first", Head: "FIRST", Right: true, Cell: func(c topic) table.Cell { return table.Int(c.Found) }},
		{Name: "first_accepted", Head: "ACCEPTED", Right: true, Cell: func(c topic) table.Cell { return table.Int(c.Matched) }},
		{Name: "precision", Head: "PRECISION", Right: true, Cell: func(c topic) table.Cell { return shareCell(c.Precision(), c.Found) }},
		{Name: "recall", Head: "RECALL", Right: true, Cell: func(c topic) table.Cell { return shareCell(c.Recall(), c.Annotated) }},
	}, counts).With("BEST: answers of which it is the best topic. FIRST: answers to which it is assigned first, and in how many of these readers accept it.")
}

// shareCell is a dash where there is nothing to have a share of.
func shareCell(share float64, of int) table.Cell {
	if of == 0 {
		return table.Missing()
	}
	return table.Float(share, 3)
}

func topicCalibrationTable(e *evaluation.TopicEvaluation) table.Table {
	type bin = evaluation.TopicBin
	bins := slices.DeleteFunc(slices.Clone(e.Bins), func(b bin) bool { return b.Answers == 0 })
	t := table.Of("calibration", "Calibration: the first topic's weight, and how often it is accepted", []table.Column[bin]{
		{Name: "over", Head: "OVER", Right: true, Cell: func(b bin) table.Cell { return table.Float(b.Low, 1) }},
		{Name: "to", Head: "TO", Right: true, Cell: func(b bin) table.Cell { return table.Float(b.High, 1) }},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(b bin) table.Cell { return table.Int(b.Answers) }},
		{Name: "mean_weight", Head: "MEAN WEIGHT", Right: true, Cell: func(b bin) table.Cell { return table.Float(b.Weight, 3) }},
		{Name: "accepted", Head: "ACCEPTED", Right: true, Cell: func(b bin) table.Cell { return table.Float(float64(b.Accepted)/float64(b.Answers), 3) }},
	}, bins)
	if v := e.CalibrationError; v.Defined {
		t = t.With(fmt.Sprintf("Expected calibration error: %.3f", v.Value))
	}
	return t
}

// confusionsShown bounds the pairs that readers see.
const confusionsShown = 15

func topicConfusionTable(pairs []evaluation.TopicConfusion) table.Table {
	type pair = evaluation.TopicConfusion
	return table.Of("confusion", "Confused most", []table.Column[pair]{
		{Name: "best", Head: "BEST", Cell: func(p pair) table.Cell { return table.String(p.Best) }},
		{Name: "first", Head: "ASSIGNED", Cell: func(p pair) table.Cell { return table.String(p.First) }},
		{Name: "answers", Head: "ANSWERS", Right: true, Cell: func(p pair) table.Cell { return table.Int(p.Count) }},
	}, pairs[:min(confusionsShown, len(pairs))])
}

func topicErrorsTable(wrong []evaluation.TopicError) table.Table {
	type answer = evaluation.TopicError
	return table.Of("errors", "First topic not accepted", []table.Column[answer]{
		{Name: "answer", Head: "ANSWER", Shrink: true, Cell: func(e answer) table.Cell { return table.String(e.Answer.ID) }},
		{Name: "accepted", Head: "ACCEPTED", Cell: func(e answer) table.Cell { return table.String(strings.Join(e.Answer.Topics, ", ")) }},
		{Name: "assigned", Head: "ASSIGNED", Cell: func(e answer) table.Cell {
			var assigned []string
			for _, topic := range e.Assigned {
				assigned = append(assigned, topic.Name)
			}
			return table.String(strings.Join(assigned, ", "))
		}},
		{Name: "question", Head: "QUESTION", Shrink: true, Cell: func(e answer) table.Cell { return table.String(e.Answer.Question) }},
		{Name: "text", Head: "TEXT", Shrink: true, Cell: func(e answer) table.Cell { return table.String(e.Answer.Text) }},
	}, wrong)
}
