package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/transcript/source"
)

func read(d Dialect, text string) (rows [][]string, err error) {
	for row, e := range d.Rows(text) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, d.Values(text, row))
	}
	return rows, nil
}

func TestRows(t *testing.T) {
	for name, test := range map[string]struct {
		comma byte
		text  string
		want  [][]string
	}{
		"plain":            {',', "a,b\nc,d\n", [][]string{{"a", "b"}, {"c", "d"}}},
		"no last end":      {',', "a,b\nc,d", [][]string{{"a", "b"}, {"c", "d"}}},
		"CRLF":             {',', "a,b\r\nc,d\r\n", [][]string{{"a", "b"}, {"c", "d"}}},
		"CR":               {',', "a,b\rc,d\r", [][]string{{"a", "b"}, {"c", "d"}}},
		"empty lines":      {',', "a,b\n\n  \nc,d\n", [][]string{{"a", "b"}, {"c", "d"}}},
		"empty cells":      {',', "a,\n,d\n", [][]string{{"a", ""}, {"", "d"}}},
		"quotes":           {',', "\"a, b\",\"c \"\"d\"\"\"\n", [][]string{{"a, b", `c "d"`}}},
		"lines in quotes":  {',', "\"a\nb\",c\n", [][]string{{"a\nb", "c"}}},
		"empty quotes":     {',', "\"\",\"\"\nx,y", [][]string{{"", ""}, {"x", "y"}}},
		"a quote within":   {',', "say \"so\",b\n", [][]string{{`say "so"`, "b"}}},
		"an open quote in": {',', "\"a \"b c\",d\n", [][]string{{`a "b c`, "d"}}},
		"tabs":             {'\t', "a, b\t c \n", [][]string{{"a, b", "c"}}},
	} {
		got, err := read(Dialect{Comma: test.comma}, test.text)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(test.want) || len(got) != len(test.want) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
	}
	got, err := read(Dialect{Comma: ',', Backslash: true}, `"a \"b\", c",d`)
	if err != nil || !slices.EqualFunc(got, [][]string{{`a "b", c`, "d"}}, slices.Equal) {
		t.Errorf("backslashes: %q, %v", got, err)
	}
}

// TestHostile holds that what no table has is refused, at its place.
func TestHostile(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		offset int
		want   error
	}{
		"a million columns": {"a,b\n" + strings.Repeat(",", 1_000_000), 4 + MostColumns, errWide},
		"an endless cell":   {"a,b\nc," + strings.Repeat("d", LongestCell+1), 6, errLarge},
		"an endless quote":  {"a,b\nc,\"" + strings.Repeat("d\n", LongestCell/2+1), 6, errLarge},
		"an open quote":     {"a,b\nc,\"d\ne,f\n", 6, errOpen},
	} {
		_, err := read(Dialect{Comma: ','}, test.text)
		var at *Error
		if !errors.As(err, &at) || at.Offset != test.offset || !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFind(t *testing.T) {
	for text, want := range map[string]Dialect{
		"a,b\nc,d\n":                         {Comma: ','},
		"a\tb, c\nd\te\n":                    {Comma: '\t'},
		"a;b\nc;\"d;e\"\n":                   {Comma: ';'},
		"a|b|c\nd|e|f\n":                     {Comma: '|'},
		"a,b,c\nd,e\n":                       {}, // rows differ
		"words\nand more\n":                  {},
		"a,\"b\nc\n":                         {}, // a quote that opens and stays so
		"a,b\nc,\"say \\\"so\\\", then\"\n":  {Comma: ',', Backslash: true},
		"a,b\nc,\"say \"\"so\"\" \\\"\"\"\n": {Comma: ','},
		"a,b;c,d\ne,f;g,h\n":                 {Comma: ','}, // three cells are more than two
	} {
		if got := Find(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// TestRecords holds that rows become objects, each byte of which knows its place.
func TestRecords(t *testing.T) {
	const text = "name,,text\nBo Ray,x,\"It is \"\"so\"\",\nthen \\ é\"\nCy\n"
	src, err := source.Decode(text, "a.csv")
	if err != nil {
		t.Fatal(err)
	}
	d := Find(text[:strings.Index(text, "Cy")])
	header, err := d.Header(text)
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Records(src, header, 1)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"name":"Bo Ray","text":"It is \"so\",\u000athen \\ é"}` + "\n" + `{"name":"Cy"}` + "\n"
	if got.Text != want {
		t.Errorf("got  %s\nwant %s", got.Text, want)
	}
	for _, word := range []string{"Bo", "It is", "so", "then", "é", "Cy"} {
		if at := got.ByteOf(strings.Index(got.Text, word)); !strings.HasPrefix(text[at:], word) {
			t.Errorf("%q comes from %q", word, text[at:])
		}
	}
	if _, err := d.Records(src, header[:2], 1); err == nil || !strings.Contains(err.Error(), "3 cells") {
		t.Errorf("more cells than columns: %v", err)
	}
}

func FuzzRows(f *testing.F) {
	f.Add("a,b\n\"c\"\"\",d\r\n")
	f.Add("a;\"b\nc;d\n")
	f.Add("a\tb\rc\t\"\\\"d\"")
	f.Fuzz(func(t *testing.T, text string) {
		d := Find(text)
		if d == (Dialect{}) {
			d.Comma = ','
		}
		end := 0
		for row, err := range d.Rows(text) {
			if err != nil {
				var at *Error
				if !errors.As(err, &at) || at.Offset < 0 || at.Offset > len(text) {
					t.Fatalf("%v", err)
				}
				return
			}
			for _, c := range row {
				if c.From < end || c.To < c.From || c.To > len(text) {
					t.Fatalf("the cell %+v of %d bytes, behind %d", c, len(text), end)
				}
				end = c.To
				var said strings.Builder
				for from, to := range d.Segments(text, c) {
					said.WriteString(text[from:to])
				}
				if value := d.Value(text, c); strings.TrimSpace(value) != strings.TrimSpace(said.String()) {
					t.Fatalf("the cell %q is %q and %q in pieces", text[c.From:c.To], value, said.String())
				}
			}
		}
	})
}
