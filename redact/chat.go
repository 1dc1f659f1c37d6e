package redact

import "strings"

// addClocks watches the marks that end a time of day in a chat log.
func (d *dictionary) addClocks() {
	for _, mark := range []string{"] ", ":0", ":1", ":2", ":3", ":4", ":5"} {
		d.addLoose(mark, func(l *looking, start, end int) { l.afterClock(start, end) })
	}
	d.addLoose("<", func(l *looking, start, end int) { l.angled(start, end) })
}

// afterClock judges the word behind a time of day at the head of a line.
func (l *looking) afterClock(start, end int) {
	line := lineStart(l.text, start)
	head := strings.TrimLeft(l.text[line:end], " \t>*-`([")
	if end-line > 40 || !strings.Contains(head, ":") {
		return
	}
	at := end
	for at < len(l.text) && (classes[l.text[at]]&digit != 0 || strings.IndexByte(".:Z]) \t", l.text[at]) >= 0) && at-end < 12 {
		at++
	}
	if strings.HasPrefix(l.text[at:], "<") || strings.HasPrefix(l.text[at:], "@") || strings.HasPrefix(l.text[at:], "**") {
		at += 1 + btoi(l.text[at] == '*')
	}
	w := wordAt(l.text, at)
	if w.end-w.start < 3 || !l.speaker(w.start, l.speakerEnd(w)) {
		return
	}
	l.addSpeaker(w, strings.HasSuffix(strings.TrimRight(l.text[line:at], " <@*"), "]") || byteAt(l.text, at-1) == '<')
}

// speakerEnd is the end of a speaker's name of one or two words.
func (l *looking) speakerEnd(w span) int {
	if byteAt(l.text, w.end) == '.' && wordByte(l.text, w.end+1) {
		return wordAt(l.text, w.end+1).end
	}
	if isName(w.in(l.text)) && byteAt(l.text, w.end) == ' ' {
		if next := wordAt(l.text, w.end+1); isName(next.in(l.text)) {
			return next.end
		}
	}
	return w.end
}

// addSpeaker adds who speaks in a chat log, where that is no program.
func (l *looking) addSpeaker(w span, bracketed bool) {
	name := strings.ToLower(w.in(l.text))
	if notSpeakers[name] || notNames[name] || strings.HasSuffix(name, "bot") || strings.Contains(name, "bot-") || strings.HasSuffix(name, "d") && bits(name)&dash == 0 && name == w.in(l.text) && !bracketed {
		return
	}
	if w.in(l.text) == strings.ToUpper(w.in(l.text)) || plainWords[name] && !givenNames[name] || shapeOf(name) != nil {
		return
	}
	if !bracketed && !givenNames[name] && !capitalised(w.in(l.text)) {
		return
	}
	if capitalised(w.in(l.text)) && !bracketed && !givenNames[name] && l.speakerEnd(w) == w.end {
		return
	}
	l.add(w.start, l.speakerEnd(w), nameRule)
}

// angled judges a speaker in angle brackets at the head of a line.
func (l *looking) angled(start, end int) {
	if strings.Trim(l.text[lineStart(l.text, start):start], " \t>") != "" {
		return
	}
	w := wordAt(l.text, end)
	if above := lineStart(l.text, max(0, lineStart(l.text, start)-1)); !(above < lineStart(l.text, start) && byteAt(l.text, above) == '<') {
		if n := strings.IndexByte(l.text[end:min(len(l.text), end+1000)], '\n'); n < 0 || byteAt(l.text, end+n+1) != '<' {
			return
		}
	}
	if strings.HasPrefix(l.text[w.end:], "> ") && w.end-w.start > 2 && !htmlNames[strings.ToLower(w.in(l.text))] {
		l.addSpeaker(w, true)
	}
}

var htmlNames = wordSet(`div span p a b i u s em strong code pre br hr img table tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6
	details summary sub sup kbd blockquote section article header footer nav main aside figure figcaption video audio del ins mark
	thead tbody tfoot caption col colgroup hr iframe svg path object embed base noscript template slot dialog main time abbr cite q dfn var samp address map area track source param picture fieldset legend datalist optgroup output progress meter ruby rt rp bdi bdo canvas search menu hgroup
	small big center font html head body title script style link meta form input button label select option textarea wbr picture
	host hostname name username user password token secret id ip path file url port redacted removed placeholder none null unknown`)

// notSpeakers write lines with a time in front without being people.
var notSpeakers = wordSet(`error warn warning info debug fatal notice critical trace alert alerts monitoring kernel sshd nginx systemd
	postfix dovecot cron docker containerd kubelet haproxy redis postgres mysqld named ntpd rsyslogd dockerd audit status update
	impact detected identified resolved investigating note summary utc gmt cet cest est pst pdt edt bst start end begin
	first second then later incident timeline action result cause fix deploy rollback recovery deployment pagerduty opsgenie
	statuspage slackbot jenkins github gitlab hubot grafana prometheus alertmanager datadog sentry zabbix nagios support
	customers customer oncall on-call engineering team sre ops all clear exim4 main java python node ruby php app web worker
	puppet ansible chef salt system server client root admin mitigation escalation detection response remediation resolution consultant contractor auditor supplier vendor caller operator agent visitor customer guest us them breakglass break-glass`)

// chatMember reports whether s is the id of a member as chats of teams give it: U07KQ2M9TZB.
func chatMember(s string) bool {
	return len(s) > 8 && len(s) < 13 && (s[0] == 'U' || s[0] == 'W') && all(s, upper|digit) && countDigits(s) > 1
}
