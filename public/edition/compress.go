package edition

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip" // takes half the time of the standard library's
)

const (
	smallest    = 256 // bytes below which compression is not worth a header
	gzipLevel   = 6
	hastyLevel  = 4 // two thirds of the time, for 2 % more bytes
	brotliLevel = 5
	// brotliWindow is the logarithm of how far back brotli looks: as far as most files
	// are long. A compressor holds four times as much.
	brotliWindow = 18
)

// Compressors hold large tables; a full rendering would otherwise make them
// anew for every file.
var (
	gzips   = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(io.Discard, gzipLevel); return w }}
	hasties = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(io.Discard, hastyLevel); return w }}
	brotlis = sync.Pool{New: func() any {
		return brotli.NewWriterOptions(io.Discard, brotli.WriterOptions{Quality: brotliLevel, LGWin: brotliWindow})
	}}
)

type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

// compress returns body in gzip and, unless there is haste, in brotli, which takes more
// than twice as long. The result depends on body and haste alone.
func compress(body []byte, haste bool) (gz, br []byte, err error) {
	level := &gzips
	if haste {
		level = &hasties
	}
	if gz, err = squeeze(level, body); err != nil {
		return nil, nil, fmt.Errorf("gzip: %w", err)
	}
	if haste {
		return gz, nil, nil
	}
	if br, err = squeeze(&brotlis, body); err != nil {
		return nil, nil, fmt.Errorf("brotli: %w", err)
	}
	return gz, br, nil
}

// scratches are what is written to be copied, once its length is known.
var scratches = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func scratch() *bytes.Buffer {
	buf := scratches.Get().(*bytes.Buffer)
	buf.Reset()
	return buf
}

// drop gives a buffer back that scratch returned. One that a very large file went through
// is let go.
func drop(buf *bytes.Buffer) {
	if buf.Cap() <= 1<<20 {
		scratches.Put(buf)
	}
}

func squeeze(pool *sync.Pool, body []byte) ([]byte, error) {
	w, buf := pool.Get().(compressor), scratch()
	defer pool.Put(w)
	defer drop(buf)
	if w.Reset(buf); len(body) > 1<<20 {
		defer w.Reset(io.Discard) // else it keeps its buffer until it is used again
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}
