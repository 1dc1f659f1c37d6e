package views

import (
	"html/template"
	"io"
)

// Example is one page filled with invented data. The gallery shows it, a golden
// file pins its HTML, and the template checker reads its type.
type Example struct {
	Name  string // page, slash, case: "home/one-incident"
	Frame Frame
	Write func(io.Writer) error

	page func() ([]*template.Template, error)
	data any
}

func example[T interface{ frame() Frame }](name string, p Page[T], data T) Example {
	return Example{Name: name, Frame: data.frame(), page: p.Templates, data: data, Write: func(w io.Writer) error { return p.Write(w, data) }}
}

// frame lets examples of every page be listed together.
func (f Frame) frame() Frame { return f }

// Examples lists at least one Example for every file in page/.
func Examples() []Example {
	var list []Example
	for _, part := range [][]Example{homeExamples(), recordExamples(), historyExamples(), postmortemExamples(), subscriptionExamples(), signInExamples(), plainExamples()} {
		list = append(list, part...)
	}
	return list
}
