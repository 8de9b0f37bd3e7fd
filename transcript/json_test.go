package transcript

import (
	"fmt"
	"strings"
	"testing"

	"candor/transcript/call"
	"candor/transcript/draft"
	"candor/transcript/jsonform"
	"candor/transcript/source"
)

// TestJSONForms reads the same two speeches in the ways in which files have them.
func TestJSONForms(t *testing.T) {
	const want = "Al Orr: How is demand in the north? | Jo Ray: Steady, I “think”."
	for _, text := range []string{
		`[{"speaker":"Al Orr","text":"How is demand in the north?"},{"speaker":"Jo Ray","text":"Steady, I \u201cthink\u201d."}]`,
		`[{"Speaker Name":"Al Orr","Speech":"How is demand in the north?"},{"Speaker Name":"Jo Ray","Speech":"Steady, I “think”."}]`,
		`{"data":{"x":[{"name":"Al Orr","content":["How is demand","in the north?"]},{"name":"Jo Ray","content":["Steady, I “think”."]}]}}`,
		`{"speakers":[{"speaker":"a","words":["How","is","demand","in","the","north?"]},{"speaker":"b","words":["Steady,","I","“think”."]}],"speaker_name_map_v2":{"a":{"name":"Al Orr"},"b":"Jo Ray"}}`,
		`{"speakers":[{"id":7,"name":"Al Orr"},{"id":8,"name":"Jo Ray"}],"segments":[{"speaker":7,"text":"How is demand in the north?"},{"speaker":8,"text":"Steady, I “think”."}]}`,
		`{"qa":[{"analyst":"Al Orr","question":"How is demand in the north?","executive":{"name":"Jo Ray"},"answer":["Steady, I “think”."]}]}`,
		`{"symbol":"A","transcript":"Al Orr: How is demand in the north?\r\nJo Ray: Steady, I “think”."}`,
		`{"symbol":"A","related":[{"title":"News","text":"Nothing at all was said there.","date":"2020-01-01"}],"transcript":"Al Orr: How is demand in the north?\nJo Ray: Steady, I “think”."}`,
		`{"content":"<p><b>Al Orr</b></p><p>How is demand in the north?</p><p><b>Jo Ray</b></p><p>Steady, I &ldquo;think&rdquo;.</p>"}`,
		`{"content":"Al Orr: How is demand in the north?<br><br>Jo Ray: Steady, I “think”."}`,
		`{"transcript":["Al Orr: How is demand in the north?","Jo Ray: Steady, I “think”."]}`,
		`{"sections":[{"title":"Q&A","content":"Al Orr: How is demand in the north?\nJo Ray: Steady, I “think”."}]}`,
		`[["Al Orr","How is demand in the north?"],["Jo Ray","Steady, I “think”."]]`,
		`[{"Al Orr":"How is demand in the north?"},{"Jo Ray":"Steady, I “think”."}]`,
		`{"0":{"speaker":"Al Orr","text":"How is demand in the north?"},"1":{"speaker":"Jo Ray","text":"Steady, I “think”."}}`,
		`{"speaker":{"0":"Al Orr","1":"Jo Ray"},"text":{"0":"How is demand in the north?","1":"Steady, I “think”."}}`,
		`{"text":"How is demand in the north?Steady, I “think”.","speaker_sections":[{"name":"Al Orr","start_char":0,"end_char":27},{"name":"Jo Ray","start_char":27,"end_char":45}]}`,
		`{"transcript":[{"speaker":"Al Orr","text":"Al Orr: How is demand in the north?"},{"speaker":"Jo Ray","text":"Jo Ray: Steady, I “think”."}],"text":"Al Orr: How is demand in the north?"}`,
		`{"transcript":"[{\"speaker\":\"Al Orr\",\"text\":\"How is demand in the north?\"},{\"speaker\":\"Jo Ray\",\"text\":\"Steady, I “think”.\"}]"}`,
	} {
		calls := checkRead(t, text, "a.json", Options{})
		if len(calls) != 1 {
			t.Errorf("%s: %d calls", text, len(calls))
			continue
		}
		var got []string
		for _, turn := range calls[0].Turns {
			got = append(got, turn.Speaker.Name+": "+strings.Join(strings.Fields(turn.Text), " "))
		}
		if strings.Join(got, " | ") != want {
			t.Errorf("%s\ngives %s", text, strings.Join(got, " | "))
		}
	}
}

