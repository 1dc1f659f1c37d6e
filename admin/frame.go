package admin

import (
	"github.com/gofiber/fiber/v2"

	"vitrine/assets"
	"vitrine/models/staff"
	"vitrine/views/console"
)

// frame is what the page's surroundings show. Where the database does not answer
// it makes do: a page about a fault must not fail for the same reason.
func (h *Handler) frame(c *fiber.Ctx, section string) console.Frame {
	f := h.plainFrame(c)
	f.Section = section
	but := c.Query("but")
	f.Notice, f.Warning, f.Done = notices[c.Query("did")], warnings[but], but == "again" || but == "later"
	if set, err := h.Site.Settings(c.UserContext()); err == nil {
		f.SiteName, f.Zone, f.Words = set.Name, set.Location(), console.WordsOf(set)
		f.Own, f.Others = set.OwnLanguage(), set.Offered()[1:]
	}
	if f.SignedIn() {
		f.Undo = h.undoable(c)
		f.Alarms = h.alarms(c.UserContext())
		for _, held := range h.Press.HeldBack() {
			f.Held = append(f.Held, console.Held{Path: held.Path, Why: held.Why})
		}
	}
	return f
}

// plainFrame is a frame that needs no database.
func (h *Handler) plainFrame(c *fiber.Ctx) console.Frame {
	s := session(c)
	role := s.User.Role
	return console.Frame{
		SiteName: "Vitrine", PublicURL: h.PublicURL, Version: h.Version, Now: h.Site.Now(), Assets: files,
		Person: s.User.Name, Role: string(role), CSRF: s.CSRF,
		May: console.May{
			Respond: role.AtLeast(staff.Responder), Review: role.AtLeast(staff.Reviewer),
			Approve: role.AtLeast(staff.Approver), Administer: role.AtLeast(staff.Admin),
		},
	}
}

// files are what every page loads.
var files = console.Assets{Site: assets.Path("site.css"), Console: assets.Path("console.css"), Script: assets.Path("console.js"),
	ReviewStyle: assets.Path("review.css"), ReviewScript: assets.Path("review.js"),
	TimelineStyle: assets.Path("timeline.css"), TimelineScript: assets.Path("timeline.js")}

// notices are the sentences that follow a deed; an address names one, never the
// words themselves.
var notices = map[string]string{
	"published":  "Published. It is on the public page now.",
	"saved":      "Saved.",
	"translated": "Published. Readers of that language read it now.",
	"corrected":  "Corrected. The public page shows the new text.",
	"removed":    "Removed. It is gone from the page, the feeds and the API.",
	"deleted":    "Deleted.",
	"dismissed":  "Dismissed. The alerts stay in the list below.",
	"erased":     "Removed. Only a keyed hash of the address is left, so that no import brings it back.",
	"added":      "Added.",
	"tested":     "A test is on its way. What comes of it stands here in a moment.",
	"kept":       "The messages are on the timeline. The rest of the chat stays with the review.",
	"cancelled":  "The emails were cancelled. The page keeps what was published.",
	"stopped":    "Stopped: nobody more is mailed.",
	"sending":    "The emails are leaving now.",
	"resumed":    "Mails leave again.",
	"submitted":  "Submitted. A second person can approve it now.",
	"approved":   "Approved. It can be published as it stands.",
	"returned":   "Returned to the writer with your note.",
	"withdrawn":  "Withdrawn. The page says so, the feeds retract it.",
	"completed":  "The review is completed.",
	"drafted":    "The draft was started from the review. Read every sentence.",
	"settled":    "Settled.",
	"reopened":   "Open again.",
	"asked":      "Asked. It is on their first page, and a mail tells them unless they want none.",
	"noted":      "Asked. It is on your first page.",
	"signed":     "Signed. It stands until somebody changes the text.",
	"scanned":    "Scanned again.",
	"undone":     "Undone.",
	"told":       "The mail is on its way to those who received the text.",
	"brought":    "Brought over.",
	"seen":       "Seen.",
	"ended":      "That session was ended.",
	"password":   "The password was changed. Every other session has ended.",
	"revoked":    "The token was revoked.",
}

// warnings are what went wrong after a deed was done.
var warnings = map[string]string{
	"inside": "It is saved. Some translations did not come back with their language: the leak gate would stop them by now. Beside their originals they are marked “not shown”; the audit trail says how many they are.",
	"later":  "It is saved, but the public page could not be made anew just now. It will appear by itself within a minute; nothing needs to be sent again.",
	"twin": "This was published a moment ago with the same title and text, so it was not published twice and nobody was emailed again. What else you changed was not taken over: " +
		"change it here, or tell people by an update.",
	"again": "This had been sent before. It was done once; this is its result.",
}
