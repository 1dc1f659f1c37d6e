package api_test

import (
	"testing"

	"vitrine/models/staff"
)

func TestEachPersonChoosesWhatToBeWrittenAbout(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, "at first", h.do(staff.Viewer, "GET", "/account/mail", nil).want(200).raw, `{"reminders":true,"nags":true,"agenda":false,"asks":true,"texts":false}`+"\n")
	h.do(staff.Viewer, "POST", "/account/mail", body{"nags": false, "agenda": true, "asks": false, "texts": true}).want(200)
	same(t, "then", h.do(staff.Viewer, "GET", "/account/mail", nil).want(200).raw, `{"reminders":true,"nags":false,"agenda":true,"asks":false,"texts":true}`+"\n")
	same(t, "somebody else's", h.do(staff.Admin, "GET", "/account/mail", nil).want(200).raw, `{"reminders":true,"nags":true,"agenda":false,"asks":true,"texts":false}`+"\n")
	choice, err := h.staff.MailChoice(t.Context(), h.users[staff.Viewer].ID)
	h.must(err)
	if !choice.Reminders || choice.Nags || !choice.Agenda || choice.Asks || !choice.Texts {
		t.Errorf("kept: %+v", choice)
	}
	h.do(staff.Viewer, "POST", "/account/mail", body{"everything": true}).want(422)
}
