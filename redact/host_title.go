package redact

import "strings"

// Names by which machines that keep pictures know each other, in capitals and no longer than
// sixteen: titles of application entities.

// titleTells stand in the line of such a title, before it.
var titleTells = []string{"ae title", "aetitle", "c-echo", "c-store", "c-find", "c-move", "c-get", "dicomaet", "calledaet", "callingaet", "-aec ", "-aet ", "-aem ", "points to ", "pointed to ", "association from", "association to", " ae {{", " ae `", "modality "}

// everybodysTitles are what tools call themselves when nobody tells them otherwise.
var everybodysTitles = wordSet("ECHOSCU STORESCU FINDSCU MOVESCU GETSCU STORESCP ANY-SCP ANYSCP MY_AE YOUR_AE AE_TITLE CALLED_AE CALLING_AE TEST_AE LOCAL_AE REMOTE_AE DEMO_AE SANDBOX DEMO TEST ORTHANC")

// titledHost judges words in capitals with underscores between, where the line speaks of titles:
// C-ECHO from BERGEN_CT1 to NP_PACS_A.
func (l *looking) titledHost(start, end int) {
	t, s := l.text, l.text[start:end]
	if len(s) < 5 || len(s) > 16 || everybodysTitles[s] || wordByte(t, start-1) || wordByte(t, end) || byteAt(t, end) == '=' || byteAt(t, start-1) == '$' || byteAt(t, start-1) == '%' {
		return
	}
	if strings.HasSuffix(t[:start], `["`) && strings.HasPrefix(t[end:], `", "`) && classAt(t, end+4)&digit != 0 {
		l.add(start, end, hostNamed) // with its address
		return
	}
	near := strings.ToLower(t[max(lineStart(t, start), start-90):start])
	near = near[max(0, strings.LastIndexAny(near, ";,")):]
	for _, tell := range titleTells {
		if strings.Contains(near, tell) {
			l.add(start, end, hostNamed)
			return
		}
	}
}

// titleOption judges the title behind an option of a tool for pictures: -aec LIGHTHOUSE.
func (l *looking) titleOption(start, end int) {
	t := l.text
	if byteAt(t, end) != ' ' || byteAt(t, start-1) != ' ' {
		return
	}
	if w := hostAt(t, end+1); len(w.in(t)) > 3 && bits(w.in(t))&(lower|dot) == 0 && !everybodysTitles[w.in(t)] {
		l.add(w.start, w.end, hostNamed)
	}
}

// addTitles adds these options, and what is said before a machine with hyphens that has no number.
func (d *dictionary) addTitles() {
	for _, option := range []string{"-aec", "-aem", "--called", "--aec"} {
		d.add(option, func(l *looking, start, end int) { l.titleOption(start, end) })
	}
	for _, words := range []string{"new host is", "new server is", "host is now", "server is now", "cron on", "job on", "script on", "crontab on", "service on", "runs on", "running on"} {
		d.add(words, func(l *looking, start, end int) { l.oddHost(end) })
	}
}

// oddHost judges a name with two hyphens and more, one part of which is no word: tby-legacy-b.
func (l *looking) oddHost(end int) {
	t := l.text
	at := end + 1
	for at < len(t) && at-end < 4 && (t[at] == '`' || t[at] == '*') {
		at++
	}
	w := hostAt(t, at)
	s := w.in(t)
	if byteAt(t, end) != ' ' || strings.Count(s, "-") < 2 || bits(s)&(upper|dot|under) != 0 || notAHost(s) || wordByte(t, w.end) || strings.IndexByte("/(=@:", byteAt(t, w.end)) >= 0 && w.end < len(t) {
		return
	}
	first, _, _ := strings.Cut(s, "-")
	if len(first) > 1 && len(first) < 6 && !ordinary(first) && !plainWords[first] && !programs[first] && (!notNames[first] || bits(s)&digit != 0) {
		l.add(w.start, w.end, hostNamed)
	}
}

// fallenHost judges a word that no lexicon knows between a noun for a machine and what becomes of
// machines: host hydra rebooted twice.
func (l *looking) fallenHost(start, end int) {
	t := l.text
	if byteAt(t, end) != ' ' {
		return
	}
	w := hostAt(t, end+1+btoi(byteAt(t, end+1) == '`'))
	low := w.in(t)
	if wordByte(t, start-1) || len(low) < 4 || len(low) > 20 || !all(low, lower|digit) || ordinary(low) || plainWords[low] || notNames[low] || programs[low] || insideWords[low] || environments[low] || notAHost(low) {
		return
	}
	next := wordAfter(t, w.end+btoi(byteAt(t, w.end) == '`'))
	verb := strings.ToLower(next.in(t))
	if verb == "was" || verb == "is" || verb == "has" || verb == "had" || verb == "then" {
		verb = strings.ToLower(wordAfter(t, next.end).in(t))
	}
	if machineFates[verb] {
		l.addWeight(w.start, w.end, hostNamed, Warn)
	}
}

// machineFates are what becomes of machines and of nothing else that stands behind such a noun.
var machineFates = wordSet("rebooted rebooting crashed died froze frozen hung panicked unreachable down offline overloaded drained cordoned evicted reimaged reinstalled replaced decommissioned powered swapped fenced unresponsive dead gone full back booted restarted")
