package views

import (
	"vitrine/models"
	"vitrine/models/signup"
)

// signInExamples are the pages of a site that is not for everybody.
func signInExamples() []Example {
	return []Example{
		example("sign_in/asked", SignIn, SignInPage{Frame: exampleFrame(""), To: "/history", Password: true}),
		example("sign_in/wrong", SignIn, SignInPage{Frame: exampleFrame(""), To: "/", Password: true, Wrong: "This is not the password. Look at it again, or ask whoever gave you this address."}),
		example("sign_in/provider", SignIn, SignInPage{Frame: exampleFrame(""), To: "/history", Provider: "Northpole", Start: "/sign-in/provider?to=%2Fhistory"}),
		example("sign_in/refused", SignIn, SignInPage{Frame: exampleFrame(""), To: "/", Password: true, Provider: "Northpole", Start: "/sign-in/provider?to=%2F", Failed: "Signing in cannot be reached at this moment. Please try again in a minute."}),
		example("sign_in/year", SignIn, SignInPage{Frame: exampleFrame(""), Inside: true, Key: "k3y.0", Year: true}),
		example("sign_in/networks", SignIn, SignInPage{Frame: exampleFrame("")}),
		example("sign_in/inside", SignIn, SignInPage{Frame: exampleFrame(""), Inside: true, Key: "k3y.0"}),
	}
}

func subscriptionExamples() []Example {
	groups := exampleGroups(exampleComponents(nil))
	wrong := NewSubscribePage(exampleFrame("/subscribe"), groups)
	wrong.Email, wrong.Choice = `dana@"<northpole`, signup.Choice{ComponentIDs: []string{"component004"}}
	wrong.Fields = map[string]string{"email": "This is not an email address.", "kinds": "Choose at least one kind of news to hear about."}
	sub := func(s signup.State, p signup.Purpose) SubscriptionPage {
		return SubscriptionPage{Frame: exampleFrame(""), Token: "t0k3n", Groups: groups, Subscription: signup.Subscription{
			Email: "sam@customer.example", Channel: models.ByEmail, State: s, Purpose: p,
			Choice: signup.Choice{ComponentIDs: []string{"component001", "component010"}, Incidents: true, Postmortems: true, Countermeasures: true}}}
	}
	one := NewFollowPage(exampleFrame(FollowPath("a1b2c3d4e5f6")), models.Incident{PublicID: "a1b2c3d4e5f6", Title: "Elevated API errors"})
	crowded := NewSubscribePage(exampleFrame("/subscribe"), groups)
	crowded.Email, crowded.Refusal = "sam@customer.example", "Very many people are signing up at this moment. Please try again in a few minutes."
	tuned, list, end := sub(signup.Active, signup.ToManage), sub(signup.Active, signup.ToManage), sub(signup.Active, signup.ToEnd)
	tuned.Subscription.Choice.LeastImpact, tuned.Subscription.Choice.Digest = models.MajorImpact, models.Daily
	tuned.Subscription.Choice.Quiet, tuned.Subscription.Choice.Zone = models.Quiet{From: "22:00", Until: "07:00"}, "Europe/Berlin"
	tuned.Subscription.Following, tuned.Offer = []signup.Following{{IncidentID: "a1b2c3d4e5f6", Title: "Elevated API errors", Open: true, Postmortem: true}}, "b1b2c3d4e5f6"
	list.Subscription.Email, list.Subscription.Choice.List = "team@customer.example", true
	end.Subscription.Email, end.Subscription.Choice.List = "team@customer.example", true
	room := sub(signup.Active, signup.ToManage)
	room.Subscription.Email, room.Subscription.Channel = "hooks.slack.com/… 4b9f20c1ab", models.BySlack
	elsewhere := NewSubscribeChannelPage(exampleFrame(ChannelPath), groups)
	elsewhere.Endpoint, elsewhere.Channel, elsewhere.Fields = "https://hooks.customer.example/<", models.BySlack, map[string]string{"endpoint": "This is no address that this chat gives out. Copy it whole from where it was made."}
	single := sub(signup.Pending, signup.ToConfirm)
	single.Subscription.Choice, single.Subscription.Following = signup.Choice{}, tuned.Subscription.Following
	expired, saved := sub(signup.Pending, signup.ToConfirm), sub(signup.Active, signup.ToManage)
	expired.Subscription.Expired, saved.Done = true, "Your choice is saved."
	return []Example{
		example("subscribe/first", Subscribe, NewSubscribePage(exampleFrame("/subscribe"), groups)),
		example("subscribe/wrong", Subscribe, wrong),
		example("subscribe/crowded", Subscribe, crowded),
		example("subscribe/incident", Subscribe, one),
		example("asked/sent", Asked, AskedPage{Frame: exampleFrame(""), Email: "sam@customer.example"}),
		example("asked/channel", Asked, AskedPage{Frame: exampleFrame(""), Place: "hooks.slack.com"}),
		example("subscribe_channel/first", SubscribeChannel, NewSubscribeChannelPage(exampleFrame(ChannelPath), groups)),
		example("subscribe_channel/wrong", SubscribeChannel, elsewhere),
		example("subscription/room", Subscription, room),
		example("subscription/confirm", Subscription, sub(signup.Pending, signup.ToConfirm)),
		example("subscription/expired", Subscription, expired),
		example("subscription/saved", Subscription, saved),
		example("subscription/single", Subscription, single),
		example("subscription/tuned", Subscription, tuned),
		example("subscription/list", Subscription, list),
		example("subscription/end", Subscription, end),
		example("subscription/room", Subscription, room),
		example("subscription/left", Subscription, sub(signup.Left, signup.ToManage)),
		example("leave/ask", Leave, LeavePage{Frame: exampleFrame(""), Token: "t0k3n", Email: "s…@customer.example"}),
		example("leave/done", Leave, LeavePage{Frame: exampleFrame(""), Email: "s…@customer.example", Done: true}),
		example("leave/asked", Leave, LeavePage{Frame: exampleFrame(""), Asked: true}),
		example("leave/erased", Leave, LeavePage{Frame: exampleFrame(""), Erased: true}),
		example("leave/later", Leave, LeavePage{Frame: exampleFrame(""), Later: true}),
	}
}

func plainExamples() []Example {
	return []Example{
		example("text/privacy", Text, TextPage{exampleFrame("/privacy"), "Privacy", "We keep your address to send what you asked for, and nothing else.\n\n## How long\n\nUntil you leave.\n\n## Your rights\n\nWrite to [privacy@northpole.example](mailto:privacy@northpole.example)."}),
		example("problem/not-found", Problem, ProblemPage{exampleFrame(""), 404, "There is no page at this address.", "r-81c2"}),
		example("problem/ours", Problem, ProblemPage{Status: 500, Message: "Something went wrong on our side. Nothing was changed; please try again."}),
	}
}
