package cue

import (
	"strings"
	"testing"
)

func TestBuiltIn(t *testing.T) {
	for list, name := range names {
		if len(List(list).Entries()) == 0 || !strings.Contains(Text(), "["+name+"]") {
			t.Errorf("list %s has %d entries", name, len(List(list).Entries()))
		}
	}
	if !Floor.In("a question comes from the line of ann") || !Suffix.Has("jr") || !Operator.Has("conferenceoperator") || Bare.Has("revenue") {
		t.Error("entries are not matched as they are written")
	}
	if !PublisherBegins.Begins("duration: 61 minutes") || PublisherBegins.Begins("the duration: 61 minutes") {
		t.Error("beginnings are not matched at the beginning alone")
	}
	if n := Closing.Count("thank you for joining"); n != 2 {
		t.Errorf("%d closing cues, want 2: thank, joining", n)
	}
	if len(Nicknames("bob")) != 1 || len(Nicknames("kate")) != 2 {
		t.Errorf("groups of bob %v and kate %v", Nicknames("bob"), Nicknames("kate"))
	}
}

func TestExtend(t *testing.T) {
	before := current.Load()
	defer current.Store(before)
	if err := Extend("[floor] # mine\nthe mike goes to_; over with\n[role.operator]\nCall Host\n", "mine.txt"); err != nil {
		t.Fatal(err)
	}
	if !Floor.In("now the mike goes to ann") || Floor.In("the mike goes today") || !Operator.Has("callhost") || !Floor.In("the line of ann") {
		t.Error("the file's entries do not stand beside the others")
	}
	if !strings.HasSuffix(Text(), "Call Host\n") {
		t.Error("Text is without the file's cues")
	}
	for text, want := range map[string]string{
		"[florr]\nx\n":  "mine.txt:1: [florr] is no list of cues; candor formats --cues prints all",
		"\nx; y\n":      "mine.txt:2: \"x; y\" stands before the first [list]",
		"[floor]\n[x\n": "mine.txt:2: [x is no list of cues; candor formats --cues prints all",
	} {
		if err := Extend(text, "mine.txt"); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
