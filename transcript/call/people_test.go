package call

import (
	"fmt"
	"strings"
	"testing"
)

func TestSamePeople(t *testing.T) {
	for _, test := range []struct{ names, want string }{
		// one person
		{"Olga R. Brandt, Olga Brandt", "Olga R. Brandt, Olga R. Brandt"},
		{"Olga R. Brandt, Olga Brandt*3", "Olga Brandt, Olga Brandt"}, // the most used
		{"O. Brandt, Olga Brandt", "Olga Brandt, Olga Brandt"},
		{"Ms. Brandt, Olga Brandt", "Olga Brandt, Olga Brandt"},
		{"Brandt, Olga Brandt", "Olga Brandt, Olga Brandt"},
		{"Olga, Olga Brandt", "Olga Brandt, Olga Brandt"},
		{"Dr. Olga Brandt, Olga Brandt*2", "Olga Brandt, Olga Brandt"},
		{"Jon Orr [ph], John Orr*2", "John Orr, John Orr"},
		{"Jürgen Çelik, Jurgen Celik*2", "Jurgen Celik, Jurgen Celik"},
		{"Bob Thiele, Robert Thiele", "Robert Thiele, Robert Thiele"},
		{"J. Paul Rask, Paul Rask", "J. Paul Rask, J. Paul Rask"},
		{`Earl C. "Duke" Aston, Duke Aston`, `Earl C. "Duke" Aston, Earl C. "Duke" Aston`},
		{"C.J. Mund, Christoph James Mund, CJ Mund", "Christoph James Mund, Christoph James Mund, Christoph James Mund"},
		{"Micheal Sarnow, Michael Sarnow*2", "Michael Sarnow, Michael Sarnow"},
		{"Henrik Lindqvist, Henrik Lindqwist*2", "Henrik Lindqwist, Henrik Lindqwist"},
		{"Lars Holm Jr., Lars Holm", "Lars Holm Jr., Lars Holm Jr."},
		{"Ludwig van der Berg, Ludwig Berg", "Ludwig van der Berg, Ludwig Berg"}, // the family's name is vanderberg
		// two people
		{"Olga Brandt, Otto Brandt", ""},
		{"O. Brandt, Olga Brandt, Otto Brandt", ""}, // either could be meant
		{"Olga R. Brandt, Olga S. Brandt", ""},
		{"Jon Orr!, John Orr!", ""}, // both listed
		{"Dan Orr, Don Orr", ""},
		{"Martin Orr, Marvin Orr", ""},
		{"Ann Lang, Ann Long", ""}, // too short for a slip
		{"Lars Holm Jr., Lars Holm Sr.", ""},
		{"Olga Brandt@company, Olga R. Brandt@guest", ""},
		{"Unidentified Analyst, Analyst, Speaker 1, Speaker 2, Operator", ""},
		{"Bob Thiele, Bill Thiele", ""},
	} {
		var names []KnownName
		var same []string
		for _, s := range strings.Split(test.names, ", ") {
			n := KnownName{Name: s, Uses: 1}
			n.Name, n.Side, _ = strings.Cut(n.Name, "@")
			if name, uses, found := strings.Cut(n.Name, "*"); found {
				n.Name = name
				fmt.Sscan(uses, &n.Uses)
			}
			n.Name, n.Fixed = strings.CutSuffix(n.Name, "!")
			names = append(names, n)
			same = append(same, n.Name)
		}
		want := test.want
		if want == "" {
			want = strings.Join(same, ", ")
		}
		if got := strings.Join(SamePeople(names, nil), ", "); got != want {
			t.Errorf("%s: shown as %s, want %s", test.names, got, want)
		}
	}
}

// What people are called must not depend on the order in which they speak.
func TestSamePeopleInAnyOrder(t *testing.T) {
	names := []KnownName{{Name: "O. Brandt", Uses: 1}, {Name: "Olga Brandt", Uses: 2}, {Name: "Olga R. Brandt", Uses: 2}, {Name: "Otto Lind", Uses: 1}}
	want := map[string]string{}
	for i, shown := range SamePeople(names, nil) {
		want[names[i].Name] = shown
	}
	for range names {
		names = append(names[1:], names[0])
		for i, shown := range SamePeople(names, nil) {
			if want[names[i].Name] != shown {
				t.Errorf("%s is now shown as %s, was %s", names[i].Name, shown, want[names[i].Name])
			}
		}
	}
}

func TestManyNamesAreNotCompared(t *testing.T) {
	names := make([]KnownName, 300_000)
	for i := range names {
		names[i] = KnownName{Name: fmt.Sprintf("A%d Orr", i)}
	}
	if shown := SamePeople(names, nil); shown[9] != "A9 Orr" {
		t.Errorf("shown as %s", shown[9])
	}
}
