//go:build unix

package console

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func content(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWriteTo(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	t.Chdir(t.TempDir())
	var a Console
	write := func(file, s string) error {
		return a.WriteTo(file, func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return err
		})
	}
	if err := os.Mkdir("folder", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, make := range []error{
		os.WriteFile("secret", []byte("old"), 0o600), os.Symlink("../secret", "folder/link"), os.Symlink("link", "folder/twice"),
		os.Symlink("folder/later", "dangling"), os.Symlink("circle", "circle"), syscall.Mkfifo("pipe", 0o600),
	} {
		if make != nil {
			t.Fatal(make)
		}
	}
	t.Run("mode and links stay", func(t *testing.T) {
		if err := write("folder/twice", "new"); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat("secret")
		if err != nil || info.Mode() != 0o600 || content(t, "secret") != "new" {
			t.Errorf("secret is %v, %v, %q", info.Mode(), err, content(t, "secret"))
		}
		if to, err := os.Readlink("folder/twice"); err != nil || to != "link" {
			t.Errorf("the link is %q, %v", to, err)
		}
	})
	t.Run("a link to a file that is not there makes it", func(t *testing.T) {
		if err := write("dangling", "x"); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat("folder/later")
		if err != nil || info.Mode() != 0o640 { // 0666 less the umask
			t.Errorf("the new file is %v, %v", info, err)
		}
	})
	t.Run("a pipe is written", func(t *testing.T) {
		read := make(chan string)
		go func() {
			b, _ := os.ReadFile("pipe")
			read <- string(b)
		}()
		if err := write("pipe", "through"); err != nil {
			t.Fatal(err)
		}
		if got := <-read; got != "through" {
			t.Errorf("read %q", got)
		}
		if info, err := os.Lstat("pipe"); err != nil || info.Mode().Type() != os.ModeNamedPipe {
			t.Errorf("the pipe is %v, %v", info, err)
		}
	})
	t.Run("not at all", func(t *testing.T) {
		broken := errors.New("broken")
		err := a.WriteTo("secret", func(w io.Writer) error {
			io.WriteString(w, "half")
			return broken
		})
		if !errors.Is(err, broken) || content(t, "secret") != "new" {
			t.Errorf("error %v, content %q", err, content(t, "secret"))
		}
		for _, file := range []string{"folder", "circle", "nowhere/x"} {
			if err := write(file, "x"); err == nil {
				t.Errorf("%s was written", file)
			}
		}
	})
	t.Run("abandoned", func(t *testing.T) {
		var a Console
		err := a.WriteTo("secret", func(w io.Writer) error {
			io.WriteString(w, "half")
			a.Abandon()
			return nil
		})
		if err == nil || content(t, "secret") != "new" {
			t.Errorf("error %v, content %q", err, content(t, "secret"))
		}
		if err := a.WriteTo("other", func(io.Writer) error { return nil }); err == nil {
			t.Error("a file is begun after the end")
		}
	})
	for _, folder := range []string{".", "folder"} {
		left, err := filepath.Glob(filepath.Join(folder, ".candor-*"))
		if err != nil || len(left) > 0 {
			t.Errorf("left are %v", left)
		}
	}
}

// In a folder that takes no new files the old one is overwritten.
func TestOverwrites(t *testing.T) {
	if os.Geteuid() == 0 {
		if err := overwriteAsOther(t); err != nil {
			t.Fatal(err)
		}
		return
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "f")
	if err := errors.Join(os.WriteFile(file, []byte("longer than new"), 0o604), os.Chmod(folder, 0o500)); err != nil {
		t.Fatal(err)
	}
	var a Console
	if err := a.WriteTo(file, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o604 || content(t, file) != "new" {
		t.Errorf("it is %v, %v, %q", info, err, content(t, file))
	}
}

// overwriteAsOther checks that a file of somebody else stays theirs.
func overwriteAsOther(t *testing.T) error {
	file := filepath.Join(t.TempDir(), "f")
	if err := errors.Join(os.WriteFile(file, []byte("old"), 0o640), os.Chown(file, 1234, 5678)); err != nil {
		return err
	}
	var a Console
	if err := a.WriteTo(file, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if owner := info.Sys().(*syscall.Stat_t); owner.Uid != 1234 || owner.Gid != 5678 || info.Mode() != 0o640 || content(t, file) != "new" {
		t.Errorf("it is of %d:%d, %v, %q", owner.Uid, owner.Gid, info.Mode(), content(t, file))
	}
	return nil
}
