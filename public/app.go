package public

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	bodyLimit    = 1 << 20 // bytes
	headerLimit  = 16 << 10
	answerBuffer = 16 << 10 // head and body of most pages leave together; event streams keep none
	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second // an event stream renews it with every heartbeat
	idleTimeout  = 60 * time.Second
)

// NewApp returns the server of the public listener with h's routes. Proxies are
// not believed by Fiber but by Handler alone.
func NewApp(h *Handler) *fiber.App {
	app := fiber.New(fiber.Config{
		AppName:                 "Vitrine",
		Immutable:               true,
		CaseSensitive:           true,
		DisableStartupMessage:   true,
		EnableTrustedProxyCheck: true,
		BodyLimit:               bodyLimit,
		ReadBufferSize:          headerLimit,
		WriteBufferSize:         answerBuffer,
		ReadTimeout:             readTimeout,
		WriteTimeout:            writeTimeout,
		IdleTimeout:             idleTimeout,
		ErrorHandler:            h.fail,
	})
	h.Routes(app)
	app.Server().Handler = h.quick(app.Server().Handler)
	return app
}
