package views

import (
	"html/template"
	"time"
)

// MainStart begins the content of every page; a notice that is put into a page
// already rendered goes right behind it.
const MainStart = `<main id="main" tabindex="-1">`

// StaleStart begins every notice that a page may be old.
const StaleStart = `<p class="notice" role="note">`

// StaleNotice says that a page may be old.
func StaleNotice(since time.Time) template.HTML { return Speech{}.StaleNotice(since) }

// StaleNotice says that a page may be old.
func (s Speech) StaleNotice(since time.Time) template.HTML {
	return StaleStart + s.HTML("This page may be out of date. We could not refresh it since {0}.", s.momentElement(since)) + `</p>`
}
