package parquetrows

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"candor/transcript"
)

type turn struct {
	TranscriptID int64   `parquet:"transcriptid"`
	Order        int32   `parquet:"componentorder"`
	Person       string  `parquet:"transcriptpersonname"`
	Type         *string `parquet:"speakertypename,optional"`
	Text         string  `parquet:"componenttext,dict"`
	Gvkey        string  `parquet:"gvkey"`
}

func of(s string) *string { return &s }

func file(t testing.TB, turns ...turn) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, turns); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var turns = []turn{
	{77, 0, "Operator", of("Operator"), "Our first question comes from Bo Tran with Quarry Lane.", "1"},
	{77, 2, "Ada Lindqvist", nil, "They were \"better\",\nperhaps.", "1"},
	{77, 1, "Bo Tran", of("Analysts"), "What of margins?", "1"},
}

func TestLines(t *testing.T) {
	got, err := Lines(file(t, turns...))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(got, "\n")
	const want = `{"componentorder":0,"componenttext":"Our first question comes from Bo Tran with Quarry Lane.","gvkey":"1","speakertypename":"Operator","transcriptid":77,"transcriptpersonname":"Operator"}`
	if first != want || strings.Count(got, "\n") != 3 {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNested(t *testing.T) {
	type speech struct {
		Speaker string `parquet:"speaker"`
		Text    string `parquet:"text"`
	}
	type whole struct {
		Ticker   string   `parquet:"ticker"`
		Speeches []speech `parquet:"speeches,list"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []whole{{"PLWM", []speech{{"Bo Tran", "Why?"}, {"Ada Lindqvist", "So."}}}}); err != nil {
		t.Fatal(err)
	}
	got, err := Lines(b.Bytes())
	if err != nil || !strings.Contains(got, `"speaker":"Bo Tran"`) || !strings.Contains(got, `"text":"So."`) {
		t.Errorf("%s, %v", got, err)
	}
}

func TestTurns(t *testing.T) {
	calls, err := transcript.ReadWith(bytes.NewReader(file(t, turns...)), "turns.parquet", transcript.Options{Rows: Lines})
	if err != nil || len(calls) != 1 || len(calls[0].Turns) != 3 {
		t.Fatalf("%+v, %v", calls, err)
	}
	last := calls[0].Turns[2]
	if last.Speaker.Name != "Ada Lindqvist" || last.Text != "They were \"better\", perhaps." && last.Text != "They were \"better\",\n\nperhaps." ||
		last.Asker != "Bo Tran" || last.Extra["gvkey"] != "1" || last.Line != 2 || calls[0].ID != "77" || calls[0].Format != "parquet" {
		t.Errorf("%+v of %+v", last, calls[0])
	}
	_, err = transcript.Read(bytes.NewReader(file(t, turns...)), "turns.parquet")
	if err == nil || !strings.Contains(err.Error(), "a Parquet file") {
		t.Errorf("without what reads them: %v", err)
	}
}

func TestBroken(t *testing.T) {
	whole := file(t, turns...)
	for name, data := range map[string][]byte{
		"truncated": whole[:len(whole)/2],
		"words":     []byte("PAR1 but no more"),
		"no rows":   append([]byte("PAR1"), whole[len(whole)-60:]...),
	} {
		if got, err := Lines(data); !errors.Is(err, errBroken) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add(file(f, turns...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := Lines(data); err != nil && got != "" {
			t.Errorf("%q, %v", got, err)
		}
	})
}
