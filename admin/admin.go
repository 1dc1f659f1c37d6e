// Package admin is where staff work: the console, served by forms that need no
// script. It reads what was sent, has one deed done by the stores, and shows one
// page; the rules live in the stores and the words in views/console. Every route
// asks for a signed-in person unless the table below says otherwise.
package admin

import (
	"context"
	"log/slog"
	"net/netip"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/public/edition"
	"vitrine/public/mirror"
)

// Mail is how mail does and what a mail would look like now.
type Mail interface {
	Health(ctx context.Context) audience.Health
	Render(ctx context.Context, deliveryID int64) ([]byte, error)         // RFC 5322
	RenderSignup(ctx context.Context, signupMailID int64) ([]byte, error) // RFC 5322
}

// Doors is everything the console works with. All are required but
// TrustedProxies, Meter and Jobs.
type Doors struct {
	Site           *models.Store
	Staff          *staff.Store
	Desk           *desk.Store
	Review         *review.Store
	Gate           *review.Gate
	Audience       *audience.Store
	Press          *edition.Press
	Mail           Mail
	Key            models.Key
	PublicURL      string // no slash at the end
	AdminURL       string // no slash at the end
	TrustedProxies []netip.Prefix
	Version        string
	Log            *slog.Logger

	Mirrors   func() []mirror.State                     // how each mirror does; nil: there are none
	Followers func() []edition.Follower                 // machines that show this site's editions; nil: none is seen here
	Readers   chan struct{}                             // as many pages as it holds may ask the database at a time; nil: any number
	Meter     *Meter                                    // counts for /metrics; nil: one that nobody else counts in
	Jobs      func(context.Context) ([]JobCount, error) // the background jobs, for /metrics; nil: they are not told of
}

// Handler answers staff.
type Handler struct {
	Doors
	scraper *scraper
}

// New returns a Handler.
func New(d Doors) *Handler {
	if d.Meter == nil {
		d.Meter = NewMeter(d.Version)
	}
	h := &Handler{Doors: d}
	h.scraper = newScraper(h)
	return h
}

// route is one thing staff can ask for, and the role it takes.
type route struct {
	method, path string
	need         staff.Role
	do           func(*Handler, *fiber.Ctx) error
}

// open is the need of a route that takes no signed-in person.
const open staff.Role = ""

// The roles, short for the table.
const (
	viewer    = staff.Viewer
	responder = staff.Responder
	reviewer  = staff.Reviewer
	approver  = staff.Approver
	admin     = staff.Admin
)

