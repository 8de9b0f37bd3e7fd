//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// A signal ends a command that reads, and one that computes for hours; nothing
// half written is left, and the process ends as by the signal.
func TestSignals(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	call, err := os.ReadFile("../../testdata/calls/meridian-2024-q3.md")
	if err != nil {
		t.Fatal(err)
	}
	other, err := filepath.Abs("../../testdata/quarters/brightwater-2023-q1.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, hours := range map[string]bool{"reading": false, "computing": true} {
		for _, by := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			t.Run(name+" "+by.String(), func(t *testing.T) {
				if signal.Ignored(by) {
					t.Skip("ignored here, as a program that nohup starts ignores it too")
				}
				folder := t.TempDir()
				pipe := filepath.Join(folder, "pipe")
				if err := syscall.Mkfifo(pipe, 0o600); err != nil {
					t.Fatal(err)
				}
				c := exec.Command(self)
				c.Args = []string{"candor", "compare", "--permutations", "1000000000", "--output", "out.txt", other, "pipe"}
				c.Dir = folder
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until candor reads
				if err != nil {
					t.Fatal(err)
				}
				w.Write(call)
				if hours {
					w.Close()
				}
				if err := c.Process.Signal(by); err != nil {
					t.Fatal(err)
				}
				c.Wait()
				w.Close()
				if status := c.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != by {
					t.Errorf("ended with %v, want by %v", c.ProcessState, by)
				}
				entries, err := os.ReadDir(folder)
				if err != nil || len(entries) != 1 {
					t.Errorf("left are %v, %v; want the pipe", entries, err)
				}
			})
		}
	}
}
