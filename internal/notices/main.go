// Notices prints NOTICE: what candor itself owes to others, and the licenses of
// all modules that are compiled into the command, each text once.
//
//	go run ./internal/notices > NOTICE
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed own.txt
var own string

func main() {
	w := bufio.NewWriter(os.Stdout)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(2)
	}
}

// license is a text and who put something under it.
type license struct {
	text    string
	holders []string // "module: copyright"
}

func write(w io.Writer) error {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", ".").Output()
	if err != nil {
		return err
	}
	modules := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(modules)
	var licenses []*license
	for _, m := range slices.Compact(modules) {
		path, dir, found := strings.Cut(m, "\t")
		if !found {
			continue
		}
		files, err := licenseFiles(dir)
		if err != nil {
			return err
		}
		if len(files) == 0 {
			return fmt.Errorf("%s has no license file", path)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			licenses = add(licenses, path, data)
		}
	}
	fmt.Fprint(w, own)
	for _, l := range licenses {
		fmt.Fprintf(w, "\n%s\n\n%s\n\n%s\n", strings.Repeat("-", 78), strings.Join(l.holders, "\n"), l.text)
	}
	return nil
}

// licenseFiles gives the files of a module's own folder that hold its terms, and
// those of its folder of licenses.
func licenseFiles(dir string) ([]string, error) {
	files, _ := filepath.Glob(filepath.Join(dir, "licenses", "*"))
	files = slices.DeleteFunc(files, func(f string) bool { return filepath.Base(f) == "gpl.txt" }) // of FreeType's two, the other is taken
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if !e.IsDir() && (strings.HasPrefix(name, "LICENSE") || strings.HasPrefix(name, "COPYING") || strings.HasPrefix(name, "NOTICE")) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, err
}

// add puts a module under the license whose text, but for the lines that say who
// holds the copyright, is the same.
func add(licenses []*license, module string, data []byte) []*license {
	var text, copyright []string
	for line := range bytes.Lines(data) {
		s := strings.TrimRight(string(line), " \r\n\t")
		if lower := strings.ToLower(strings.TrimSpace(s)); strings.HasPrefix(lower, "copyright") && strings.ContainsAny(lower, "0123456789") {
			copyright = append(copyright, strings.TrimSpace(s))
		} else {
			text = append(text, s)
		}
	}
	holder := module
	if len(copyright) > 0 {
		holder += ": " + strings.Join(copyright, "; ")
	}
	whole := strings.Trim(strings.Join(text, "\n"), "\n")
	same := func(l *license) bool {
		return strings.Join(strings.Fields(l.text), " ") == strings.Join(strings.Fields(whole), " ")
	}
	if i := slices.IndexFunc(licenses, same); i >= 0 {
		licenses[i].holders = append(licenses[i].holders, holder)
		return licenses
	}
	return append(licenses, &license{whole, []string{holder}})
}
