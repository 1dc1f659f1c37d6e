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
}
