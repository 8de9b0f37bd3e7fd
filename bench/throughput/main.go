// Throughput measures how fast candor turns files into results, and in how much
// memory: it repeats the transcripts of a folder to 100 and to 1,000 files, runs
// the command over them on one core and on two, and prints a Markdown table. PDFs
// take much longer than text and are in a row of their own.
//
//	go run ./throughput [FOLDER]
//
// With a file it measures starts instead: how long candor takes to its help and to
// the table of that one call.
//
//	go run ./throughput CALL
//
// Time is what the clock says, with candor's start, and what the cores spent;
// peak memory is what the system gives (getrusage).
package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"candor/internal/table"
)

func main() {
	folder := "../testdata/calls"
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	if err := run(os.Stdout, folder); err != nil {
		fmt.Fprintln(os.Stderr, "throughput:", err)
		os.Exit(2)
	}
}

// row is one run of the command.
type row struct {
	command, pdf string
	files, cores int
	megabytes    float64
	measurement
}

func throughput(rows []row) table.Table {
	return table.Of("throughput", "", []table.Column[row]{
		{Name: "command", Head: "Command", Cell: func(r row) table.Cell { return table.String("candor " + r.command) }},
		{Name: "pdf", Head: "PDFs", Cell: func(r row) table.Cell { return table.String(r.pdf) }},
		{Name: "files", Head: "Files", Right: true, Cell: func(r row) table.Cell { return table.Int(r.files) }},
		{Name: "mb", Head: "MB", Right: true, Cell: func(r row) table.Cell { return table.Float(r.megabytes, 1) }},
		{Name: "cores", Head: "Cores", Right: true, Cell: func(r row) table.Cell { return table.Int(r.cores) }},
		{Name: "seconds", Head: "Seconds", Right: true, Cell: func(r row) table.Cell { return table.Float(r.wall.Seconds(), 2) }},
		{Name: "mb_per_second", Head: "MB/s", Right: true, Cell: func(r row) table.Cell { return table.Float(r.megabytes/r.wall.Seconds(), 1) }},
		{Name: "cpu_seconds", Head: "CPU seconds", Right: true, Cell: func(r row) table.Cell { return table.Float(r.cpu.Seconds(), 2) }},
		{Name: "peak_mb", Head: "Peak memory, MB", Right: true, Cell: func(r row) table.Cell { return table.Int(int(r.peak / 1e6)) }},
	}, rows)
}

func run(w io.Writer, folder string) error {
	work, err := os.MkdirTemp("", "throughput-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	candor := filepath.Join(work, "candor")
	build := exec.Command("go", "build", "-o", candor, ".")
	build.Dir = ".." // candor's own module, which knows what it needs
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return starts(w, candor, folder)
	}
	var rows []row
	for i, set := range []struct {
		files    int
		pdf      string
		commands []string
	}{
		{100, "no", []string{"score", "report"}},
		{1000, "no", []string{"score", "report"}},
		{1000, "yes", []string{"score"}},
	} {
		calls := filepath.Join(work, strconv.Itoa(i))
		size, err := repeat(folder, calls, set.files, set.pdf == "yes")
		if err != nil {
			return err
		}
		for _, command := range set.commands {
			for cores := 1; cores <= 2; cores++ {
				m, err := measure(candor, command, calls, cores)
				if err != nil {
					return err
				}
				rows = append(rows, row{command, set.pdf, set.files, cores, float64(size) / 1e6, m})
			}
		}
	}
	d := table.Document{Tables: []table.Table{throughput(rows)}}
	return d.Write(w, table.Markdown, 0)
}

// repeat copies the files below folder again and again until there are so many,
// and gives their bytes.
func repeat(folder, to string, files int, pdf bool) (size int64, err error) {
	var paths []string
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && (pdf || filepath.Ext(path) != ".pdf") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	if len(paths) == 0 {
		return 0, fmt.Errorf("no files in %s", folder)
	}
	if err := os.Mkdir(to, 0o755); err != nil {
		return 0, err
	}
	for i := range files {
		path := paths[i%len(paths)]
		content, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		size += int64(len(content))
		if err := os.WriteFile(filepath.Join(to, fmt.Sprintf("%04d-%s", i, filepath.Base(path))), content, 0o644); err != nil {
			return 0, err
		}
	}
	return size, nil
}

type measurement struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// measure runs candor over the files in a folder. Files that it cannot read are
// told on standard error, and measured as well.
func measure(candor, command, folder string, cores int) (measurement, error) {
	c := exec.Command(candor, command, "--jobs", strconv.Itoa(cores), folder)
	c.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores))
	c.Stderr = os.Stderr
	begin := time.Now()
	err := c.Run()
	wall := time.Since(begin)
	if c.ProcessState == nil || c.ProcessState.ExitCode() != 0 && c.ProcessState.ExitCode() != 2 {
		return measurement{}, fmt.Errorf("candor %s: %w", command, err)
	}
	usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return measurement{}, fmt.Errorf("this system tells no peak memory")
	}
	return measurement{wall, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss * 1024}, nil // Linux counts kilobytes
}
