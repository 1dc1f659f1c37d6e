package views

import (
	"vitrine/models"
	"vitrine/models/signup"
)

// Subscription is a person's own subscription, opened by a token.
var Subscription = page[SubscriptionPage]("subscription")

// SubscriptionPage shows a subscription; its forms confirm, change and leave.
type SubscriptionPage struct {
	Frame
	Token        string
	Subscription signup.Subscription
	Groups       []ServiceGroup
	Fields       map[string]string // field to complaint
	Done         string            // what the last form did, one sentence; empty: none was sent
	Offer        string            // public id of an incident that somebody asked to follow; empty: none
}

// Title implements the layout's need for a title.
func (p SubscriptionPage) Title() string {
	switch {
	case p.Waiting():
		return p.Speech().Say("Confirm your subscription")
	case p.Left():
		return p.Speech().Say("You are not subscribed")
	case p.Subscription.Purpose == signup.ToEnd:
		return p.Speech().Say("Stop all mail to this list?")
	default:
		return p.Speech().Say("Your subscription")
	}
}

// Hidden keeps it out of search engines.
func (p SubscriptionPage) Hidden() bool { return true }

// Live is off: there is nothing to follow.
func (p SubscriptionPage) Live() bool { return false }

// Waiting reports whether the subscription is still to be confirmed.
func (p SubscriptionPage) Waiting() bool { return p.Subscription.State == signup.Pending }

// Left reports whether the person has left.
func (p SubscriptionPage) Left() bool { return p.Subscription.State == signup.Left }

// MayConfirm reports whether the link can confirm.
func (p SubscriptionPage) MayConfirm() bool {
	return p.Waiting() && p.Subscription.Purpose == signup.ToConfirm && !p.Subscription.Expired
}

// MayChange reports whether the link can change the choice.
func (p SubscriptionPage) MayChange() bool {
	return p.Subscription.State == signup.Active && p.Subscription.Purpose == signup.ToManage
}

// MayLeave reports whether the link can end the subscription.
func (p SubscriptionPage) MayLeave() bool {
	return p.Subscription.State == signup.Active && p.Subscription.Purpose != signup.ToConfirm && !p.Subscription.Expired
}

// Asks reports whether everybody on a list is asked before it is left.
func (p SubscriptionPage) Asks() bool {
	return p.Subscription.Choice.List && p.Subscription.Purpose != signup.ToEnd
}

// MayErase reports whether the link can erase what is kept.
func (p SubscriptionPage) MayErase() bool {
	switch p.Subscription.Purpose {
	case signup.ToManage:
		return !p.Subscription.Choice.List
	case signup.ToEnd:
		return !p.Subscription.Expired
	}
	return false
}

// Owned reports whether the link shows what is kept.
func (p SubscriptionPage) Owned() bool { return p.Subscription.Purpose == signup.ToManage }

// Mailbox reports whether the subscriber is told by mail, and not in a chat room or
// the like.
func (p SubscriptionPage) Mailbox() bool {
	return p.Subscription.Channel == models.ByEmail
}

// SignUp is where to ask anew: mailboxes and devices do on the same page.
func (p SubscriptionPage) SignUp() string {
	if p.Mailbox() || p.Subscription.Channel == models.ByPush {
		return "/subscribe"
	}
	return "/subscribe/channel"
}

// Offered is the incident that may be followed from here.
func (p SubscriptionPage) Offered() Following {
	return Following{signup.Follow{IncidentID: p.Offer}, p.Noun()}
}

// Action is where its forms are sent.
func (p SubscriptionPage) Action() string { return p.Prefix() + "/subscriptions/" + p.Token }

// Waits says what the confirmation does, on its button.
func (p SubscriptionPage) Waits() string {
	if p.Mailbox() {
		return p.Speech().Say("Yes, send me updates")
	}
	return p.Speech().Say("Yes, send updates there")
}

// Picker is the choice of what to hear about.
func (p SubscriptionPage) Picker() Picker {
	return Picker{p.Groups, p.Subscription.Choice, p.Fields, p.Noun(), p.Mailbox(), p.Frame}
}
