package redact

import "strings"

// Members of a cluster in the commands that go to one of them.

// podVerbs go to one pod, and podKinds stand between a verb and the name of one thing.
var (
	podVerbs = wordSet("exec logs attach port-forward debug cp")
	podKinds = wordSet("pod pods po node nodes no")
)

// podCommand judges the pod behind a command whose options stand before what it does: kubectl -n
// shop exec orders-0 -- sh.
func (l *looking) podCommand(end int) {
	at := end
	for range 6 {
		w := argumentAt(l.text, at)
		s := w.in(l.text)
		if s == "" {
			return
		}
		at = w.end
		switch {
		case s[0] == '-':
			if !strings.Contains(s, "=") {
				at = argumentAt(l.text, at).end
			}
		case podVerbs[s]:
			l.podAt(at)
			return
		case s == "delete" || s == "describe" || s == "get" || s == "drain" || s == "cordon":
			if kind := argumentAt(l.text, at); podKinds[kind.in(l.text)] {
				at = kind.end
			} else if s != "drain" && s != "cordon" {
				return
			}
			l.podAt(at)
			return
		default:
			return
		}
	}
}

// podAt adds the first word behind the options at an offset, where it is a name with a number or parts.
func (l *looking) podAt(at int) {
	for range 6 {
		w := argumentAt(l.text, at)
		s := w.in(l.text)
		if s == "" {
			return
		}
		at = w.end
		if s[0] == '-' {
			if podOptions[s] {
				at = argumentAt(l.text, at).end
			}
			continue
		}
		name := hostAt(l.text, w.start)
		low := name.in(l.text)
		if b := bits(low); len(low) < 3 || b&(upper|beyond) != 0 || b&lower == 0 || b&(digit|dash) == 0 || placeholder(low) || name.end != w.end && l.text[name.end] != ':' || manualNames[low] || !isTicketLike(strings.ToUpper(low)) && notAHost(low) {
			return
		}
		l.addNamedHost(name.start, name.end)
		return
	}
}

// manualNames stand for the name of one thing in manuals.
var manualNames = wordSet("my-pod pod-name my-app my-container container-name my-vm vm-name my-host node-name example-pod my-node some-pod your-pod")

// podOptions have a value behind them.
var podOptions = wordSet("-n --namespace -c --container --context --image --target --tail --since")

// argumentAt is the next word of a command behind an offset, in the same line.
func argumentAt(t string, at int) span {
	for at < len(t) && t[at] == ' ' {
		at++
	}
	end := at
	for end < len(t) && end-at < 128 && !isSpace(t[end]) && strings.IndexByte("`|;\"'&()", t[end]) < 0 {
		end++
	}
	return span{at, end}
}
