package console

import "slices"

// SignIn asks who is there.
var SignIn = page[SignInPage]("sign_in")

// SignInPage is what SignIn shows. When a form arrived after its session had
// ended, its fields wait in Carried and come back after the sign-in.
type SignInPage struct {
	Frame   Frame
	Form    SignInForm
	Next    string // where to go afterwards, a path of the console
	Action  string // where the carried form belongs
	Carried []Carried
	Unkept  bool // a password came along, which nobody keeps
}

// SignInForm is who signs in; the password never comes back.
type SignInForm struct {
	Form
	Email    string `form:"email"`
	Password string `form:"password"`
}

// Title implements the layout's need for one.
func (p SignInPage) Title() string { return "Sign in" }

// Resume gives back a form that arrived without a session, to be sent again.
var Resume = page[ResumePage]("resume")

// ResumePage is what Resume shows.
type ResumePage struct {
	Frame   Frame
	Action  string
	Fields  []Carried
	Effect  string // what the button does
	Foreign bool   // another session drew the form; else its session had ended
	Unkept  bool   // a password came along, which nobody keeps
}

// Title implements the layout's need for one.
func (p ResumePage) Title() string { return "Send what you wrote" }

// Texts are the fields that a person wrote, to read: not the choices, the times
// and the marks.
func (p ResumePage) Texts() []Carried {
	var list []Carried
	for _, f := range p.Fields {
		if f.Value != "" && slices.Contains(written, f.Name) {
			list = append(list, f)
		}
	}
	return list
}

// written are the fields of forms that hold a person's own words.
var written = []string{"title", "body", "name", "email", "handle", "consent", "description", "reason", "note", "replacement", "who", "what", "owner", "public_text",
	"apology", "summary", "services", "duration", "customer_impact", "proximate_cause", "resolution", "countermeasures", "overview", "went_well", "luck",
	"know_sooner", "recover_sooner", "sla_effect", "worst_case", "caption", "alt", "responders", "intro", "privacy", "imprint", "postal_address", "yaml", "text"}

// Setup makes the first account.
var Setup = page[SetupPage]("setup")

// SetupPage is what Setup shows.
type SetupPage struct {
	Frame Frame
	Token string
	Form  SetupForm
}

// SetupForm is the first account as it is typed; the password never comes back.
type SetupForm struct {
	Form
	Name     string `form:"name"`
	Email    string `form:"email"`
	Password string `form:"password"`
}

// Title implements the layout's need for one.
func (p SetupPage) Title() string { return "Set up" }

// Problem is the page for any failure. It needs nothing but its data.
var Problem = page[ProblemPage]("problem")

// ProblemPage is what Problem shows.
type ProblemPage struct {
	Frame     Frame
	Status    int
	Message   string
	Advice    string // what to do next
	RequestID string
}

// Title implements the layout's need for one.
func (p ProblemPage) Title() string { return "Problem" }
