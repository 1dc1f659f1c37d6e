package console

import (
	"time"

	"vitrine/models/review"
	"vitrine/models/staff"
)

func exampleItems() []review.BoardItem {
	day := func(n int) *time.Time {
		t := exampleNow.Truncate(24*time.Hour).AddDate(0, 0, n)
		return &t
	}
	promised := int64(3)
	item := func(a review.Action, review_, title string) review.BoardItem {
		return review.BoardItem{Action: a, ReviewPublicID: review_, ReviewTitle: title}
	}
	list := []review.BoardItem{
		item(review.Action{PublicID: "act1act1act1", Body: "Raise an alarm when <one> process takes the processor", Kind: review.Monitoring, Owner: "Lee Tan", Priority: review.High,
			DueOn: day(-6), State: review.ActionUnderway, CountermeasureID: &promised, PublicText: "We watch it.", Version: 3}, "rev1rev1rev1", "Sign-in failed for 20 minutes"),
		item(review.Action{PublicID: "act2act2act2", Body: "Write down how to move traffic", Kind: review.Documentation, DueOn: day(2), State: review.ActionOpen, OnlyIf: "the second region stays",
			Ticket: "OPS-12", TicketURL: "https://tracker.northpole.example/OPS-12", TicketState: "In review", Version: 1}, "rev1rev1rev1", "Sign-in failed for 20 minutes"),
		item(review.Action{PublicID: "act3act3act3", Body: "Test the copy of last night by itself", Kind: review.Automation, Owner: "Dana Whitfield", State: review.ActionOpen, Immediate: true, Version: 2},
			"rev2rev2rev2", "Exports were empty"),
	}
	list[0].Overdue = true
	return list
}

func exampleAgenda() review.Agenda {
	today := exampleNow.Truncate(24 * time.Hour)
	kept := exampleItems()[2]
	kept.State = review.ActionDone
	return review.Agenda{Day: today, More: 3,
		Dues: []review.Due{{Kind: "review", Title: "Sign-in failed for 20 minutes", ReviewID: "rev1rev1rev1", Day: today.AddDate(0, 0, -1), Overdue: true, Who: "Mina Sorel"},
			{Kind: "full_report", Title: "Exports were empty", Slug: "exports-were-empty", Day: today.AddDate(0, 0, 3)}},
		Open:    []review.Review{{PublicID: "rev1rev1rev1", Title: "Sign-in failed for 20 minutes", Severity: 2, Facilitator: "Mina Sorel", CreatedAt: before(30 * time.Hour)}},
		Done:    []review.Review{{PublicID: "rev2rev2rev2", Title: "Exports were empty", Severity: 3, Learnings: []review.Learning{{Body: "Nobody reads the export of the night."}}}},
		Actions: exampleItems()[:2], Kept: []review.BoardItem{kept}, Tally: review.Tally{Open: 3, Overdue: 1, Week: 1, Nobody: 1}}
}

func exampleAftermath() Aftermath {
	return Aftermath{Wanted: []review.Due{{Kind: "postmortem", Title: "Sign-in fails", IncidentID: "inc0inc0inc0", Day: exampleNow.Truncate(24*time.Hour).AddDate(0, 0, -1), Overdue: true, Who: "Mina Sorel"}},
		Waived: []review.Waiver{{Noun: review.WaivedReview, Reason: "One <customer> felt it, and has the story from us.", By: "Lee Tan", CreatedAt: before(30 * time.Hour)}}}
}

func followUpExamples() []Example {
	frame := exampleFrame("actions")
	refused := BoardPage{Frame: frame, Items: exampleItems(), Tally: review.Tally{Open: 3, Overdue: 1, Week: 1, Nobody: 1}, Owners: []string{"Dana Whitfield", "Lee Tan"},
		Query: BoardFilter{Owner: "me"}, MovedID: "act1act1act1", Moved: MoveForm{Form: Form{Version: 3, Problem: "Say why this is dropped. Where it was promised in public, readers see the reason."}, State: "dropped", DueOn: "2026-11-13"}}
	some := refused
	some.MovedID, some.Older, some.Query, some.Components = "", "0.20261121.9", BoardFilter{}, []Choice{{Value: "cmp1cmp1cmp1", Name: "Sign-in"}}
	looking := some
	looking.Frame.May = May{}
	rules := DeadlinesForm{Form: exampleForm(), Severities: []string{"1", "2"}, ReviewDays: "1", PublicDays: "7", Weekend: []string{"saturday", "sunday"}, Holidays: "2026-12-25 Christmas Day"}
	settings := exampleFrame("settings")
	made := FollowUpPage{Frame: settings, Form: rules, AdminURL: "https://console.northpole.example", Secret: "b3Vyc2VjcmV0", Source: TicketSourceForm{Form: exampleForm(), Kind: "github"},
		Sources: []review.TicketSource{{PublicID: "src1src1src1", Name: "main-tracker", Kind: review.GitHubTickets, LastAt: beforeAt(time.Hour), LastWord: "The action item moved with its ticket."}}}
	return []Example{
		example("board/some", Board, some),
		example("board/refused", Board, refused),
		example("board/viewer", Board, looking),
		example("board/empty", Board, BoardPage{Frame: frame}),
		example("agenda/some", Agenda, AgendaPage{Frame: frame, Agenda: exampleAgenda()}),
		example("agenda/empty", Agenda, AgendaPage{Frame: frame, Agenda: review.Agenda{Day: exampleNow}}),
		example("follow_up/made", FollowUp, made),
		example("follow_up/first", FollowUp, FollowUpPage{Frame: settings, Form: rules, AdminURL: "https://console.northpole.example", Source: TicketSourceForm{Form: exampleForm()}}),
	}
}

// exampleStaffLetters are mails to colleagues that did not arrive yet, and one
// that never will.
func exampleStaffLetters() []StaffLetter {
	at := before(time.Hour)
	return []StaffLetter{
		StaffWaiting(staff.OutboxMail{Mail: staff.Mail{Kind: staff.NagMail, State: staff.MailWaiting, LastError: "The mail server cannot be reached.", CreatedAt: at, NextTryAt: at.Add(2 * time.Hour)}, Name: "Priya Raman"}),
		StaffWaiting(staff.OutboxMail{Mail: staff.Mail{Kind: staff.AgendaMail, State: staff.MailFailed, LastError: "552 5.2.2 over quota", CreatedAt: at, DoneAt: &at}}),
	}
}
