package views

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/andybalholm/brotli"
)

// firstFlight is what a server sends before it hears anything: the first view
// has to fit into it.
const firstFlight = 14_336

func TestHomeAndItsStyleFitIntoTheFirstFlight(t *testing.T) {
	t.Parallel()
	home := ExampleHome()
	home.Settings.Accent = "#ffcc00"
	var page bytes.Buffer
	if err := Home.Write(&page, home); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page.Bytes(), []byte("<style>"+StyleElement(home.Settings)+"</style>")) || bytes.Contains(page.Bytes(), []byte(`rel="stylesheet"`)) {
		t.Error("the page waits for a style sheet")
	}
	gz, br := gzipped(t, page.Bytes()), brotlied(t, page.Bytes())
	t.Logf("%d bytes, %d of them style; gzip %d, brotli %d", page.Len(), len(StyleElement(home.Settings)), gz, br)
	if gz > firstFlight || br > firstFlight {
		t.Errorf("the home page with its style is %d bytes in gzip and %d in brotli, over %d", gz, br, firstFlight)
	}
}

func gzipped(t *testing.T, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func brotlied(t *testing.T, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 5)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
