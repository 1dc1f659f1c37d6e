package views

import "vitrine/models/signup"

func subscriptionExamples() []Example {
	groups := exampleGroups(exampleComponents(nil))
	wrong := NewSubscribePage(exampleFrame("/subscribe"), groups)
	wrong.Email, wrong.Choice = `dana@"<northpole`, signup.Choice{ComponentIDs: []string{"component004"}}
	wrong.Fields = map[string]string{"email": "This is not an email address.", "kinds": "Choose what to hear about: incidents, maintenance, postmortems or countermeasures."}
	sub := func(s signup.State, p signup.Purpose) SubscriptionPage {
		return SubscriptionPage{Frame: exampleFrame(""), Token: "t0k3n", Groups: groups, Subscription: signup.Subscription{
			Email: "sam@customer.example", State: s, Purpose: p,
			Choice: signup.Choice{ComponentIDs: []string{"component001", "component010"}, Incidents: true, Postmortems: true, Countermeasures: true}}}
	}
	expired, saved := sub(signup.Pending, signup.ToConfirm), sub(signup.Active, signup.ToManage)
	expired.Subscription.Expired, saved.Done = true, "Your choice is saved."
	return []Example{
		example("subscribe/first", Subscribe, NewSubscribePage(exampleFrame("/subscribe"), groups)),
		example("subscribe/wrong", Subscribe, wrong),
		example("asked/sent", Asked, AskedPage{exampleFrame(""), "sam@customer.example"}),
		example("subscription/confirm", Subscription, sub(signup.Pending, signup.ToConfirm)),
		example("subscription/expired", Subscription, expired),
		example("subscription/saved", Subscription, saved),
		example("subscription/left", Subscription, sub(signup.Left, signup.ToManage)),
		example("leave/ask", Leave, LeavePage{Frame: exampleFrame(""), Token: "t0k3n", Email: "s…@customer.example"}),
		example("leave/done", Leave, LeavePage{Frame: exampleFrame(""), Email: "s…@customer.example", Done: true}),
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
