package transcript

import (
	"encoding/json"
	"runtime"
	"runtime/metrics"
	"sort"
	"strings"
	"testing"
	"time"

	"candor/transcript/naming"
)

// speech is what one speaker of a long invented call says.
type speech struct{ name, title, firm, text string }

// longCall is an invented call of at least n bytes of text, with answers of some
// eighty words.
func longCall(n int) []speech {
	const (
		asked = "Good morning, and thank you for taking my question. I wanted to come back to pallet volumes in the north, which were lighter than we had in mind. " +
			"Is that the weather, or is it something that lasts? And could you say how much of the new contract is in the guidance?"
		told = "So, Rosa, it is mostly the weather. We lost nine days at the two northern depots, and that is perhaps a third of what you see. " +
			"The rest is mix: our customers send smaller loads, and they send them later.\n\nOn the contract, I think about half is in the guidance. " +
			"It is hard to say what the ramp looks like in the fourth quarter, because it depends on when the dock in Varn opens. If it opens in October, we could do a little better."
	)
	call := []speech{
		{"Operator", "", "", "Good day, and welcome to the Tarn Freight second quarter 2024 earnings call. I will turn the call over to Ines Falk, Vice President of Investor Relations."},
		{"Ines Falk", "Vice President of Investor Relations", "", "Thank you. Some of what we say today is a forward-looking statement. Here is our chief executive, Odd Berger."},
		{"Odd Berger", "Chief Executive Officer", "", strings.Repeat(told+"\n\n", 4)},
	}
	for size := 0; size < n; size += len(asked) + len(told) + 60 {
		call = append(call,
			speech{"Operator", "", "", "The next question comes from Rosa Lima with Quayside Capital. Please go ahead."},
			speech{"Rosa Lima", "Analyst", "Quayside Capital", asked},
			speech{"Odd Berger", "Chief Executive Officer", "", told})
	}
	return call
}

// writers write a call as files of each format have it.
var writers = map[string]struct {
	file  string
	write func(call []speech) string
}{
	"text": {"a.txt", func(call []speech) string {
		return joined(call, func(s speech) string { return s.name + ": " + s.text + "\n\n" })
	}},
	"text, names above": {"a.txt", func(call []speech) string {
		return joined(call, func(s speech) string { return s.name + "\n\n" + s.text + "\n\n" })
	}},
	"markdown": {"a.md", func(call []speech) string {
		return joined(call, func(s speech) string { return "**" + s.name + "**\n\n" + s.text + "\n\n" })
	}},
	"html": {"a.html", func(call []speech) string {
		return "<html><body>" + joined(call, func(s speech) string {
			return "<p><strong>" + s.name + "</strong></p>\n<p>" + strings.ReplaceAll(s.text, "\n\n", "</p>\n<p>") + "</p>\n"
		})
	}},
	"streetevents": {"a.txt", func(call []speech) string {
		return joined(call, func(s speech) string {
			rule := strings.Repeat("-", 60) + "\n"
			return rule + s.name + ",  " + s.firm + " - " + s.title + "   [12]\n" + rule + "\n" + s.text + "\n\n"
		})
	}},
	"callstreet": {"a.txt", func(call []speech) string {
		return joined(call, func(s speech) string {
			switch s.title {
			case "":
				return "Operator: " + s.text + "\n\n"
			case "Analyst":
				return "<Q - " + s.name + " - " + s.firm + ">: " + s.text + "\n\n"
			}
			return "<A - " + s.name + ">: " + s.text + "\n\n"
		})
	}},
	"json": {"a.json", func(call []speech) string {
		type segment struct {
			Speaker string `json:"speaker"`
			Title   string `json:"title"`
			Text    string `json:"text"`
		}
		var all []segment
		for _, s := range call {
			all = append(all, segment{s.name, s.title, s.text})
		}
		return encoded(map[string]any{"symbol": "TARN", "transcript": all})
	}},
	"json, one string": {"a.json", func(call []speech) string {
		return encoded(map[string]any{"content": joined(call, func(s speech) string { return s.name + ": " + s.text + "\n" })})
	}},
	"jsonl": {"a.jsonl", func(call []speech) string {
		return joined(call, func(s speech) string {
			return encoded(map[string]string{"speaker": s.name, "question": "How is it?", "text": s.text}) + "\n"
		})
	}},
	"text in UTF-16": {"a.txt", func(call []speech) string {
		return "\xff\xfe" + utf16Text(joined(call, func(s speech) string { return s.name + ": " + s.text + "\n\n" }))
	}},
	"text in Windows-1252": {"a.txt", func(call []speech) string {
		return joined(call, func(s speech) string { return s.name + ": \x93" + s.text + "\x94\n\n" })
	}},
}

func joined(call []speech, write func(speech) string) string {
	var b strings.Builder
	for _, s := range call {
		b.WriteString(write(s))
	}
	return b.String()
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func writerNames() []string {
	var names []string
	for name := range writers {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// TestWriters reads the long call in each layout: it is the same call in all.
func TestWriters(t *testing.T) {
	call := longCall(5000)
	for _, name := range writerNames() {
		l := writers[name]
		calls, err := Read(strings.NewReader(l.write(call)), l.file)
		if err != nil || len(calls[0].Turns) != len(call) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range calls[0].Turns {
			turn := &calls[0].Turns[i]
			if naming.Key(turn.Text) != naming.Key(call[i].text) || turn.Speaker.Name != call[i].name {
				t.Errorf("%s: turn %d is %s: %.60q", name, i, turn.Speaker.Name, turn.Text)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	call := longCall(200_000)
	for _, name := range writerNames() {
		l := writers[name]
		data := l.write(call)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(strings.NewReader(data), l.file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The most memory that reading takes, in sizes of the file, as docs/formats.md
// says: of a call, and of a file that is made to take much. The garbage
// collector's slack is in it.
const (
	memoryOfCall    = 20
	memoryOfHostile = 120
)

// TestMemory measures the peak of the memory against the size of the file.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	const size = 1_000_000
	call := longCall(size)
	for _, name := range writerNames() {
		data := writers[name].write(call)
		multiple := peakMemory(data, writers[name].file) / float64(len(data))
		t.Logf("%-22s %5.1f", name, multiple)
		if multiple > memoryOfCall {
			t.Errorf("%s takes %.1f times its size", name, multiple)
		}
	}
	var names []string
	for name := range hostile {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		data := hostile[name].file(size / 4)
		multiple := peakMemory(data, hostile[name].name) / float64(len(data))
		t.Logf("%-22s %5.1f", name, multiple)
		if multiple > memoryOfHostile {
			t.Errorf("%s takes %.1f times its size", name, multiple)
		}
	}
}

// peakMemory reads a file and gives the most bytes of memory in use meanwhile,
// above those before, garbage included.
func peakMemory(data, name string) float64 {
	runtime.GC()
	inUse := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	before, peak := inUse(), uint64(0)
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(500 * time.Microsecond):
				peak = max(peak, inUse())
			}
		}
	}()
	calls, _ := Read(strings.NewReader(data), name)
	last := inUse()
	runtime.KeepAlive(calls)
	close(done)
	<-stopped
	return float64(max(peak, last)) - float64(before)
}
