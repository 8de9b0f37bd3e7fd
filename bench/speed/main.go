// Speed measures candor's hedge detector, sentiment scorer and topics beside other
// ways to the same end, in one run over the same answers, on one core, and
// prints a Markdown table.
//
//	go run ./speed [FILE...]
//
// FILE is JSON Lines with "text". How fast it is depends on the machine; the
// ratios depend on it less.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/cdipaolo/sentiment"
	"github.com/jonreiter/govader"

	"candor/directness"
	"candor/hedge"
	"candor/internal/table"
	"candor/score"
	"candor/text"
	"candor/topic"
)

func main() {
	files := os.Args[1:]
	if len(files) == 0 {
		files = []string{"../testdata/gold/hedges.jsonl"}
	}
	if err := run(os.Stdout, files); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(2)
	}
}

// contender does one job over one answer. The first of a job is candor's, to
// which the others are compared.
type contender struct {
	job, name string
	do        func(answer string)
}

func run(w io.Writer, files []string) error {
	var answers []string
	for _, name := range files {
		read, err := readTexts(name)
		if err != nil {
			return err
		}
		answers = append(answers, read...)
	}
	size := 0
	for _, a := range answers {
		size += len(a)
	}
	if size == 0 {
		return fmt.Errorf("no texts in %s", strings.Join(files, ", "))
	}
	all, err := contenders()
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	type result struct {
		contender
		rate, allocations float64
		ratio             table.Cell
	}
	var results []result
	var own float64
	for i, c := range all {
		rate, allocations := measure(c, answers, size)
		ratio := table.Missing()
		if i == 0 || all[i-1].job != c.job {
			own = rate
		} else {
			ratio = table.Float(own/rate, 1)
		}
		results = append(results, result{c, rate, allocations, ratio})
	}
	t := table.Of("speed", "", []table.Column[result]{
		{Name: "job", Head: "Job", Cell: func(r result) table.Cell { return table.String(r.job) }},
		{Name: "contender", Head: "By", Cell: func(r result) table.Cell { return table.String(r.name) }},
		{Name: "mb_per_second", Head: "MB/s", Right: true, Cell: func(r result) table.Cell { return table.Float(r.rate, 2) }},
		{Name: "ratio", Head: "candor is faster by", Right: true, Cell: func(r result) table.Cell { return r.ratio }},
		{Name: "allocations", Head: "Allocations per answer", Right: true, Cell: func(r result) table.Cell { return table.Float(r.allocations, 1) }},
	}, results).With(fmt.Sprintf("%d answers, %d bytes, %s, %s/%s, one core.", len(answers), size, runtime.Version(), runtime.GOOS, runtime.GOARCH))
	d := table.Document{Tables: []table.Table{t}}
	return d.Write(w, table.Markdown, 0)
}

// The answers are taken in parts, each a few times: of a part the quickest time
// counts, as what else the machine does only ever adds.
const (
	part        = 20 // answers
	leastRounds = 2
	mostRounds  = 20
	enough      = 2 * time.Second
)

// measure gives megabytes per second and allocations per answer.
func measure(c contender, answers []string, size int) (rate, allocations float64) {
	parts := slices.Collect(slices.Chunk(answers, part))
	best := make([]time.Duration, len(parts))
	var before, after runtime.MemStats
	begin := time.Now()
	for round := 0; round < leastRounds || round < mostRounds && time.Since(begin) < enough; round++ {
		runtime.ReadMemStats(&before)
		for i, part := range parts {
			start := time.Now()
			for _, a := range part {
				c.do(a)
			}
			if took := time.Since(start); round == 0 || took < best[i] {
				best[i] = took
			}
		}
		runtime.ReadMemStats(&after)
	}
	var sum time.Duration
	for _, d := range best {
		sum += d
	}
	return float64(size) / 1e6 / sum.Seconds(), float64(after.Mallocs-before.Mallocs) / float64(len(answers))
}

func contenders() ([]contender, error) {
	own := score.Default()
	models, err := sentiment.Restore()
	if err != nil {
		return nil, err
	}
	vader := govader.NewSentimentIntensityAnalyzer()
	doc := new(text.Document)
	detector := hedge.Default()
	var found hedge.Result
	alternation := cueAlternation(hedge.BuiltIn().Cues())
	taxonomy := topic.Default()
	judge, question := directness.Default(), text.New("Could you talk about what drove the margin in the quarter, and how much of it was price?")
	const hedges, tone, topics = "hedges", "sentiment", "topics"
	return []contender{
		{hedges, "candor, tokens and all", func(a string) { doc.Reset(a); detector.Detect(doc, &found) }},
		{hedges, "regexp, an alternation of the cues", func(a string) { alternation.FindAllStringIndex(a, -1) }},
		{tone, "candor, scorer " + own.Name() + ", tokens and all", func(a string) { doc.Reset(a); own.Score(score.Input{Answer: doc}) }},
		{tone, "cdipaolo/sentiment, SentimentAnalysis", func(a string) { models.SentimentAnalysis(a, sentiment.English) }},
		{tone, "jonreiter/govader, PolarityScores", func(a string) { vader.PolarityScores(a) }},
		{"directness", "candor, tokens and all, one question for all", func(a string) {
			doc.Reset(a)
			detector.Detect(doc, &found)
			judge.Judge(directness.Input{Question: question, Answer: doc, Hedges: &found})
		}},
		{topics, "candor, tokens and all", func(a string) { doc.Reset(a); taxonomy.Assign(nil, doc) }},
	}, nil
}

var marked = regexp.MustCompile(`\[([^\]]+)\]`)

// cueAlternation matches what the examples of the cues mark, the longest
// first. It knows no context: it does less than the detector.
func cueAlternation(cues []hedge.Cue) *regexp.Regexp {
	var all []string
	for i := range cues {
		for _, example := range cues[i].Examples {
			for _, m := range marked.FindAllStringSubmatch(example, -1) {
				all = append(all, regexp.QuoteMeta(strings.ToLower(m[1])))
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(slices.Compact(all), "|") + `)\b`)
}

// longestLine bounds a line of a file.
const longestLine = 16 << 20

func readTexts(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var texts []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var a struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		texts = append(texts, a.Text)
	}
	return texts, lines.Err()
}
