package api_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// called are the calls that succeeded in some test, and described what the
// document lists.
var called = struct {
	sync.Mutex
	calls     map[string]bool // "GET /api/v1/reviews/r1"
	described []operation
}{calls: map[string]bool{}}

func remember(method, path string, status int) {
	if status >= 300 {
		return
	}
	called.Lock()
	defer called.Unlock()
	path, _, _ = strings.Cut(path, "?")
	called.calls[method+" "+path] = true
}

// uncalled are the calls that succeed in no test of this package, with the reason.
var uncalled = map[string]string{
	"retract-postmortem": "wants a postmortem that was mailed and withdrawn; cmd/vitrine takes one all the way in leak_test.go",
}

// TestMain runs the tests and then wants every call of the interface to have
// succeeded in one of them at least. A chosen part of the tests shows nothing.
func TestMain(m *testing.M) {
	code := m.Run()
	if chosen := flag.Lookup("test.run").Value.String() + flag.Lookup("test.skip").Value.String() + flag.Lookup("test.list").Value.String(); code == 0 && chosen == "" {
		for _, what := range neverCalled() {
			fmt.Println("no test calls", what)
			code = 1
		}
	}
	os.Exit(code)
}

// neverCalled lists the calls that no test has made with success, and the excuses
// that are none any more.
func neverCalled() (list []string) {
	called.Lock()
	defer called.Unlock()
	if len(called.described) == 0 {
		return []string{"anything: the document was not read"}
	}
	for _, op := range called.described {
		id := op.spec["operationId"].(string)
		one := regexp.MustCompile("^" + op.method + " " + part.ReplaceAllString(op.path, "[^/]+") + "$")
		made := false
		for call := range called.calls {
			made = made || one.MatchString(call)
		}
		if made == (uncalled[id] != "") {
			list = append(list, fmt.Sprintf("%s (%s %s), excuse %q", id, op.method, op.path, uncalled[id]))
		}
	}
	return list
}
