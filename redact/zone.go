package redact

import "strings"

// zones are the organisation's own names: what lies inside, what is public.
type zones struct {
	internal, public []string
	names            map[string]bool // the label of each before what it ends in: northpole
}

func newZones(r Rules) *zones {
	z := &zones{}
	for _, d := range r.InternalDomains {
		z.internal = append(z.internal, bareDomain(d))
	}
	for _, d := range r.PublicDomains {
		z.public = append(z.public, bareDomain(d))
	}
	z.names = map[string]bool{}
	for _, list := range [][]string{z.internal, z.public} {
		for _, d := range list {
			if labels := strings.Split(d, "."); len(labels) > 1 && len(labels[len(labels)-2]) > 3 {
				z.names[labels[len(labels)-2]] = true
			}
		}
	}
	return z
}

// within is the length of the longest of the domains that host lies in or is.
func within(host string, domains []string) int {
	longest := 0
	for _, d := range domains {
		if len(d) > longest && (host == d || strings.HasSuffix(host, "."+d)) {
			longest = len(d)
		}
	}
	return longest
}

// isInternal reports whether a host lies in a domain known to be internal.
func (z *zones) isInternal(host string) bool {
	n := within(host, z.internal)
	return n > 0 && n >= within(host, z.public)
}

// isPublic reports whether a host is a public one of ours: the domain itself, or
// a name below it that does not sound like a machine or a tool.
func (z *zones) isPublic(host string) bool {
	n := within(host, z.public)
	if n == 0 || n < within(host, z.internal) {
		return false
	}
	if len(host) == n {
		return true
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host[:len(host)-n], "."), ".") {
		if label == "www" || label == "api" || label == "cdn" || label == "static" || label == "mail" || label == "app" {
			continue
		}
		if toolNames[label] || insideWords[label] || numbered(label) || insideLabel(label) {
			return false
		}
	}
	return true
}

// isOurs reports whether a host is one of ours in any way.
func (z *zones) isOurs(host string) bool { return within(host, z.public)+within(host, z.internal) > 0 }

// insideLabel reports whether a label with a hyphen begins with what stands inside: vpn-lds.
func insideLabel(label string) bool {
	head, tail, ok := strings.Cut(label, "-")
	return ok && len(tail) < 5 && !ordinary(tail) && (toolNames[head] || insideWords[head]) && head != "api" && head != "app" && head != "cdn" && head != "mail"
}
