package main

import (
	"bytes"

	"candor/analysis"
	"candor/internal/harmless"
	"candor/norms"
)

// normsSum and profileSum are what a machine has added up so far.
type (
	normsSum   struct{ norms *norms.Norms }
	profileSum struct{ profile *analysis.Profile }
)

// normsFn adds norms up.
type normsFn struct{ Mostly string }

func (f *normsFn) CreateAccumulator() normsSum { return normsSum{new(norms.Norms)} }

func (f *normsFn) AddInput(sum normsSum, one scored) (normsSum, error) {
	if len(one.Norms) == 0 {
		return sum, nil
	}
	n, err := norms.Read(bytes.NewReader(one.Norms), one.Source)
	if err != nil {
		return sum, err
	}
	return sum, sum.norms.Merge(n)
}

func (f *normsFn) MergeAccumulators(a, b normsSum) (normsSum, error) {
	return a, a.norms.Merge(b.norms)
}

func (f *normsFn) ExtractOutput(sum normsSum) ([]byte, error) {
	sum.norms.Mostly = f.Mostly
	return encodeNorms(sum)
}

func encodeNorms(sum normsSum) ([]byte, error) {
	var b bytes.Buffer
	err := sum.norms.Write(&b)
	return b.Bytes(), err
}

func decodeNorms(data []byte) (normsSum, error) {
	n, err := norms.Read(bytes.NewReader(data), "norms of a part")
	return normsSum{n}, err
}

// profileFn adds profiles up.
type profileFn struct{}

func (f *profileFn) CreateAccumulator() profileSum { return profileSum{new(analysis.Profile)} }

func (f *profileFn) AddInput(sum profileSum, one scored) (profileSum, error) {
	p, err := decodeProfile(one.Profile)
	if err != nil {
		return sum, err
	}
	return sum, sum.profile.Merge(p.profile)
}

func (f *profileFn) MergeAccumulators(a, b profileSum) (profileSum, error) {
	return a, a.profile.Merge(b.profile)
}

// ExtractOutput gives people one name over all calls, as candor profile does once it
// has read all.
func (f *profileFn) ExtractOutput(sum profileSum) ([]byte, error) {
	sum.profile.Unite(nil)
	data, err := encodeProfile(sum)
	return harmless.EscapeJSON(data), err
}

func encodeProfile(sum profileSum) ([]byte, error) {
	var b bytes.Buffer
	err := sum.profile.Write(&b)
	return b.Bytes(), err
}

func decodeProfile(data []byte) (profileSum, error) {
	p, err := analysis.ReadProfile(bytes.NewReader(data), "profile of a part")
	return profileSum{p}, err
}
