package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"strings"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"candor/analysis"
	"candor/internal/harmless"
	"candor/norms"
	"candor/transcript"
	"candor/transcript/call"
	"candor/transcript/parquetrows"
)

func init() {
	register.DoFn4x1[context.Context, fileio.ReadableFile, func(string, scored), func(string), error](&scoreFn{})
	register.DoFn3x0[string, func(*scored) bool, func(scored)](&firstFn{})
	register.DoFn2x1[context.Context, scored, error](&recordsFn{})
	register.DoFn2x1[context.Context, []byte, error](&fileFn{})
	register.DoFn2x0[context.Context, string](&logFn{})
	register.Emitter2[string, scored]()
	register.Emitter1[scored]()
	register.Emitter1[string]()
	register.Iter1[scored]()
	register.Combiner3[normsSum, scored, []byte](&normsFn{})
	register.Combiner3[profileSum, scored, []byte](&profileFn{})
	beam.RegisterType(reflect.TypeFor[scored]())
	beam.RegisterCoder(reflect.TypeFor[normsSum](), encodeNorms, decodeNorms)
	beam.RegisterCoder(reflect.TypeFor[profileSum](), encodeProfile, decodeProfile)
}

// options say what is written, each where it is named.
type options struct {
	Records, Norms, Mostly, Profile, Errors string
	LeaveOut                                int
}

// build makes the pipeline: files are read and scored, a call that stands in several
// counts once, and what each adds to norms and profile is added up in any order.
func build(s beam.Scope, in inputs, o options) error {
	if len(in) == 0 {
		return errors.New("--input: name a pattern of files")
	}
	if o.Records+o.Norms+o.Profile == "" {
		return errors.New("nothing is to be written: name --records, --norms or --profile")
	}
	var calls, failures []beam.PCollection
	for _, input := range in {
		publisher, pattern, named := strings.Cut(input, "=")
		if !named {
			publisher, pattern = "", input
		}
		files := fileio.ReadMatches(s, fileio.MatchFiles(s, pattern))
		one, failed := beam.ParDo2(s, &scoreFn{Publisher: publisher, Norms: o.Norms != "", Profile: o.Profile != "", LeaveOut: o.LeaveOut}, beam.Reshuffle(s, files))
		calls, failures = append(calls, one), append(failures, failed)
	}
	each := beam.ParDo(s, &firstFn{}, beam.GroupByKey(s, beam.Flatten(s, calls...)))
	failed := beam.Flatten(s, failures...)
	if o.Errors != "" {
		textio.Write(s, o.Errors, failed)
	} else {
		beam.ParDo0(s, &logFn{}, failed)
	}
	if o.Records != "" {
		beam.ParDo0(s, &recordsFn{Folder: o.Records}, each)
	}
	if o.Norms != "" {
		beam.ParDo0(s, &fileFn{Path: o.Norms}, beam.Combine(s, &normsFn{Mostly: o.Mostly}, each))
	}
	if o.Profile != "" {
		beam.ParDo0(s, &fileFn{Path: o.Profile}, beam.Combine(s, &profileFn{}, each))
	}
	return nil
}

// scored is a call with what it adds to each output.
type scored struct {
	Key, Source             string
	Records, Norms, Profile []byte
}

// scoreFn reads a file and scores its calls. What cannot be read is a line of text.
type scoreFn struct {
	Publisher      string
	Norms, Profile bool
	LeaveOut       int
}

// analyzer is built when a worker scores its first call.
var analyzer = sync.OnceValue(analysis.Default)

func (f *scoreFn) ProcessElement(ctx context.Context, file fileio.ReadableFile, emit func(string, scored), failed func(string)) error {
	name := file.Metadata.Path
	data, err := file.Read(ctx)
	if err != nil {
		return err // a store that does not answer: the runner tries again
	}
	calls, err := transcript.ReadWith(bytes.NewReader(data), name, transcript.Options{Rows: parquetrows.Lines})
	if err != nil {
		failed(harmless.Clean(err.Error()))
	}
	for _, c := range calls {
		one, err := f.score(c)
		if err != nil {
			return err
		}
		if one == nil {
			failed(harmless.Clean(name + ": call " + c.ID + ": no executive's answer to score"))
			continue
		}
		emit(one.Key, *one)
	}
	return nil
}

// score gives a call's outputs, nil where nobody answers.
func (f *scoreFn) score(c *call.Call) (*scored, error) {
	records := analyzer().Records(c)
	if len(records) == 0 {
		return nil, nil
	}
	signature := norms.Signature(records)
	one := &scored{Key: fmt.Sprintf("%012x", signature), Source: c.Source}
	var b bytes.Buffer
	if f.Norms && !norms.LeftOut(signature, f.LeaveOut) {
		if err := norms.Measure(records, f.Publisher).Write(&b); err != nil {
			return nil, err
		}
		one.Norms = bytes.Clone(b.Bytes())
	}
	if f.Profile {
		b.Reset()
		profile := new(analysis.Profile)
		profile.Add(analysis.Counted(records, call.QA))
		if err := profile.Write(&b); err != nil {
			return nil, err
		}
		one.Profile = bytes.Clone(b.Bytes())
	}
	b.Reset()
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for i := range records {
		records[i].Sentences = nil // as candor score leaves them out
		if err := encoder.Encode(&records[i]); err != nil {
			return nil, err
		}
	}
	one.Records = harmless.EscapeJSON(b.Bytes())
	return one, nil
}

// firstFn takes of calls that say the same, word for word, the one whose file's name
// is first, so that it does not matter which was scored first.
type firstFn struct{}

func (f *firstFn) ProcessElement(_ string, calls func(*scored) bool, emit func(scored)) {
	var first, next scored
	for known := false; calls(&next); known = true {
		if !known || cmp.Compare(next.Source, first.Source) < 0 {
			first = next
		}
		next = scored{}
	}
	emit(first)
}

// recordsFn writes the records of each call to a file of its own, which a second
// attempt writes again.
type recordsFn struct{ Folder string }

func (f *recordsFn) ProcessElement(ctx context.Context, one scored) error {
	name := path.Base(one.Source)
	name = strings.TrimSuffix(name, path.Ext(name)) + "-" + one.Key + ".jsonl"
	return write(ctx, strings.TrimSuffix(f.Folder, "/")+"/"+name, one.Records)
}

// fileFn writes the one element there is.
type fileFn struct{ Path string }

func (f *fileFn) ProcessElement(ctx context.Context, data []byte) error {
	return write(ctx, f.Path, data)
}

func write(ctx context.Context, path string, data []byte) error {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	w, err := fs.OpenWrite(ctx, path)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return errors.Join(err, w.Close())
}

type logFn struct{}

func (f *logFn) ProcessElement(ctx context.Context, line string) { log.Warn(ctx, line) }
