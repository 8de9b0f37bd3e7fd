package console

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/analysis"
	"candor/report"
	"candor/transcript"
	"candor/transcript/call"
	"candor/transcript/cue"
	"candor/transcript/parquetrows"
	"candor/transcript/source"
)

// Input holds the flags that say how calls are read. All commands that read
// calls have them.
type Input struct {
	format  string
	MaxSize byteSize
	aliases string
	cues    string
	Known   Known
	Jobs    int
	Verbose bool
	Quiet   bool
	columns []string
	// Summed: Reader.Sum is to tell of each file that was read. It is no flag.
	Summed bool
}

func AddInputFlags(c *cobra.Command, in *Input) {
	in.MaxSize = source.DefaultMaxSize
	inGroup(c, GroupReading, in.addFlags)
	var names []string
	for _, f := range transcript.Formats() {
		names = append(names, f.Name)
	}
	Values(c, "input", names...)
}

func (in *Input) addFlags(f *pflag.FlagSet) {
	f.StringVar(&in.format, "input", "", "read every file as this `format` (default: found out from its content; \"candor formats\" lists them)")
	f.Var(&in.MaxSize, "max-size", "most bytes of a file, unpacked, as 64MiB or 1GiB")
	f.StringVar(&in.aliases, "alias", "", "`file` that says which names are one person's")
	f.StringVar(&in.cues, "cues", "", "`file` of cues to read transcripts by, beside the built-in ones that \"candor formats --cues\" prints")
	f.StringVar(&in.Known.id, "call-id", "", "the call's `id`, in place of the one in the file or its name")
	f.StringVar(&in.Known.date, "date", "", "the call's `date`, as 2014-02-19, in place of the one in the file")
	f.StringVar(&in.Known.period, "period", "", "the `quarter` it is about, as 2013-Q4, in place of the one in the file")
	f.IntVar(&in.Jobs, "jobs", 0, "read so `many` files at a time (default: one a core)")
	f.StringArrayVar(&in.columns, "column", nil, "a table's column of another name than usual, as `text=body`; may be given again")
	f.BoolVarP(&in.Quiet, "quiet", "q", false, "say nothing of what is odd in calls that could be read")
	f.BoolVarP(&in.Verbose, "verbose", "v", false, "tell of each call its format, what is known of it, what its turns are and what is odd, and which files were left out")
}

// Known is what the user knows of a call better than its file. Empty fields are
// those that the file may tell.
type Known struct{ id, date, period string }

func (k Known) check() error {
	if _, err := time.Parse(time.DateOnly, k.date); k.date != "" && err != nil {
		return fmt.Errorf("--date %s: want a day as 2014-02-19", k.date)
	}
	if k.period != "" && !IsQuarter(k.period) {
		return fmt.Errorf("--period %s: want a quarter as 2013-Q4", k.period)
	}
	return nil
}

func IsQuarter(s string) bool {
	year, quarter, _ := strings.Cut(s, "-Q")
	_, err := strconv.ParseUint(year, 10, 16)
	return err == nil && len(year) == 4 && len(quarter) == 1 && "1" <= quarter && quarter <= "4"
}

// Set puts what is known in place of what a file told.
func (k Known) Set(id, date, period *string) {
	for _, field := range []struct {
		of    *string
		known string
	}{{id, k.id}, {date, k.date}, {period, k.period}} {
		if field.known != "" {
			*field.of = field.known
		}
	}
}

// Reader reads calls as the input flags say.
type Reader struct {
	*Console
	Input
	Options transcript.Options
	notes   sync.Map // of a path: the lines to print of its calls when its turn comes
	odd     oddities
	empty   map[int]*unanswered    // by argument
	said    map[[2]uint64]callName // the calls that came so far
	again   map[callName]bool      // those of them that came before
	names   map[string]string      // of a path: the name of its call, where the file's is another's too
	sums    sync.Map               // of a path: see Sum
}

