package transcript

// builder puts a turn's text together from pieces of the source.
type builder struct {
	src  *source
	text []byte
	runs Places
	next int // offset in the source right behind what was copied last; -1 at the start
}

func (s *source) builder() *builder { return &builder{src: s, next: -1} }

// copy appends src.text[from:to].
func (b *builder) copy(from, to int) {
	if from >= to {
		return
	}
	if b.src.pieces == nil {
		if from != b.next || b.src.text[from-1] == '\n' {
			line := b.src.line(from)
			b.mark(b.src.placeOf(b.src.skipped+from, line), 1)
		}
		b.text = append(b.text, b.src.text[from:to]...)
		b.next = to
		return
	}
	for i := b.src.pieceAt(from); from < to; i++ {
		end := to
		if i+1 < len(b.src.pieces) {
			end = min(to, int(b.src.pieces[i+1].at))
		}
		b.copyPiece(b.src.pieces[i], from, end)
		from = end
	}
	b.next = to
}

// copyPiece appends text of one piece. It may go on across the file's lines.
func (b *builder) copyPiece(p piece, from, to int) {
	for from < to {
		at, end := p.byteOf(from), to
		line := after(b.src.starts, at)
		if p.step > 0 && line < len(b.src.starts) {
			left := b.src.starts[line] - at
			end = min(to, from+(left+int(p.step)-1)/int(p.step))
		}
		if place := b.src.placeOf(at, line); !b.goesOn(place, int(p.step)) {
			b.mark(place, int(p.step))
		}
		b.text = append(b.text, b.src.text[from:end]...)
		from = end
	}
}

// goesOn tells whether the last run leads to the place.
func (b *builder) goesOn(place Place, step int) bool {
	n := len(b.runs)
	return n > 0 && int(b.runs[n-1].Step) == step && b.runs[n-1].At(len(b.text)) == place
}

// put appends bytes that the source writes otherwise, or not at all: they
// stand for what is at offset from.
func (b *builder) put(s string, from int) {
	at := b.src.byteOf(from)
	b.mark(b.src.placeOf(at, b.src.line(from)), 0)
	b.text = append(b.text, s...)
	b.next = -1
}

// join appends a separator between two pieces.
func (b *builder) join(separator string) {
	b.text = append(b.text, separator...)
	b.next = -1
}

func (b *builder) mark(place Place, step int) {
	if n := len(b.runs); n > 0 && int(b.runs[n-1].Offset) == len(b.text) {
		b.runs = b.runs[:n-1]
	}
	b.runs = append(b.runs, run{Offset: int32(len(b.text)), Line: int32(place.Line), Column: int32(place.Column), Step: int32(step)})
}