// TestAnswersOrSpeeches tells lists of answers from calls.
func TestAnswersOrSpeeches(t *testing.T) {
	for _, test := range []struct{ name, text, format string }{
		{"a.json", `[{"text":"We grew."},{"text":"We shrank."}]`, "jsonl"},
		{"a.json", `[{"speaker":"Jo Ray","text":"We grew."},{"speaker":"Jo Ray","text":"We shrank."}]`, "jsonl"},
		{"a.json", `[{"speaker":"Al Orr","text":"Did you grow?"},{"speaker":"Jo Ray","text":"We grew."}]`, "json"},
		{"a.json", `[{"speaker":"Al Orr","question":"Did you grow?","text":"We grew."},{"speaker":"Jo Ray","question":"","text":"We grew."}]`, "jsonl"},
		{"a.jsonl", `{"speaker":"Al Orr","text":"We grew."}` + "\n" + `{"speaker":"Jo Ray","text":"We grew, too."}`, "jsonl"},
		{"a.jsonl", `{"speaker":"Operator","text":"The first question comes from Al Orr."}` + "\n" + `{"speaker":"Jo Ray","text":"We grew."}`, "json"},
		{"a.txt", `{"text":"We grew.","call":"a"}` + "\n" + `{"text":"We shrank.","call":"b"}`, "jsonl"},
		{"a.json", `{"text":"We grew."}`, "jsonl"},
		{"a.json", `{"text":"We grew.\n\nMaybe."}`, "jsonl"},
		{"a.json", `{"text":"Al Orr: How is demand?\nJo Ray: Steady."}`, "json"},
	} {
		calls, err := Read(strings.NewReader(test.text), test.name)
		if err != nil || calls[0].Format != test.format {
			t.Errorf("%s: %v, want %s", test.text, err, test.format)
		}
	}
}

func TestJSONErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{"Error Message": "Limit reached."}`, "a.json:1: JSON without a call: neither speeches with speaker and text, nor a transcript in a string"},
		{"[]", "a.json:1: JSON without a call: neither speeches with speaker and text, nor a transcript in a string"},
		{"{\"transcript\": [\n{\"speaker\": \"Al Orr\", \"text\": \"Wh", "a.json:2: broken JSON: it ends in the middle (truncated?)"},
		{"{\"a\": 1,\n \"b\": tru}", "a.json:2: broken JSON: invalid character '}' in literal true (expecting 'e')"},
		{"[\n" + strings.Repeat("[", 20_000), "a.json:2: broken JSON: invalid character '[' exceeded max depth"},
		{"[Operator Instructions]", "a.json: no speaker marks: not a transcript in any known format"},
	} {
		if calls, err := Read(strings.NewReader(test.text), "a.json"); err == nil || err.Error() != test.want || calls != nil {
			t.Errorf("%.60s: %v, want %s", test.text, err, test.want)
		}
	}
}

// TestManyBrokenLines checks that a file of broken lines is told of in few.
func TestManyBrokenLines(t *testing.T) {
	_, err := Read(strings.NewReader("{\"text\":\"We grew.\"}\n"+strings.Repeat("{\"text\": 1}\n", 100)), "a.jsonl")
	if lines := strings.Split(fmt.Sprint(err), "\n"); len(lines) != jsonform.MostErrors+1 || lines[jsonform.MostErrors] != "a.jsonl: 80 more lines cannot be read" {
		t.Errorf("%d lines of error, the last one %q", len(lines), lines[len(lines)-1])
	}
}

func TestJSONMeta(t *testing.T) {
	for text, want := range map[string]call.Call{
		`{"symbol":"HALF","quarter":3,"year":2020,"date":"2020-07-30 17:00:00"}`:                             {Ticker: "HALF", Period: "2020-Q3", Date: "2020-07-30"},
		`{"symbol":"NYSE:HAL","period":"Q3","year":"2020","date":"July 30, 2020"}`:                           {Ticker: "HAL", Period: "2020-Q3", Date: "2020-07-30"},
		`{"symbol":"HALF","quarter":"2020Q3"}`:                                                               {Ticker: "HALF", Period: "2020-Q3"},
		`{"event":{"year":2022,"quarter":1,"conference_date":"2022-02-03T15:30:00.000-08:00"}}`:              {Period: "2022-Q1", Date: "2022-02-03"},
		`{"transcriptMetadata":{"fiscalPeriod":"Q2","fiscalYear":2026,"date":1577880000,"title":"Q2 2026"}}`: {Period: "2026-Q2", Date: "2020-01-01"},
		`{"company":{"name":"Halden Ferries","ticker":"half"},"date":1577880000000}`:                         {Company: "Halden Ferries", Ticker: "HALF", Date: "2020-01-01"},
		`{"data":{"attributes":{"title":"Halden (HALF) Q3 2021 Earnings Call Transcript"}}}`:                 {Company: "Halden", Ticker: "HALF", Period: "2021-Q3"},
		`{"quarter":5,"year":2020,"date":"soon"}`:                                                            {},
	} {
		src, err := source.Decode(text, "x.json")
		if err != nil {
			t.Fatal(err)
		}
		c := jsonform.JsonCall{Draft: draft.New(src)}
		c.Described(jsonform.ValuesIn(src).Roots[0])
		if got := c.Call; got.Company != want.Company || got.Ticker != want.Ticker || got.Period != want.Period || got.Date != want.Date {
			t.Errorf("%s: company %q, ticker %q, period %q, date %q", text, got.Company, got.Ticker, got.Period, got.Date)
		}
	}
}
