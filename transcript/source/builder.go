package source

import "candor/transcript/call"

// Builder puts a turn's text together from pieces of the source.
type Builder struct {
	Src  *Source
	Text []byte
	Runs call.Places
	next int // offset in the source right behind what was copied last; -1 at the start
}

func (s *Source) Builder() *Builder { return &Builder{Src: s, next: -1} }

// Copy appends src.text[from:to].
func (b *Builder) Copy(from, to int) {
	if from >= to {
		return
	}
	if b.Src.pieces == nil {
		if from != b.next || b.Src.Text[from-1] == '\n' {
			line := b.Src.Line(from)
			b.mark(b.Src.placeOf(b.Src.skipped+from, line), 1)
		}
		b.Text = append(b.Text, b.Src.Text[from:to]...)
		b.next = to
		return
	}
	for i := b.Src.pieceAt(from); from < to; i++ {
		end := to
		if i+1 < len(b.Src.pieces) {
			end = min(to, int(b.Src.pieces[i+1].at))
		}
		b.copyPiece(b.Src.pieces[i], from, end)
		from = end
	}
	b.next = to
}

// copyPiece appends text of one piece. It may go on across the file's lines.
func (b *Builder) copyPiece(p piece, from, to int) {
	for from < to {
		at, end := p.byteOf(from), to
		line := after(b.Src.starts, at)
		if p.step > 0 && line < len(b.Src.starts) {
			left := b.Src.starts[line] - at
			end = min(to, from+(left+int(p.step)-1)/int(p.step))
		}
		if place := b.Src.placeOf(at, line); !b.goesOn(place, int(p.step)) {
			b.mark(place, int(p.step))
		}
		b.Text = append(b.Text, b.Src.Text[from:end]...)
		from = end
	}
}

// goesOn tells whether the last run leads to the place.
func (b *Builder) goesOn(place call.Place, step int) bool {
	n := len(b.Runs)
	return n > 0 && int(b.Runs[n-1].Step) == step && b.Runs[n-1].At(len(b.Text)) == place
}

// Put appends bytes that the source writes otherwise, or not at all: they
// stand for what is at offset from.
func (b *Builder) Put(s string, from int) {
	at := b.Src.ByteOf(from)
	b.mark(b.Src.placeOf(at, b.Src.Line(from)), 0)
	b.Text = append(b.Text, s...)
	b.next = -1
}

// Join appends a separator between two pieces.
func (b *Builder) Join(separator string) {
	b.Text = append(b.Text, separator...)
	b.next = -1
}

func (b *Builder) mark(place call.Place, step int) {
	if n := len(b.Runs); n > 0 && int(b.Runs[n-1].Offset) == len(b.Text) {
		b.Runs = b.Runs[:n-1]
	}
	b.Runs = append(b.Runs, call.Run{Offset: int32(len(b.Text)), Line: int32(place.Line), Column: int32(place.Column), Step: int32(step)})
}
