package public_test

import (
	"bytes"
	"log/slog"
	"net"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"vitrine/models/modelstest"
	"vitrine/public"
	"vitrine/public/edition"
)

// BenchmarkHome compares the home page with a bare handler that answers the same
// bytes, over kept connections. The product must reach 0.85 of bare.
func BenchmarkHome(b *testing.B) {
	store, _ := modelstest.Open(b)
	for _, name := range []string{"API", "Console", "Payments"} {
		modelstest.Component(b, store, name)
	}
	press := edition.New(edition.Config{Dir: b.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: slog.New(slog.DiscardHandler)})
	if _, err := press.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	f, _ := press.File("/")
	body, err := f.Body(edition.Brotli)
	if err != nil {
		b.Fatal(err)
	}
	bare := fiber.New(fiber.Config{DisableStartupMessage: true})
	bare.Get("/", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, f.Type)
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(body)
	})
	ours := public.NewApp(public.New(press, nil, public.Config{PublicURL: "https://status.example.org", Dir: b.TempDir(), Log: slog.New(slog.DiscardHandler)}))
	b.Run("bare", func(b *testing.B) { hammer(b, bare, body) })
	b.Run("ours", func(b *testing.B) { hammer(b, ours, body) })
}

// hammer asks app for its home page from many connections.
func hammer(b *testing.B, app *fiber.App, want []byte) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = app.Listener(ln) }()
	b.Cleanup(func() { _ = app.Shutdown() })
	client := &fasthttp.HostClient{Addr: ln.Addr().String(), MaxConns: 64}
	b.SetParallelism(16)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
		req.SetRequestURI("http://status.example.org/")
		req.Header.Set("Accept-Encoding", "gzip, deflate, br")
		for pb.Next() {
			if err := client.Do(req, res); err != nil || !bytes.Equal(res.Body(), want) {
				b.Errorf("status %d, %v", res.StatusCode(), err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
}
