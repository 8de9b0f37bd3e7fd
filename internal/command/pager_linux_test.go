package command_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"candor/internal/command"
)

// openTerminal gives both ends of a new terminal.
func openTerminal(t *testing.T) (master, terminal *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	var number, unlock int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &unlock, syscall.TIOCGPTN: &number} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Skip(errno)
		}
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	return master, terminal
}

// onTerminal runs the command with stdout a terminal and gives what appears there.
func onTerminal(t *testing.T, args string) string {
	t.Helper()
	master, terminal := openTerminal(t)
	defer master.Close()
	shown := make(chan string)
	go func() {
		var b bytes.Buffer
		buffer := make([]byte, 4096)
		for {
			n, err := master.Read(buffer) // fails when the other end is closed
			b.Write(buffer[:n])
			if err != nil {
				shown <- b.String()
				return
			}
		}
	}()
	var stderr bytes.Buffer
	code := command.Run(context.Background(), strings.Fields(args), strings.NewReader(""), terminal, &stderr)
	terminal.Close()
	select {
	case s := <-shown:
		if code != 0 {
			t.Fatalf("candor %s: status %d, %s", args, code, &stderr)
		}
		return s
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was shown")
	}
	return ""
}

// On a terminal reports go through the pager and are coloured, as git does it;
// --no-pager, --color and NO_COLOR are heeded, and of a pipe's nothing.
func TestTerminal(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	t.Setenv("CANDOR_PAGER", "sed 's/^/> /'")
	const report, red = "report -q testdata/calls/meridian-2024-q3.md", "\x1b[31m"
	for _, test := range []struct {
		args, noColour string
		paged, red     bool
	}{
		{report, "", true, true},
		{report + " --no-pager", "", false, true},
		{report, "1", true, false},
		{report + " --color always", "1", true, true},
		{report + " --color never", "", true, false},
		{report + " --format json", "", false, false},
		{"explain -q testdata/calls/meridian-2024-q3.md 24", "", true, true},
	} {
		t.Setenv("NO_COLOR", test.noColour)
		shown := onTerminal(t, test.args)
		if got := strings.HasPrefix(shown, "> "); got != test.paged {
			t.Errorf("%s: through the pager %v, want %v", test.args, got, test.paged)
		}
		if got := strings.Contains(shown, "\x1b["); got != test.red {
			t.Errorf("%s with NO_COLOR=%q: coloured %v, want %v", test.args, test.noColour, got, test.red)
		}
	}
	if piped := run(t, report); strings.HasPrefix(piped, "> ") || strings.Contains(piped, red) {
		t.Error("a pipe gets what a terminal gets")
	}
	if piped := run(t, report+" --color always"); !strings.Contains(piped, red) {
		t.Error("--color always does not colour a pipe")
	}
	t.Setenv("CANDOR_PAGER", "head -c 1 >/dev/null; exit 0") // left early
	onTerminal(t, report+" --full --answers")
}