// routes is the whole console.
var routes = []route{
	{"GET", "/healthz", open, (*Handler).showHealth},
	{"GET", "/metrics", open, (*Handler).showMetrics}, // by a token, like the interface
	{"GET", "/assets/*", open, (*Handler).showAsset},
	{"GET", "/setup/:token", open, (*Handler).showSetup},
	{"POST", "/setup/:token", open, (*Handler).setup},
	{"GET", "/sign-in", open, (*Handler).showSignIn},
	{"POST", "/sign-in", open, (*Handler).signIn},
	{"POST", "/sign-out", open, (*Handler).signOut},

	{"GET", "/", viewer, (*Handler).showDashboard},
	{"GET", "/account", viewer, (*Handler).showAccount},
	{"POST", "/account/password", viewer, (*Handler).changePassword},
	{"POST", "/account/sessions/:session/end", viewer, (*Handler).endSession},
	{"GET", "/reach", viewer, (*Handler).showReach},
	{"POST", "/hints", viewer, (*Handler).hint},
	{"POST", "/coach", viewer, (*Handler).advise},
	{"POST", "/coach/dismiss", responder, (*Handler).dismissAdvice},

	{"GET", "/incidents", viewer, (*Handler).listIncidents},
	{"GET", "/incidents/new", responder, (*Handler).newIncident},
	{"POST", "/incidents", responder, (*Handler).createIncident},
	{"GET", "/incidents/:id", viewer, (*Handler).showIncident},
	{"GET", "/incidents/:id/edit", responder, (*Handler).editIncident},
	{"POST", "/incidents/:id/edit", responder, (*Handler).saveIncident},
	{"POST", "/incidents/:id/updates", responder, (*Handler).postUpdate},
	{"POST", "/incidents/:id/waivers", reviewer, (*Handler).waive},
	{"POST", "/incidents/:id/waivers/:noun/undo", reviewer, (*Handler).unwaive},

	{"GET", "/alerts", viewer, (*Handler).listAlerts},
	{"POST", "/alerts/:draft/dismiss", responder, (*Handler).dismissAlerts},

	{"GET", "/maintenances", viewer, (*Handler).listMaintenances},
	{"GET", "/maintenances/new", responder, (*Handler).newMaintenance},
	{"POST", "/maintenances", responder, (*Handler).createMaintenance},
	{"GET", "/maintenances/:id", viewer, (*Handler).showMaintenance},
	{"GET", "/maintenances/:id/edit", responder, (*Handler).editMaintenance},
	{"POST", "/maintenances/:id/edit", responder, (*Handler).saveMaintenance},
	{"POST", "/maintenances/:id/updates", responder, (*Handler).postMaintenanceUpdate},

	{"GET", "/incidents/:id/updates/:update/correct", responder, (*Handler).editUpdate},
	{"POST", "/incidents/:id/updates/:update/correct", responder, (*Handler).correctUpdate},
	{"GET", "/incidents/:id/updates/:update/remove", responder, (*Handler).askRemoval},
	{"POST", "/incidents/:id/updates/:update/remove", responder, (*Handler).removeUpdate},
	{"GET", "/maintenances/:id/updates/:update/correct", responder, (*Handler).editUpdate},
	{"POST", "/maintenances/:id/updates/:update/correct", responder, (*Handler).correctUpdate},
	{"GET", "/maintenances/:id/updates/:update/remove", responder, (*Handler).askRemoval},
	{"POST", "/maintenances/:id/updates/:update/remove", responder, (*Handler).removeUpdate},

	{"GET", "/incidents/:id/translate", responder, (*Handler).editTranslation},
	{"POST", "/incidents/:id/translate", responder, (*Handler).saveTranslation},
	{"GET", "/incidents/:id/updates/:update/translate", responder, (*Handler).editTranslation},
	{"POST", "/incidents/:id/updates/:update/translate", responder, (*Handler).saveTranslation},
	{"GET", "/maintenances/:id/translate", responder, (*Handler).editTranslation},
	{"POST", "/maintenances/:id/translate", responder, (*Handler).saveTranslation},
	{"GET", "/maintenances/:id/updates/:update/translate", responder, (*Handler).editTranslation},
	{"POST", "/maintenances/:id/updates/:update/translate", responder, (*Handler).saveTranslation},

	{"GET", "/components", viewer, (*Handler).listComponents},
	{"GET", "/components/new", admin, (*Handler).newComponent},
	{"POST", "/components", admin, (*Handler).createComponent},
	{"GET", "/components/:id", admin, (*Handler).editComponent},
	{"POST", "/components/:id", admin, (*Handler).saveComponent},
	{"POST", "/components/:id/status", responder, (*Handler).setComponentStatus},
	{"POST", "/components/:id/delete", admin, (*Handler).deleteComponent},
	{"GET", "/groups/new", admin, (*Handler).newGroup},
	{"POST", "/groups", admin, (*Handler).createGroup},
	{"GET", "/groups/:id", admin, (*Handler).editGroup},
	{"POST", "/groups/:id", admin, (*Handler).saveGroup},
	{"POST", "/groups/:id/delete", admin, (*Handler).deleteGroup},

	{"GET", "/templates", viewer, (*Handler).listTemplates},
	{"GET", "/templates/new", responder, (*Handler).newTemplate},
	{"POST", "/templates", responder, (*Handler).createTemplate},
	{"GET", "/templates/:id", responder, (*Handler).editTemplate},
	{"POST", "/templates/:id", responder, (*Handler).saveTemplate},
	{"POST", "/templates/:id/delete", responder, (*Handler).deleteTemplate},

	{"GET", "/reviews", viewer, (*Handler).listReviews},
	{"GET", "/reviews/new", reviewer, (*Handler).newReview},
	{"POST", "/reviews", reviewer, (*Handler).createReview},
	{"GET", "/reviews/:id", viewer, (*Handler).showReview},
	{"GET", "/reviews/:id/edit", reviewer, (*Handler).editReview},
	{"POST", "/reviews/:id/edit", reviewer, (*Handler).saveReview},
	{"GET", "/reviews/:id/questions", reviewer, (*Handler).showQuestions},
	{"POST", "/reviews/:id/questions", reviewer, (*Handler).answerQuestions},
	{"GET", "/review-template", admin, (*Handler).showReviewTemplate},
	{"POST", "/review-template", admin, (*Handler).saveReviewTemplate},
	{"POST", "/reviews/:id/complete", reviewer, (*Handler).completeReview},
	{"POST", "/reviews/:id/draft", reviewer, (*Handler).startDraft},
	{"GET", "/reviews/:id/sections/:section", reviewer, (*Handler).editSection},
	{"POST", "/reviews/:id/sections/:section", reviewer, (*Handler).writeSection},
	{"POST", "/reviews/:id/presence", viewer, (*Handler).beat},
	{"POST", "/reviews/:id/participants", reviewer, (*Handler).addParticipant},
	{"GET", "/reviews/:id/participants/:participant", reviewer, (*Handler).editParticipant},
	{"POST", "/reviews/:id/participants/:participant", reviewer, (*Handler).saveParticipant},
	{"POST", "/reviews/:id/participants/:participant/delete", reviewer, (*Handler).removeParticipant},
	{"POST", "/reviews/:id/comments", responder, (*Handler).addComment},
	{"POST", "/reviews/:id/comments/:comment/answer", responder, (*Handler).answerComment},
	{"POST", "/reviews/:id/comments/:comment/settle", responder, (*Handler).settleComment},
	{"POST", "/reviews/:id/comments/:comment/reopen", responder, (*Handler).reopenComment},
	{"POST", "/reviews/:id/signoffs", reviewer, (*Handler).askSignOff},
	{"POST", "/reviews/:id/signoffs/:user/remove", reviewer, (*Handler).unaskSignOff},
	{"POST", "/reviews/:id/sign", responder, (*Handler).signReview},
	{"GET", "/reviews/:id/meetings/new", reviewer, (*Handler).newMeeting},
	{"POST", "/reviews/:id/meetings", reviewer, (*Handler).addMeeting},
	{"GET", "/reviews/:id/meetings/:meeting", reviewer, (*Handler).editMeeting},
	{"POST", "/reviews/:id/meetings/:meeting", reviewer, (*Handler).saveMeeting},
	{"POST", "/reviews/:id/meetings/:meeting/delete", reviewer, (*Handler).deleteMeeting},
	{"POST", "/reviews/:id/lines", reviewer, (*Handler).addLines},
	{"POST", "/reviews/:id/timeline", reviewer, (*Handler).editLines},
	{"POST", "/reviews/:id/timeline/undo", reviewer, (*Handler).undoLines},
	{"GET", "/reviews/:id/timeline.csv", viewer, (*Handler).exportTimeline},
	{"GET", "/reviews/:id/file", reviewer, (*Handler).newTimelineFile},
	{"POST", "/reviews/:id/file", reviewer, (*Handler).importTimeline},
	{"GET", "/reviews/:id/chats/new", reviewer, (*Handler).newChat},
	{"POST", "/reviews/:id/chats", reviewer, (*Handler).pasteChat},
	{"GET", "/reviews/:id/chats/:chat", reviewer, (*Handler).showChat},
	{"POST", "/reviews/:id/chats/:chat", reviewer, (*Handler).keepMessages},
	{"POST", "/reviews/:id/chats/:chat/choices", reviewer, (*Handler).chooseMessages},
	{"POST", "/reviews/:id/chats/:chat/delete", reviewer, (*Handler).deleteChat},
	{"POST", "/reviews/:id/intervals", reviewer, (*Handler).addInterval},
	{"GET", "/reviews/:id/intervals/:interval", reviewer, (*Handler).editInterval},
	{"POST", "/reviews/:id/intervals/:interval", reviewer, (*Handler).saveInterval},
	{"POST", "/reviews/:id/intervals/:interval/delete", reviewer, (*Handler).deleteInterval},
	{"POST", "/reviews/:id/graphs", reviewer, (*Handler).addGraph},
	{"GET", "/reviews/:id/graphs/:graph", reviewer, (*Handler).editGraph},
	{"POST", "/reviews/:id/graphs/:graph", reviewer, (*Handler).saveGraph},
	{"POST", "/reviews/:id/graphs/:graph/delete", reviewer, (*Handler).deleteGraph},
	{"GET", "/reviews/:id/graphs/:graph/picture", viewer, (*Handler).showPicture},
	{"POST", "/reviews/:id/entries", reviewer, (*Handler).addEntry},
	{"GET", "/reviews/:id/entries/:entry", reviewer, (*Handler).editEntry},
	{"POST", "/reviews/:id/entries/:entry", reviewer, (*Handler).saveEntry},
	{"POST", "/reviews/:id/entries/:entry/delete", reviewer, (*Handler).deleteEntry},
	{"POST", "/reviews/:id/factors", reviewer, (*Handler).addFactor},
	{"GET", "/reviews/:id/factors/:point", reviewer, (*Handler).editFactor},
	{"POST", "/reviews/:id/factors/:point", reviewer, (*Handler).saveFactor},
	{"POST", "/reviews/:id/factors/:point/delete", reviewer, (*Handler).deleteFactor},
	{"POST", "/reviews/:id/learnings", reviewer, (*Handler).addLearning},
	{"GET", "/reviews/:id/learnings/:point", reviewer, (*Handler).editLearning},
	{"POST", "/reviews/:id/learnings/:point", reviewer, (*Handler).saveLearning},
	{"POST", "/reviews/:id/learnings/:point/delete", reviewer, (*Handler).deleteLearning},
	{"GET", "/reviews/:id/actions/new", reviewer, (*Handler).newAction},
	{"POST", "/reviews/:id/actions", reviewer, (*Handler).addAction},
	{"GET", "/reviews/:id/actions/:action", reviewer, (*Handler).editAction},
	{"POST", "/reviews/:id/actions/:action", reviewer, (*Handler).saveAction},
	{"POST", "/reviews/:id/actions/:action/delete", reviewer, (*Handler).deleteAction},

	{"GET", "/search", viewer, (*Handler).searchReviews},
	{"GET", "/insights", viewer, (*Handler).showInsights},
	{"GET", "/insights.csv", viewer, (*Handler).showInsightsFile},
	{"GET", "/insights/groups.csv", viewer, (*Handler).showInsightsFile},
	{"GET", "/insights/months.csv", viewer, (*Handler).showInsightsFile},
	{"GET", "/insights/actions.csv", viewer, (*Handler).showInsightsFile},
	{"POST", "/insights/cost", admin, (*Handler).saveCost},
	{"GET", "/reviews/:id/export", viewer, (*Handler).printReview},
	{"GET", "/reviews/:id/export.md", viewer, (*Handler).exportReview},
	{"GET", "/reviews/:id/export.json", viewer, (*Handler).exportReview},
	{"GET", "/actions", viewer, (*Handler).listActions},
	{"GET", "/actions.csv", viewer, (*Handler).exportActions},
	{"POST", "/actions/:action", reviewer, (*Handler).moveAction},
	{"GET", "/agenda", viewer, (*Handler).showAgenda},
	{"GET", "/agenda.md", viewer, (*Handler).agendaText},
	{"POST", "/account/mail", viewer, (*Handler).chooseMail},
	{"GET", "/settings/follow-up", admin, (*Handler).showFollowUp},
	{"POST", "/settings/deadlines", admin, (*Handler).saveDeadlines},
	{"POST", "/settings/tickets", admin, (*Handler).addTicketSource},
	{"POST", "/settings/tickets/:source/remove", admin, (*Handler).removeTicketSource},

	{"GET", "/drafts/:id", viewer, (*Handler).showDraft},
	{"POST", "/drafts/:id", reviewer, (*Handler).saveDraft},
	{"GET", "/drafts/:id/preview", viewer, (*Handler).previewDraft},
	{"POST", "/drafts/:id/autosave", reviewer, (*Handler).autosaveDraft},
	{"POST", "/drafts/:id/bring", reviewer, (*Handler).bringSentence},
	{"POST", "/drafts/:id/undo", reviewer, (*Handler).undoStep},
	{"POST", "/drafts/:id/seen", reviewer, (*Handler).seeChanges},
	{"POST", "/drafts/:id/scan", reviewer, (*Handler).scanDraft},
	{"POST", "/drafts/:id/findings/:finding", reviewer, (*Handler).settleFinding},
	{"POST", "/drafts/:id/submit", reviewer, (*Handler).submitDraft},
	{"POST", "/drafts/:id/approve", approver, (*Handler).approveDraft},
	{"POST", "/drafts/:id/return", approver, (*Handler).returnDraft},
	{"POST", "/drafts/:id/publish", approver, (*Handler).publishDraft},
	{"GET", "/drafts/:id/withdraw", approver, (*Handler).askWithdrawal},
	{"POST", "/drafts/:id/withdraw", approver, (*Handler).withdrawDraft},
	{"GET", "/drafts/:id/retract", approver, (*Handler).askRetraction},
	{"POST", "/drafts/:id/retract", approver, (*Handler).retractDraft},

	{"GET", "/postmortems", viewer, (*Handler).listPostmortems},
	{"GET", "/postmortems/:slug", viewer, (*Handler).showPostmortem},
	{"POST", "/postmortems/:slug/countermeasures/:countermeasure", approver, (*Handler).setCountermeasure},

	{"GET", "/notifications", viewer, (*Handler).listNotifications},
	{"GET", "/notifications/:id", viewer, (*Handler).showNotification},
	{"POST", "/notifications/:id/retry", responder, (*Handler).retryDelivery},
	{"POST", "/notifications/:id/cancel", responder, (*Handler).cancelNotification},
	{"POST", "/notifications/:id/send-now", responder, (*Handler).hurryNotification},
	{"POST", "/mail/resume", responder, (*Handler).resumeMail},
	{"GET", "/outbox", responder, (*Handler).showOutbox},
	{"GET", "/outbox/:letter", responder, (*Handler).showLetter},
	{"GET", "/mirrors", viewer, (*Handler).showMirrors},
	{"GET", "/subscribers", responder, (*Handler).listSubscribers},
	{"GET", "/subscribers/new", responder, (*Handler).newSubscriber},
	{"POST", "/subscribers", responder, (*Handler).addSubscriber},
	{"GET", "/subscribers/import", admin, (*Handler).showImport},
	{"POST", "/subscribers/import", admin, (*Handler).importSubscribers},
	{"GET", "/subscribers/export", admin, (*Handler).exportSubscribers},
	{"GET", "/subscribers/suppressions", responder, (*Handler).showSuppressions},
	{"GET", "/subscribers/channels/new", responder, (*Handler).newChannel},
	{"POST", "/subscribers/channels", responder, (*Handler).addChannel},
	{"POST", "/subscribers/:id/test", responder, (*Handler).testChannel},
	{"POST", "/subscribers/:id/switch", responder, (*Handler).switchChannel},
	{"POST", "/subscribers/:id/alarms", responder, (*Handler).alarmChannel},
	{"POST", "/subscribers/:id/rotate", admin, (*Handler).rotateChannel},
	{"GET", "/subscribers/:id", responder, (*Handler).showSubscriber},
	{"POST", "/subscribers/:id/list", responder, (*Handler).markSubscriber},
	{"POST", "/subscribers/:id/remove", responder, (*Handler).removeSubscriber},

	{"GET", "/rulebook", reviewer, (*Handler).showRulebook},
	{"POST", "/rulebook", admin, (*Handler).saveRulebook},
	{"POST", "/rulebook/try", reviewer, (*Handler).tryRulebook},
	{"GET", "/settings", admin, (*Handler).showSettings},
	{"POST", "/settings", admin, (*Handler).saveSettings},
	{"GET", "/settings/words", admin, (*Handler).showWording},
	{"POST", "/settings/words", admin, (*Handler).saveWording},
	{"GET", "/settings/page", admin, (*Handler).showShape},
	{"POST", "/settings/page", admin, (*Handler).saveShape},
	{"GET", "/settings/logo", viewer, (*Handler).showLogo},
	{"POST", "/settings/logo", admin, (*Handler).saveLogo},
	{"POST", "/settings/sender", admin, (*Handler).saveSender},
	{"GET", "/users", admin, (*Handler).listUsers},
	{"GET", "/users/new", admin, (*Handler).newUser},
	{"POST", "/users", admin, (*Handler).addUser},
	{"GET", "/users/:user", admin, (*Handler).editUser},
	{"POST", "/users/:user", admin, (*Handler).saveUser},
	{"POST", "/users/:user/disable", admin, (*Handler).disableUser},
	{"POST", "/users/:user/enable", admin, (*Handler).enableUser},
	{"GET", "/tokens", admin, (*Handler).listTokens},
	{"POST", "/tokens", admin, (*Handler).addToken},
	{"POST", "/tokens/:token/revoke", admin, (*Handler).revokeToken},
	{"GET", "/audit", admin, (*Handler).showAudit},
}

// Routes puts the console on r. What r serves besides must guard itself.
func (h *Handler) Routes(r fiber.Router) {
	r.Use(noteRoute, h.headers, recover.New()) // a fault in one page must not stop the console
	for _, rt := range routes {
		r.Add(rt.method, rt.path, h.guard(rt))
	}
}

// MaxBody is the most bytes of a request that are read at all, for the server's
// BodyLimit. It lies above what a form may hold, so that a form that is too large
// gets an answer instead of a cut connection.
const MaxBody = 16 << 20

// Config is what a Fiber app that serves the console must be set to.
func (h *Handler) Config() fiber.Config {
	return fiber.Config{
		AppName: "vitrine", Immutable: true, DisableStartupMessage: true, BodyLimit: MaxBody, ErrorHandler: h.Failed,
		EnableTrustedProxyCheck: true, ReadBufferSize: 16 << 10, ReadTimeout: patience, IdleTimeout: 2 * patience,
	}
}
