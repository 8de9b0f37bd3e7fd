package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"candor/hedge"
)

func TestReadTexts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.jsonl")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("{\"text\":\"one\"}\n\n{\"text\":\"two\"}\n")
	if got, err := readTexts(file); err != nil || !reflect.DeepEqual(got, []string{"one", "two"}) {
		t.Errorf("got %q, %v", got, err)
	}
	write("{\"text\":\"one\"}\n\nno\n")
	if _, err := readTexts(file); err == nil || !strings.HasPrefix(err.Error(), file+":3: ") {
		t.Errorf("%v, want an error in line 3", err)
	}
}

func TestCueAlternation(t *testing.T) {
	re := cueAlternation([]hedge.Cue{{Examples: []string{"It is [about] ten.", "It is [just about] ten."}}})
	if got := re.FindAllString("JUST about; about, roundabout", -1); !reflect.DeepEqual(got, []string{"JUST about", "about"}) {
		t.Errorf("got %q", got)
	}
}

// Every contender does its job, and the first of each job is candor's.
func TestContenders(t *testing.T) {
	all, err := contenders()
	if err != nil {
		t.Fatal(err)
	}
	job := ""
	for _, c := range all {
		if c.job != job && !strings.HasPrefix(c.name, "candor") {
			t.Errorf("%s begins with %s", c.job, c.name)
		}
		job = c.job
		c.do("I think it may be a good year, though costs are a problem.")
	}
}
