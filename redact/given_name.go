package redact

import _ "embed"

// given_name.txt holds common first names of many languages, folded.
//
//go:embed given_name.txt
var givenNameText string

var givenNames = wordSet(givenNameText)
