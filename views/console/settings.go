package console

// SettingsForm is the site settings as they are typed.
type SettingsForm struct {
	Form
	Name          string `form:"name" label:"Name"`
	Intro         string `form:"intro" label:"Introduction" long:"yes"`
	HomeURL       string `form:"home_url" label:"Your site"`
	SupportURL    string `form:"support_url" label:"Support page"`
	SupportEmail  string `form:"support_email" label:"Support email"`
	PostalAddress string `form:"postal_address" label:"Postal address"`
	Accent        string `form:"accent" label:"Accent colour"`
	TimeZone      string `form:"time_zone" label:"Time zone"`
	LogoAlt       string `form:"logo_alt" label:"Logo in words"`
	Privacy       string `form:"privacy" label:"Privacy notice" long:"yes"`
	Imprint       string `form:"imprint" label:"Imprint" long:"yes"`
}

// SenderForm is what staff mail and approval rules are set to.
type SenderForm struct {
	Form
	FromName     string `form:"mail_from_name" label:"Sender's name"`
	From         string `form:"mail_from" label:"Sender's address"`
	ReplyTo      string `form:"reply_to" label:"Replies go to"`
	SecondPerson bool   `form:"second_person" label:"A second person approves what is published"`
}

// Settings is the form for the site's and the desk's settings.
var Settings = page[SettingsPage]("settings")

// SettingsPage is what Settings shows.
type SettingsPage struct {
	Frame   Frame
	Form    SettingsForm
	Sender  SenderForm
	Logo    Form
	HasLogo bool
}

// Title implements the layout's need for one.
func (p SettingsPage) Title() string { return "Settings" }

// RulebookForm is the rulebook as it is typed.
type RulebookForm struct {
	Form
	YAML string `form:"yaml" label:"Rules" long:"yes"`
}

// Rulebook is the form for the rulebook.
var Rulebook = page[RulebookPage]("rulebook")

// RulebookPage is what Rulebook shows.
type RulebookPage struct {
	Frame Frame
	Form  RulebookForm
	Try   string // a text to try the rules on
	Tried bool
	Finds Form // what the rules find in it
}

// Title implements the layout's need for one.
func (p RulebookPage) Title() string { return "Rulebook" }

// rulesExample stands in an empty rulebook's help.
const rulesExample = `people:                 # staff who have no account here
  - {name: "Dana Whitfield", handles: ["dwhit"], emails: ["dana@example.com"]}
customers: ["Contoso Bank"]
terms:                  # what we call it: what customers read
  - {match: "Kestrel", replace: "our job scheduler"}
  - {match: "mail-prod-1", replace: "our primary email server", kind: hostname}
internal_domains: ["corp.example.com"]
public_domains: ["example.com", "status.example.com"]
ticket_prefixes: ["OPS", "INC"]
allow: ["Jenkins", "10.0.0.0/8"]   # may always pass`

// Example is a rulebook to begin with.
func (p RulebookPage) Example() string { return rulesExample }
