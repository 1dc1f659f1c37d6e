package api

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// IfMatch guards an edit: it is made only if nobody saved a newer version.
type IfMatch struct {
	Header string `header:"If-Match" doc:"The version that was read, from the ETag header or the member version (\"7\" or 7). With a newer one in place the answer is 412. Without the header the last edit wins." example:"\"7\""`
	asked  int64
}

// Resolve implements huma.Resolver: it reads the version. RFC 9110, section
// 13.1.1: "*" asks for any, and a tag that is no version of ours matches none.
func (m *IfMatch) Resolve(huma.Context) []error {
	n, any, ok := version(m.Header)
	if !any && (!ok || n < 1) {
		return []error{noVersion{}}
	}
	m.asked = n
	return nil
}

// IfNoneMatch says that a call makes what is not there yet.
type IfNoneMatch struct {
	Absent string `header:"If-None-Match" doc:"* where there is none yet: with one in place the answer is 412." example:"*"`
}

// Resolve implements huma.Resolver: no tag but "*" says anything about a change.
func (m *IfNoneMatch) Resolve(huma.Context) []error {
	if text := strings.TrimSpace(m.Absent); text != "" && text != "*" {
		return []error{noAbsence{}}
	}
	return nil
}

// noAbsence says that If-None-Match asks for something else than "*".
type noAbsence struct{}

// Error implements error.
func (noAbsence) Error() string { return `If-None-Match must be *` }

// GetStatus implements huma.StatusError.
func (noAbsence) GetStatus() int { return http.StatusPreconditionFailed }

// ErrorDetail implements huma.ErrorDetailer.
func (e noAbsence) ErrorDetail() *huma.ErrorDetail {
	return &huma.ErrorDetail{Location: "header.If-None-Match", Message: e.Error()}
}

// version reads an If-Match header: any is true where it asks for none.
func version(header string) (n int64, any, ok bool) {
	text := strings.TrimSpace(header)
	if text == "" || text == "*" {
		return 0, true, true
	}
	n, err := strconv.ParseInt(strings.Trim(text, `"`), 10, 64)
	return n, false, err == nil
}

// noVersion says that If-Match names no version.
type noVersion struct{}

// Error implements error.
func (noVersion) Error() string { return `If-Match must be one version, like "7"` }

// GetStatus implements huma.StatusError.
func (noVersion) GetStatus() int { return http.StatusPreconditionFailed }

// ErrorDetail implements huma.ErrorDetailer.
func (e noVersion) ErrorDetail() *huma.ErrorDetail {
	return &huma.ErrorDetail{Location: "header.If-Match", Message: e.Error()}
}

// etag is a version as an entity tag.
func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// answer is a resource with its version.
type answer[T any] struct {
	ETag string `header:"ETag" doc:"The version, for If-Match."`
	Body T
}

// made is the answer to a call that made something.
type made[T any] struct {
	ETag     string `header:"ETag" doc:"The version, for If-Match."`
	Location string `header:"Location" doc:"Where it is."`
	Body     T
}

// nothing is the answer to a call that leaves nothing to say.
type nothing struct{}
