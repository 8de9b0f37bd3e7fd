// Cluster scores earnings calls on many machines: a file pattern in; records, norms
// and a profile out. It is an Apache Beam pipeline that runs by itself, and with
// --runner on Flink, Spark or Dataflow; README.md has the commands.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

// inputs is a flag that may be given again.
type inputs []string

func (i *inputs) String() string { return fmt.Sprint(*i) }

func (i *inputs) Set(value string) error {
	*i = append(*i, value)
	return nil
}

func main() {
	var o options
	var in inputs
	flag.Var(&in, "input", "`pattern` of files, as gs://bucket/calls/*.txt, with the name of their publisher before it where it is known: \"Our desk=calls/*.md\"; may be given again")
	flag.StringVar(&o.Records, "records", "", "`folder` for the records, a JSON Lines file a call")
	flag.StringVar(&o.Norms, "norms", "", "`file` for the norms, as candor norms make writes them")
	flag.StringVar(&o.Mostly, "mostly", "", "what calls they mostly are, for the norms")
	flag.IntVar(&o.LeaveOut, "leave-out", 0, "leave one call in so many out of the norms")
	flag.StringVar(&o.Profile, "profile", "", "`file` for the profile, as candor profile writes it")
	flag.StringVar(&o.Errors, "errors", "", "`file` for what could not be read, a line each (default: the log)")
	flag.Parse()
	beam.Init()
	if err := run(context.Background(), in, o); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, in inputs, o options) error {
	p, s := beam.NewPipelineWithRoot()
	if err := build(s, in, o); err != nil {
		return err
	}
	return beamx.Run(ctx, p)
}
