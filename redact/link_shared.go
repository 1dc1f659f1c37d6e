package redact

import "strings"

// sharedPaths stand in links to what a group shares: a document, a chat, a ticket.
var sharedPaths = []string{"/document/d/", "/spreadsheets/d/", "/presentation/d/", "/file/d/", "/drive/folders/", "usp=sharing", "usp=drive", "/archives/c0", "/viewpage.action", "/_layouts/15", "/incidents/p", "/d/solo/", "/dashboard/db/", "/app/kibana", "/app/discover", "/grafana/d/", "/explore?orgid", "orgid=", "/job/", "/servicedesk/customer", "/secure/attachment",
	"/:w:/", "/:x:/", "/:b:/", "/:p:/", "/sites/shared", "/guestaccess.aspx", "/channels/", "/wiki/spaces/", "/wiki/display/", "/confluence/", "/jira/", "/browse/", "/-/merge_requests/", "/-/pipelines/", "/alertmanager/", "/runbooks/", "/pgadmin", "/phpmyadmin", "/kibana/"}

// sharedPath reports whether the path and the query of a link lead to such a thing.
func sharedPath(path string) bool {
	low := strings.ToLower(path)
	for _, p := range sharedPaths {
		n := strings.Index(low, p)
		if n < 0 {
			continue
		}
		switch p {
		case "/browse/": // with the number of a ticket behind it
			tail, _, _ := strings.Cut(path[n+len(p):], "?")
			head, number, ok := strings.Cut(tail, "-")
			return ok && all(head, upper|digit) && all(strings.TrimRight(number, "/"), digit)
		case "/job/":
			return strings.Contains(low, "/console") || bits(low[n:])&digit != 0
		}
		return true
	}
	return false
}

// brandedHost reports whether a host carries our name in front of another word, as spaces
// with a provider do: northpole-share.example.
func (l *looking) brandedHost(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		own, rest, ok := strings.Cut(label, "-")
		if ok && rest != "" && l.s.zones.names[own] {
			return !l.s.zones.isOurs(host)
		}
	}
	return false
}

// toolPage adds a page of a hosted tool whose address is written without its scheme:
// notion.so/northpole/Brew-4417.
func (l *looking) toolPage(start, end int, host string) bool {
	if start > 0 && strings.IndexByte("/@.-", l.text[start-1]) >= 0 {
		return false
	}
	stop := linkEnd(l.text, end)
	path, query, _ := strings.Cut(l.text[end:stop], "?")
	if len(path) < 3 || !toolHost(host, path, query) {
		return false
	}
	l.add(start, stop, toolRule)
	return true
}

// customerLink takes the rest of an address with a path into the name of a customer that is a part
// of its host: where we deliver to, or what their readers were sent.
func customerLink(text string, h hit) hit {
	start := h.start
	for start > 0 && h.start-start < 60 && (classes[text[start-1]]&(letters|digit|dot|dash) != 0 && text[start-1] < 0x80) {
		start--
	}
	if head := text[:start]; !strings.HasSuffix(head, "http://") && !strings.HasSuffix(head, "https://") {
		return h
	}
	end := linkEnd(text, start)
	if n := strings.IndexByte(text[start:end], '/'); n < 0 || n > 80 || end-start-n < 3 || start+n < h.end {
		return h
	}
	start -= len("://")
	for start > 0 && classes[text[start-1]]&(lower|upper) != 0 {
		start--
	}
	return hit{start: start, end: end, rule: linkRule, weight: h.weight}
}
