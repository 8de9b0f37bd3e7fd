package stats

// Sample holds the units of one group: answers or calls. Its value is
// Per * sum(Numerators) / sum(Denominators).
//
// A unit that has no value of its own (an answer without a score) has 0 for both.
type Sample struct {
	Numerators   []float64
	Denominators []float64 // as long as Numerators; nil means a one for each: the value is a mean
	Per          float64   // 100 for a rate per 100 words; 0 means 1
	Form         Form
}

// Form is what kind of number the value of a sample is; the interval follows
// from it.
type Form int

// The forms.
const (
	Plain      Form = iota // of any size and sign
	Signed                 // a mean of scores in [-1, 1]
	Unit                   // a mean of scores in [0, 1]
	Proportion             // a share of units, or of what they hold
	Events                 // a rate of events, not negative
	Positive               // a mean of what is above 0
)

// denominator of unit i.
func (s Sample) denominator(i int) float64 {
	if s.Denominators == nil {
		return 1
	}
	return s.Denominators[i]
}

func (s Sample) per() float64 {
	if s.Per == 0 {
		return 1
	}
	return s.Per
}

// N counts the units that have a value.
func (s Sample) N() int {
	n := 0
	for i := range s.Numerators {
		if s.denominator(i) > 0 {
			n++
		}
	}
	return n
}

// Value gives Per * total numerator / total denominator.
func (s Sample) Value() Value {
	m := s.moments()
	if m.den <= 0 {
		return Value{}
	}
	return defined(s.per() * m.ratio())
}

// Values gives the value of each unit that has one, in order.
func (s Sample) Values() []float64 {
	values := make([]float64, 0, len(s.Numerators))
	for i, num := range s.Numerators {
		if d := s.denominator(i); d > 0 {
			values = append(values, s.per()*num/d)
		}
	}
	return values
}

// moments are the sums over units from which a ratio and its standard error follow.
type moments struct{ n, num, den, numNum, numDen, denDen float64 }

func (m *moments) add(num, den float64) {
	if den > 0 {
		m.n++
	}
	m.num += num
	m.den += den
	m.numNum += num * num
	m.numDen += num * den
	m.denDen += den * den
}

func (m *moments) plus(o moments) {
	m.n += o.n
	m.num += o.num
	m.den += o.den
	m.numNum += o.numNum
	m.numDen += o.numDen
	m.denDen += o.denDen
}

func (m *moments) subtract(o moments) {
	m.n -= o.n
	m.num -= o.num
	m.den -= o.den
	m.numNum -= o.numNum
	m.numDen -= o.numDen
	m.denDen -= o.denDen
}

func (m moments) ratio() float64 { return m.num / m.den }

// effectiveUnits is the number of equally long units that would carry as much
// weight (Kish 1965, Survey Sampling): below n when a few answers are long.
func (m moments) effectiveUnits() float64 { return m.den * m.den / m.denDen }

// residual is the sum of the units' squared residuals num - ratio*den.
func (m moments) residual() float64 {
	r := m.ratio()
	sum := m.numNum - 2*r*m.numDen + r*r*m.denDen
	if sum < 1e-12*(m.numNum+r*r*m.denDen) { // rounding of what is exactly 0
		return 0
	}
	return sum
}

// variance of the ratio by linearisation, Cochran (1977), Sampling Techniques,
// section 6.3. It needs two units or more.
func (m moments) variance() float64 { return m.residual() * m.n / (m.n - 1) / (m.den * m.den) }

func (s Sample) moments() moments {
	var m moments
	for i, num := range s.Numerators {
		m.add(num, s.denominator(i))
	}
	return m
}
