package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"candor/internal/table"
)

// runs is how often a start is measured; the quickest counts, as what else a
// machine does only ever adds.
const runs = 20

// start is a program from nothing to its end.
type start struct {
	command   string
	wall, cpu time.Duration
}

// starts measures how long candor takes from its start to its help and to the
// table of one call, beside the start of Python without its site packages, where
// there is one.
func starts(w io.Writer, candor, call string) error {
	var rows []start
	for _, command := range [][]string{{"python3", "-S", "-c", "pass"}, {candor, "--help"}, {candor, "formats"}, {candor, "report", call}} {
		if _, err := exec.LookPath(command[0]); err != nil {
			fmt.Fprintln(os.Stderr, "throughput:", err)
			continue
		}
		s := start{command: strings.Join(append([]string{command[0]}, command[1:]...), " ")}
		if command[0] == candor {
			s.command = "candor " + command[1]
		}
		for i := range runs {
			c := exec.Command(command[0], command[1:]...)
			begin := time.Now()
			if err := c.Run(); err != nil {
				return fmt.Errorf("%s: %w", s.command, err)
			}
			wall, cpu := time.Since(begin), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
			if i == 0 {
				s.wall, s.cpu = wall, cpu
			}
			s.wall, s.cpu = min(s.wall, wall), min(s.cpu, cpu)
		}
		rows = append(rows, s)
	}
	milliseconds := func(d time.Duration) table.Cell { return table.Float(float64(d.Microseconds())/1000, 1) }
	d := table.Document{Tables: []table.Table{table.Of("starts", "", []table.Column[start]{
		{Name: "command", Head: "Command", Cell: func(s start) table.Cell { return table.String(s.command) }},
		{Name: "ms", Head: "ms", Right: true, Cell: func(s start) table.Cell { return milliseconds(s.wall) }},
		{Name: "cpu_ms", Head: "CPU ms", Right: true, Cell: func(s start) table.Cell { return milliseconds(s.cpu) }},
	}, rows).With(fmt.Sprintf("The least of %d runs each.", runs))}}
	return d.Write(w, table.Markdown, 0)
}
