package views

import "vitrine/locale"

// scriptWords is what the scripts of the visitor's pages say; a test compares it
// with them.
var scriptWords = []locale.Key{
	", for {0}",
	"{0} d {1} h",
	"{0} h {1} min",
	"{0} min",
	" · in brackets your time, {0}",
	"Live updates are on",
	"Live updates are off",
	"Your browser does not allow it. You can change that in its settings for this page.",
	"One moment …",
	"Your browser could not reach its push service. Please try again, or choose another way.",
	"We could not be reached. Please try again.",
	"A first message is on its way to this device. When it shows, updates have begun.",
	"This device gets nothing more.",
	"That did not work. Please try again, or choose another way.",
	"That did not work. You can stop it in the settings of your browser.",
}

// Refusals are the sentences of ours that a visitor may be refused with, where
// nothing is put into them. They come from below in English.
var Refusals = []locale.Key{
	"An e-mail address looks like name@example.com.",
	"Choose at least one kind of news to hear about.",
	"Choose at least one service, or all of them.",
	"None of the chosen services exists any more. Choose again.",
	"Our database does not answer right now, so nothing was changed. The status pages are not affected. Please try again in a few minutes.",
	"Quiet hours are written like 22:00 and 07:00.",
	"Quiet hours need a beginning and an end, or neither.",
	"Quiet hours that begin and end at the same time are none. Change one, or leave both empty.",
	"Signing up is not possible here right now. Nothing you typed was kept.",
	"This is not possible at this address just now, because the machine that keeps the list of subscribers does not answer. Please try again in a few minutes.",
	"The part after the @ of this e-mail address is not a mail domain.",
	"The part before the @ of this e-mail address contains something mail servers do not take.",
	"There is no such incident.",
	"This confirmation link is older than 48 hours. Sign up again to get a new one.",
	"This form came from another site, so nothing was done. Open the page here and try again.",
	"This form could not be read. Please go back and try again.",
	"This incident is not on our page any more.",
	"This is no address that this chat gives out. Copy it whole from where it was made.",
	"This link does not work any more. Sign up again, or use the link at the foot of the newest mail.",
	"Very many people are signing up at this moment. Please try again in a few minutes.",
	"We cannot take your request right now. Please try again in a few minutes, or answer the mail.",
	"There is no page at this address.",
	"There is no page at this address. It may have been moved or mistyped; the current state of our services is on the front page.",
	"This address does not take that kind of request.",
	"That was a lot at once. Please wait a minute and try again.",
	"We cannot do this right now. Please try again in a few minutes.",
	"Something went wrong on our side. Nothing was changed; please try again.",
	"That was more than we can take at once.",
	"The request took too long to arrive. Please try again.",
	"This is not the password. Look at it again, or ask whoever gave you this address.",
	"Too many wrong passwords came from your network. Please try again in ten minutes.",
	"Many people are signing in at this moment. Please try again in a minute.",
	"Signing in cannot be reached at this moment. Please try again in a minute.",
	"This sign-in was begun in another browser or took too long. Please begin again.",
	"Too many sign-ins from your network failed. Please try again in ten minutes.",
	"You are signed in, but your account may not read this site. Ask whoever gave you this address to let it in.",
	"You were not signed in. Please try again, or ask whoever gave you this address.",
	"Your sign-in could not be verified. Please begin again.",
}
