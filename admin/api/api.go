// Package api is the JSON door of the staff's side: every deed of the console as
// a call under /api/v1, described by OpenAPI 3.1. It reads a request, does one
// deed and answers; rules, the leak gate and the audit trail belong to the
// stores. It knows bearer tokens alone: cookies open nothing here, so no page of
// another site can act through somebody's browser.
package api

import (
	"log/slog"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/public/edition"
	"vitrine/public/mirror"
)

// Base is the path under which every call lives.
const Base = "/api/v1"

// Doors is what the interface opens onto. All but Press and Address are
// required.
type Doors struct {
	Site     *models.Store
	Staff    *staff.Store
	Desk     *desk.Store
	Review   *reviews.Store
	Gate     *reviews.Gate
	Audience *audience.Store
	Press    *edition.Press // nil: another process renders

	Mirrors   func() []mirror.State     // how each mirror does; nil: there are none
	Followers func() []edition.Follower // machines that show this site's editions; nil: none is seen here
	Readers   chan struct{}             // as many calls that read as it holds run at a time; nil: any number
	Bounces   BounceHooks               // the mail providers that report; nil: none does

	AdminURL, PublicURL string // absolute links are built from these alone
	Version             string
	Log                 *slog.Logger

	// Address tells whom a request comes from where proxies are trusted; nil: the
	// peer of the connection.
	Address func(*fiber.Ctx) string
}

// API answers the calls.
type API struct {
	Doors
	huma huma.API
}

// New returns the interface onto doors.
func New(doors Doors) *API {
	doors.AdminURL = strings.TrimSuffix(doors.AdminURL, "/")
	doors.PublicURL = strings.TrimSuffix(doors.PublicURL, "/")
	if doors.Address == nil {
		doors.Address = func(c *fiber.Ctx) string { return c.Context().RemoteIP().String() }
	}
	return &API{Doors: doors}
}

// Routes mounts every call on app, which must be made with Immutable set: what
// a handler keeps of a request may not change under it.
func (a *API) Routes(app *fiber.App) {
	app.Use(Base, a.guard)
	a.huma = humafiber.New(app, a.config())
	for _, mount := range []func(){
		a.componentRoutes, a.groupRoutes, a.incidentRoutes, a.updateRoutes, a.maintenanceRoutes, a.translationRoutes, a.templateRoutes,
		a.reviewRoutes, a.timelineRoutes, a.factorRoutes, a.learningRoutes, a.actionRoutes, a.metricsRoutes, a.insightRoutes, a.searchRoutes,
		a.participantRoutes, a.commentRoutes, a.sectionRoutes, a.signOffRoutes, a.meetingRoutes, a.graphRoutes, a.waiverRoutes,
		a.boardRoutes, a.dueRoutes, a.deadlineRoutes, a.ticketSourceRoutes, a.mailChoiceRoutes,
		a.postmortemRoutes, a.findingRoutes, a.benchRoutes, a.publishingRoutes, a.previewRoutes, a.retractionRoutes, a.subscriberRoutes, a.subscriberFileRoutes, a.suppressionRoutes,
		a.subscriberPersonRoutes, a.endpointRoutes, a.alertRoutes, a.proposalRoutes, a.notificationRoutes, a.auditRoutes, a.rulebookRoutes,
		a.coachRoutes, a.questionRoutes, a.mirrorRoutes, a.reviewTemplateRoutes, a.settingsRoutes, a.outboxRoutes, a.alarmRoutes,
	} {
		mount()
	}
	a.documentRoutes(app)
	app.Post(Base+"/tickets/:source", a.hearTicket)
	app.Post(Base+"/bounces/:provider", a.hearBounces)
	app.All(Base+"/*", a.unknownCall)
}
