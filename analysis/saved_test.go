package analysis

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestReadSaved(t *testing.T) {
	saved := "\n" + `{"id":"a","words":3,"sentiment":{"score":0.5}}` + "\n" + `{"id":` + "\n" + `{"id":"c","text":"x"}` + "\n" + `{"id":"d","words":4,"sentiment":{"score":null}}`
	var ids []string
	rest, err := ReadSaved(strings.NewReader(saved), "f.jsonl", func(r *Record) { ids = append(ids, r.ID) })
	if rest != nil || strings.Join(ids, " ") != "a d" {
		t.Errorf("read %v, rest %v; want a and d", ids, rest)
	}
	if err == nil || !strings.Contains(err.Error(), "f.jsonl:3: ") || !strings.Contains(err.Error(), "f.jsonl:4: ") {
		t.Errorf("error %v, want lines 3 and 4", err)
	}
	for _, other := range []string{"", "\n\n", "\n{\"text\":\"x\"}\n{\"text\":\"y\"}", "**Ann**\n\nHello."} {
		rest, err := ReadSaved(strings.NewReader(other), "f", func(*Record) { t.Error("a record is read") })
		if err != nil || rest == nil {
			t.Fatalf("%q: %v", other, err)
		}
		if again, _ := io.ReadAll(rest); string(again) != other {
			t.Errorf("%q: the rest is %q", other, again)
		}
	}
}

func FuzzReadSaved(f *testing.F) {
	f.Add([]byte(`{"id":"a","words":3,"sentiment":{"score":0.5}}`))
	f.Add([]byte("\n{\"words\":1,\"sentiment\":{}}\nnull\n"))
	f.Add([]byte("**Ann**"))
	f.Fuzz(func(t *testing.T, input []byte) {
		var o Answers
		rest, err := ReadSaved(bytes.NewReader(input), "f", func(r *Record) { o.Add([]*Record{r}) })
		if rest == nil {
			return
		}
		if again, _ := io.ReadAll(rest); err == nil && !bytes.Equal(again, input) {
			t.Errorf("the rest is %q", again)
		}
	})
}

func FuzzReadProfile(f *testing.F) {
	var p Profile
	p.Answers = *observations(2, 2, func(c, i int) float64 { return float64(i) })
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"metrics":[],"calls":[{"answers":[{"terms":[[1,-1]]}]}]}`))
	f.Fuzz(func(t *testing.T, input []byte) {
		p, err := ReadProfile(bytes.NewReader(input), "f")
		if err != nil {
			return
		}
		// What was read can be written, and that be read again.
		var first, second bytes.Buffer
		if err := p.Write(&first); err != nil {
			t.Fatal(err)
		}
		again, err := ReadProfile(bytes.NewReader(first.Bytes()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("written anew it differs: %v", err)
		}
	})
}
