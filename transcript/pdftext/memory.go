package pdftext

import (
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/experimental"
)

// Memory of one PDFium, in bytes. It takes 17 MiB to start; calls of a hundred
// pages are read in the small one, and PDFs of a few hundred bytes exist that
// would fill any.
const (
	smallMemory = 48 << 20
	largeMemory = 320 << 20
	wasmPage    = 64 << 10
)

// memories makes the memory of PDFium's instances. What the Go heap would do by
// copying, at twice the size, is done by reserving addresses once.
type memories struct {
	mu    sync.Mutex
	limit uint64
	last  *memory
}

// instance starts a PDFium with so many bytes at most. The memory is the
// caller's to release when nothing runs in it any more.
func (m *memories) instance(pool pdfium.Pool, limit uint64) (pdfium.Pdfium, *memory, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.limit, m.last = limit, nil
	instance, err := pool.GetInstance(mostTime)
	if err != nil && m.last != nil {
		m.last.release()
	}
	return instance, m.last, err
}

// Allocate is called within instance.
func (m *memories) Allocate(_, _ uint64) experimental.LinearMemory {
	m.last = &memory{limit: m.limit, reserved: reserve(int(m.limit))}
	return m.last
}

// memory is that of one instance.
type memory struct {
	limit    uint64
	reserved []byte // nil where addresses cannot be reserved: then heap does
	heap     []byte
	short    bool // it was not enough
}

func (m *memory) Reallocate(size uint64) []byte {
	switch {
	case size > m.limit:
		m.short = true
		return nil
	case m.reserved != nil:
		return m.reserved[:size]
	case size > uint64(cap(m.heap)):
		m.heap = append(make([]byte, 0, min(2*size, m.limit)), m.heap...)
	}
	m.heap = m.heap[:size]
	return m.heap
}

// Free does nothing: an instance that is killed may run a little longer.
func (m *memory) Free() {}

func (m *memory) release() {
	unreserve(m.reserved)
	m.reserved, m.heap = nil, nil
}