// Reader checks the flags and gives what reads as they say.
func (a *Console) Reader(in *Input) (*Reader, error) {
	r := &Reader{Console: a, Input: *in, Options: transcript.Options{Format: in.format, MaxSize: int64(in.MaxSize), PDFText: a.pdfText, Rows: parquetrows.Lines}}
	columns, err := columnNames(in.columns)
	if err != nil {
		return nil, err
	}
	r.Options.Columns = columns
	if in.format != "" && !isFormat(in.format) {
		return nil, fmt.Errorf("--input %s: no such format; \"candor formats\" lists them", in.format)
	}
	if in.Jobs < 0 {
		return nil, fmt.Errorf("--jobs %d: want a number from 1 on", in.Jobs)
	}
	if err := in.Known.check(); err != nil {
		return nil, err
	}
	if in.cues != "" {
		f, err := a.Open(in.cues)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		text, err := io.ReadAll(f)
		if err == nil {
			err = cue.Extend(string(text), filepath.ToSlash(in.cues))
		}
		if err != nil {
			return nil, err
		}
	}
	if in.aliases != "" {
		f, err := a.Open(in.aliases)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if r.Options.Aliases, err = call.ReadAliases(f, filepath.ToSlash(in.aliases)); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func isFormat(name string) bool {
	for _, format := range transcript.Formats() {
		if format.Name == name {
			return true
		}
	}
	return false
}

// Calls reads one file, or standard input for "-".
func (r *Reader) Calls(path string) ([]*call.Call, error) {
	in, err := r.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return r.CallsIn(in, path)
}

// headOfFile is how much of a file tells whether candor made it.
const headOfFile = 4 << 10

// CallsIn reads calls from in, which path names.
func (r *Reader) CallsIn(in io.Reader, path string) ([]*call.Call, error) {
	peeked := bufio.NewReaderSize(in, headOfFile)
	head, _ := peeked.Peek(headOfFile) // what is wrong with it is said when it is read
	if what := report.Made(head); what != "" {
		return nil, fmt.Errorf("%s: is %s by candor, not a transcript", path, what)
	}
	calls, err := transcript.ReadWith(peeked, filepath.ToSlash(path), r.Options)
	if r.Known != (Known{}) && len(calls) > 1 {
		return nil, fmt.Errorf("%s: holds %d calls, and --call-id, --date and --period are about one", path, len(calls))
	}
	if errors.Is(err, transcript.ErrNoSpeakers) && r.format == "" {
		err = fmt.Errorf("%w; a draft of what is to be said is read with --input draft", err)
	}
	for _, call := range calls {
		r.Name(path, &call.ID)
		r.Known.Set(&call.ID, &call.Date, &call.Period)
	}
	r.note(path, calls)
	return calls, err
}

// Name makes the id of a call that is its file's name one that no other file of
// the run has.
func (r *Reader) Name(path string, id *string) {
	if name := r.names[path]; name != "" {
		if rest, ok := strings.CutPrefix(*id, source.BaseName(filepath.ToSlash(path))); ok {
			*id = name + rest
		}
	}
}

// Scored is a file's calls with their records.
type Scored struct {
	Calls   []*call.Call
	Records [][]analysis.Record // of each call
}

// Scored reads a file and scores its calls; it is nil where there is none.
func (r *Reader) Scored(path string, analyzer *analysis.Analyzer) (*Scored, error) {
	calls, err := r.Calls(path)
	if len(calls) == 0 {
		return nil, err
	}
	s := &Scored{Calls: calls, Records: make([][]analysis.Record, len(calls))}
	for i, call := range calls {
		s.Records[i] = analyzer.Records(call)
	}
	return s, err
}

// byteSize is a flag: a number of bytes, with or without a unit.
type byteSize int64

var byteUnits = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1},
}

func (s *byteSize) Type() string { return "size" }

// String writes the size in the largest binary unit that goes into it.
func (s *byteSize) String() string {
	n, unit := int64(*s), "B"
	for _, u := range byteUnits[:4] {
		if size := int64(u.bytes); *s != 0 && int64(*s)%size == 0 {
			n, unit = int64(*s)/size, u.name
		}
	}
	return strconv.FormatInt(n, 10) + unit
}

func (s *byteSize) Set(value string) error {
	number, unit := value, 1.0
	for _, u := range byteUnits {
		if rest, ok := strings.CutSuffix(value, u.name); ok {
			number, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n*unit >= 1) || n*unit > 1<<50 {
		return fmt.Errorf("want a number of bytes, as 500MB or 1GiB")
	}
	*s = byteSize(n * unit)
	return nil
}
