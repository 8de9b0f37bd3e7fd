package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"candor/evaluation"
	"candor/report"
)

func newEvalTopics(a *app) *cobra.Command {
	var out output
	var file string
	var errors bool
	c := &cobra.Command{
		Use:   "topics FILE...",
		Short: "Measure the topics on answers that readers have sorted",
		Long: `Topics compares the topics assigned with those that readers accept: one JSON
object a line with "text", "question" and "topics", a list of all topics that a
reader would accept as the main one, best first. Answers whose topics are null
are left out.

A first topic is right when it is among the accepted ones. The precision of a
topic is the share of the answers with it first in which it is accepted; its
recall is the share of the answers for which it is the best whose first topic
is accepted. Pairs that are confused are the best accepted and the first
assigned topic of the wrong answers.`,
		Example: `  candor eval topics sorted.jsonl
  candor eval topics --errors --topics ours.yaml sorted.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			taxonomy, err := a.taxonomy(file)
			if err != nil {
				return err
			}
			read, err := a.readTopicAnswers(args)
			if err != nil {
				return err
			}
			answers := evaluation.Sorted(read)
			if len(answers) == 0 {
				return fmt.Errorf("%s: no answers with \"topics\"", strings.Join(args, ", "))
			}
			skipped := len(read) - len(answers)
			result := evaluation.Topics(taxonomy, answers)
			d := report.Document{
				Head:   topicsHead(&result, skipped, taxonomy.Version()),
				Tables: []report.Table{topicAgreementTable(result.ByTopic), topicConfusionTable(result.Confusion)},
			}
			if errors {
				d.Tables = append(d.Tables, topicErrorsTable(result.Errors))
			}
			return a.write(&d, &out)
		},
	}
	addOutputFlags(c, &out, report.Text, report.Markdown, report.CSV, report.JSON)
	c.Flags().StringVar(&file, "topics", "", "YAML `file` that adds topics or replaces them")
	c.Flags().BoolVar(&errors, "errors", false, "list the answers whose first topic is not accepted")
	return c
}

func (a *app) readTopicAnswers(paths []string) ([]evaluation.TopicAnswer, error) {
	var answers []evaluation.TopicAnswer
	for _, path := range paths {
		in, err := a.open(path)
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

func topicsHead(e *evaluation.TopicEvaluation, skipped int, version string) []string {
	head := []string{
		fmt.Sprintf("%s answers, taxonomy %s", report.Thousands(e.Answers), version),
		fmt.Sprintf("First topic accepted: %s of %s, %.3f", report.Thousands(e.First), report.Thousands(e.Answers), e.Accuracy()),
		fmt.Sprintf("The commonest topic for all: %s, %.3f", report.Thousands(e.Commonest), float64(e.Commonest)/float64(e.Answers)),
		fmt.Sprintf("All topics assigned: precision %.3f, recall %.3f, F1 %.3f", e.All.Precision(), e.All.Recall(), e.All.F1()),
	}
	if skipped > 0 {
		head = append(head, fmt.Sprintf("%s more without topics are left out", report.Thousands(skipped)))
	}
	return head
}

func topicAgreementTable(counts []evaluation.TopicCounts) report.Table {
	t := report.Table{
		Name: "by_topic",
		Columns: []report.Column{
			{Name: "topic", Head: "TOPIC"},
			{Name: "best", Head: "BEST", Right: true},
			{Name: "first", Head: "FIRST", Right: true},
			{Name: "first_accepted", Head: "ACCEPTED", Right: true},
			{Name: "precision", Head: "PRECISION", Right: true},
			{Name: "recall", Head: "RECALL", Right: true},
		},
		Notes: []string{"BEST: answers of which it is the best topic. FIRST: answers to which it is assigned first, and in how many of these readers accept it."},
	}
	for _, c := range counts {
		t.Rows = append(t.Rows, []report.Cell{
			report.String(c.Topic), report.Int(c.Annotated), report.Int(c.Found), report.Int(c.Matched),
			shareCell(c.Precision(), c.Found), shareCell(c.Recall(), c.Annotated),
		})
	}
	return t
}

// shareCell is a dash where there is nothing to have a share of.
func shareCell(share float64, of int) report.Cell {
	if of == 0 {
		return report.Missing()
	}
	return report.Float(share, 3)
}

// confusionsShown bounds the pairs that readers see.
const confusionsShown = 15

func topicConfusionTable(pairs []evaluation.TopicConfusion) report.Table {
	t := report.Table{
		Name:  "confusion",
		Title: "Confused most",
		Columns: []report.Column{
			{Name: "best", Head: "BEST"},
			{Name: "first", Head: "ASSIGNED"},
			{Name: "answers", Head: "ANSWERS", Right: true},
		},
	}
	for _, p := range pairs[:min(confusionsShown, len(pairs))] {
		t.Rows = append(t.Rows, []report.Cell{report.String(p.Best), report.String(p.First), report.Int(p.Count)})
	}
	return t
}

func topicErrorsTable(errors []evaluation.TopicError) report.Table {
	t := report.Table{
		Name:  "errors",
		Title: "First topic not accepted",
		Columns: []report.Column{
			{Name: "answer", Head: "ANSWER", Shrink: true},
			{Name: "accepted", Head: "ACCEPTED"},
			{Name: "assigned", Head: "ASSIGNED"},
			{Name: "question", Head: "QUESTION", Shrink: true},
			{Name: "text", Head: "TEXT", Shrink: true},
		},
	}
	for i := range errors {
		e := &errors[i]
		var assigned []string
		for _, topic := range e.Assigned {
			assigned = append(assigned, topic.Name)
		}
		t.Rows = append(t.Rows, []report.Cell{
			report.String(e.Answer.ID), report.String(strings.Join(e.Answer.Topics, ", ")), report.String(strings.Join(assigned, ", ")),
			report.String(e.Answer.Question), report.String(e.Answer.Text),
		})
	}
	return t
}
