package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameSeen is a run of words that may be a person's name.
type nameSeen struct {
	span
	words   int // capitalised words and initials
	known   int // of them, first names
	unknown int // of them, words of no lexicon
	initial int // of them, single letters with a dot
}

// Grades of a name by itself, without regard to what stands around it.
const (
	noName     = iota
	maybeName  // one word that is no ordinary one, or a first name that is also a word
	likelyName // a first name, or two words of which one is not ordinary
	sureName   // a first name with a family name
)

func (n nameSeen) grade(text string) int {
	first := wordAt(text, n.start)
	switch {
	case n.words == 0 || n.known+n.unknown == 0:
		return noName
	case n.words > 1 && n.known > 0:
		return sureName
	case n.words > 1 && n.unknown > 0, n.known > 0 && !plainWords[foldWord(first.in(text))]:
		return likelyName
	}
	return maybeName
}

// nameAt reads up to four words of a name from an offset on.
func nameAt(text string, at int) nameSeen {
	n := nameSeen{span: span{at, at}}
	if classAt(text, at)&lower != 0 {
		return n
	}
	for range 6 {
		w := wordAt(text, at)
		s := strings.TrimSuffix(w.in(text), "'s")
		w.end = w.start + len(s)
		if next := byteAt(text, w.end); len(s) == 1 && classAt(text, w.start)&upper != 0 && next == '.' {
			n.words, n.initial, n.end = n.words+1, n.initial+1, w.end+1
			if at = w.end + 1; byteAt(text, at) == ' ' || byteAt(text, at) == '-' {
				at++
			}
			continue
		}
		low := foldWord(s)
		if particles[low] && n.words > 0 && byteAt(text, w.end) == ' ' {
			at = w.end + 1
			continue
		}
		if !namePart(s, low) {
			break
		}
		n.words, n.end = n.words+1, w.end
		if givenNames[low] {
			n.known++
		} else if !ordinary(low) && !plainWords[low] {
			n.unknown++
		}
		if byteAt(text, w.end) != ' ' || n.words == 4 {
			break
		}
		at = w.end + 1
	}
	return n.trimmed(text)
}

// trimmed drops initials that no family name follows, and refuses what a group or
// a business is called.
func (n nameSeen) trimmed(text string) nameSeen {
	if n.words == n.initial {
		return nameSeen{span: span{n.start, n.start}}
	}
	last := wordBefore(text, n.end)
	if low := foldWord(last.in(text)); n.words > 1 && (groupWords[low] || businessWords[low]) {
		return nameSeen{span: span{n.start, n.start}}
	}
	return n
}

// namePart reports whether a word may be a part of a name, in capitals too.
func namePart(s, low string) bool {
	if isName(s) {
		return true
	}
	return len(s) > 3 && s == strings.ToUpper(s) && bits(s)&(digit|under) == 0 && !notNames[low] && !acronyms[low] && givenNames[low]
}

// addNames adds the names listed from an offset on, all of at least a grade.
func (l *looking) addNames(at, atLeast int) (end int) {
	for range 8 {
		n := nameAt(l.text, at)
		if n.grade(l.text) < atLeast {
			return end
		}
		n.end = l.turnedName(n.end)
		l.add(n.start, n.end, nameRule)
		end = n.end
		at = n.end
		if strings.HasPrefix(l.text[at:], "\" <") {
			at++
		}
		for strings.HasPrefix(l.text[at:], " (") || strings.HasPrefix(l.text[at:], " <") { // a team, an address
			i := strings.IndexAny(l.text[at:min(len(l.text), at+60)], ")>")
			if i < 0 {
				return end
			}
			at += i + 1
		}
		next := afterJoint(l.text, at)
		if next < 0 {
			return end
		}
		at = next
	}
	return end
}

// turnedName is the end of a name written with the family name first, as mail
// programs do before an address: "Marchetti, Ines" <…>.
func (l *looking) turnedName(end int) int {
	if !strings.HasPrefix(l.text[end:], ", ") {
		return end
	}
	n := nameAt(l.text, end+2)
	if rest := l.text[n.end:]; n.words > 0 && (strings.HasPrefix(rest, "\"") || strings.HasPrefix(rest, " <")) {
		return n.end
	}
	return end
}

// joints stand between the names of a list.
var joints = []string{", and ", ", ", " and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " i ", " oraz ", " / ", "/", "; ", " + ", " or ", " oder ", " ou ", "\", \"", "', '"}

// afterJoint is where the next name of a list begins, or -1.
func afterJoint(text string, at int) int {
	for _, j := range joints {
		if strings.HasPrefix(text[at:], j) {
			if at += len(j); byteAt(text, at) == '@' || byteAt(text, at) == '"' {
				at++
			}
			return at
		}
	}
	return -1
}

// strongKeys are keys that only a person is the value of; a lone word or a handle
// is believed behind them.
var strongKeys = wordSet(`guest guests apologies absent excused regrets entschuldigt excusés gäste invité invités author authors assignee reporter reviewer reviewers approver scribe facilitator investigator commander responder responders
	attendees signed-off-by co-authored-by reviewed-by acked-by tested-by reported-by suggested-by approved-by full_name fullname first_name firstname
	last_name lastname surname given_name givenname real_name realname contact_name contact_person acknowledged_by acked_by assigned_to assigned-to
	reported_by created_by updated_by modified_by approved_by reviewed_by changed_by deployed_by triggered_by started_by resolved_by closed_by
	opened_by requested_by merged_by committed_by committer submitter requester incident_commander note-taker notetaker moderator account_manager
	autor autorin verfasser verfasserin bearbeiter bearbeiterin ansprechpartner ansprechpartnerin vorname nachname familienname auteur auteure
	prénom apellido apellidos cognome voornaam achternaam contactpersoon behandelaar imię nazwisko sobrenome yazar attending on-call oncall
	nombre asignado responsable verantwoordelijke verantwortlich assigned primary_oncall secondary_oncall on_call engineer paged author_name
	assignee_name owner_name manager_name`)

// byLine judges what stands after "Author:" and the like.
func (l *looking) byLine(key string, start, end int) {
	at := end
	for at < len(l.text) && at-end < 8 && strings.IndexByte("*_: \t|\"'=>`", l.text[at]) >= 0 {
		at++
	}
	mark := l.text[end:at]
	if !strings.ContainsAny(mark, ":|=") {
		return
	}
	if c := byteAt(l.text, at); c == '@' || c == '[' || c == '<' {
		at++
	}
	strong := strongKeys[key] || mailKeys[key] && strings.Trim(l.text[lineStart(l.text, start):start], " \t>*_-|") == "" || strings.HasSuffix(key, "by") && len(key) > 4
	if classAt(l.text, start-1)&(letters|digit) != 0 {
		return
	}
	if strong {
		if stop := l.addNames(at, maybeName); stop == 0 {
			l.handleValue(at, mark)
		}
		return
	}
	if l.addNames(at, likelyName) == 0 {
		l.loneValue(key, at)
		if userKeys[key] {
			l.handleValue(at, mark)
		}
	}
}

// loneKeys are those of them behind which a word that nobody knows is a name sooner than a thing.
var loneKeys = wordSet("lead owner contact engineer operator manager technician chair present attending attendees participants facilitator commander ic comms on-call oncall shift deputy supervisor foreman driver scribe minutes kontakt responsabile sorumlu vedoucí felelős referente pilot witness guest handler caller")

// loneValue adds one word that no lexicon knows, or several with commas between, where they are
// all that stands behind such a key.
func (l *looking) loneValue(key string, at int) {
	t := l.text
	if !loneKeys[key] {
		return
	}
	for range 8 {
		n := nameAt(t, at)
		if n.words != 1 || n.known+n.unknown == 0 || byteAt(t, n.end) == ':' || innerCapital(n.in(t)) || gazetteer[foldWord(n.in(t))] || l.ownWord(foldWord(n.in(t))) {
			return
		}
		next := afterJoint(t, n.end)
		if c := byteAt(t, n.end); next < 0 && c != '.' && c != '\n' && c != 0 && c != '\r' && c != ';' && c != ')' && c != '*' {
			return
		}
		l.addWeight(n.start, n.end, nameRule, Warn)
		if next < 0 {
			return
		}
		at = next
	}
}

// mailKeys are the headers of a mail that name people.
var mailKeys = wordSet("from to cc bcc von an de à para van aan od do contact kontakt contacto owner owners who lead")

// userKeys are keys of the one who is logged in.
var userKeys = wordSet("user username user_name login owner maintainer operator on-call-engineer contact approver actor who by benutzer")

// handleValue judges a word in small letters as the value of a key for people.
func (l *looking) handleValue(at int, mark string) {
	end := at
	for end < len(l.text) && end-at < 40 && classes[l.text[end]]&(lower|digit|dot|under|beyond) != 0 {
		end++
	}
	for end > at && classes[l.text[end-1]]&(letters|digit) == 0 {
		end--
	}
	s := l.text[at:end]
	if len(s) < 3 || !strings.ContainsAny(mark, "=\"'") && !lineEnds(l.text, end) && !strings.HasPrefix(l.text[end:], " <") || strings.IndexByte("(/-:@", byteAt(l.text, end)) >= 0 && end < len(l.text) {
		return
	}
	if handleLike(s) {
		l.addWeight(at, end, nameRule, Warn)
	}
}

func lineEnds(text string, at int) bool {
	rest := strings.TrimLeft(text[at:min(len(text), at+8)], " \"',;*`|)}]")
	return rest == "" || rest[0] == '\n' || rest[0] == '\r' || at > 0 && strings.IndexByte("|", byteAt(text, at+1)) >= 0
}

// handleLike reports whether a word in small letters may be somebody's handle: it
// is no ordinary word, no team and no account of a program.
func handleLike(s string) bool {
	if s == "" || !all(s, lower|digit|dot|under|dash|beyond) || programs[s] || notSpeakers[s] || strings.HasSuffix(s, "bot") || bits(s)&digit != 0 && strings.Trim(s, "0123456789abcdef") == "" || fileEndings[s[strings.LastIndexByte(s, '.')+1:]] && strings.Contains(s, ".") {
		return false
	}
	for _, ending := range [...]string{"adm", "admin", "user", "usr", "svc"} {
		if strings.HasSuffix(s, ending) {
			return false
		}
	}
	if n := strings.LastIndexAny(s, "_-."); n > 0 && programTails[s[n+1:]] {
		return false
	}
	named := false
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '.' || r == '_' || r == '-' || isDigit(r) }) {
		if teams[part] || groupWords[part] || len(part) > 1 && notNames[part] || insideWords[part] || environments[part] || programs[part] {
			return false
		}
		named = named || givenNames[part] || len(part) > 2 && !ordinary(part)
	}
	return named
}

// programTails end the names of accounts of programs: bill_rw.
var programTails = wordSet("ro rw app svc usr adm dba job jobs batch sync etl api read write reader writer report reports backup repl export import user service db web agent daemon queue worker")

// programs are names of accounts that programs run under.
var programs = wordSet(`root admin administrator ubuntu debian centos fedora ec2-user core opc azureuser vagrant pi nobody daemon www www-data apache nginx http httpd
	postgres mysql mariadb redis mongo mongodb rabbitmq elasticsearch kibana grafana prometheus jenkins gitlab git github gitea svn deploy deployer
	deployment ansible puppet chef salt terraform vault consul nomad kafka zookeeper hadoop spark airflow celery puma unicorn rails django node app
	application service svc system sys syslog systemd dbus sshd ntp bind named postfix dovecot mail exim smtp ftp sftp backup monitor monitoring
	zabbix nagios datadog sentry bot robot ci cd build builder runner worker test tester demo guest anonymous public default user users username
	readonly reader writer readwrite replicator replication repl migrator api internal external true false null none unknown nil undefined string
	kube kubelet docker containerd sa oracle ingest etl batch cron scheduler proxy haproxy envoy traefik varnish squid solr tomcat jetty
	wordpress drupal joomla magento odoo superuser su sudo operator support helpdesk info noreply`)

// initialled judges a single capital with a dot before a family name: H. Marchetti.
func (l *looking) initialled(start, end int) {
	l.initialBehind(start, end)
	if byteAt(l.text, end) != ' ' || classAt(l.text, end+1)&(upper|beyond) == 0 || start > 0 && strings.IndexByte(" \n\t(\"'*|>[,:;/`", l.text[start-1]) < 0 {
		return
	}
	n := nameAt(l.text, start)
	if n.initial == 0 || n.words-n.initial < 1 || n.words-n.initial > 2 {
		return
	}
	prev := strings.ToLower(wordBefore(l.text, start).in(l.text))
	if line := strings.Trim(l.text[lineStart(l.text, start):start], " \t>*_-"); line == "" && (l.text[start] == 'A' && answered(l.text[:start]) || l.text[start] == 'Q' && asks(l.text[start:])) {
		return
	}
	if letteredNouns[prev] || len(prev) == 1 {
		return
	}
	surname := foldWord(wordAt(l.text, end+1).in(l.text))
	if keyVerbs[prev] && n.known == 0 && !surnamesAlone[surname] && (ordinary(surname) || plainWords[surname]) {
		return
	}
	if n.unknown > 0 || n.known > 0 || personBefore[prev] || prev == "by" || plainWords[surname] && !sentenceWords[surname] {
		l.add(n.start, n.end, nameRule)
	}
}

// keyVerbs stand before the letter of a key.
var keyVerbs = wordSet("press presses pressed hit hits type typed hold pressing choose pick select enter key keys answer vitamin grade")

// surnamesAlone are words of the language that begin no sentence.
var surnamesAlone = wordSet("smith miller baker cooper mason carter taylor turner parker potter fisher gardner carpenter wright knight bishop brown jones hughes")

// letteredNouns are counted with letters: plan B.
var letteredNouns = wordSet(`plan option appendix type section class figure part level tier grade phase team group annex anhang annexe vitamin hepatitis case
	variant version exhibit schedule building block zone row rack table point step question item bug node site region series model scenario method
	site room hall gate terminal pier drive partition volume side track lane column`)

var sentenceWords = wordSet("the this that these those then there they we it he she when while where what who how why after before and but so no yes all")

// nameAround adds the name that stands before an address or a number: Ines Duarte <…>.
func (l *looking) nameAround(start int) {
	at := start
	for at > 0 && at <= len(l.text) && start-at < 6 && strings.IndexByte(" <([\"'|:,;-*_`\t", l.text[at-1]) >= 0 {
		at--
	}
	at = len(strings.TrimRight(strings.TrimSuffix(l.text[:at], "·"), " \"-"))
	if at == start {
		return
	}
	line := lineStart(l.text, at)
	begin, words := at, 0
	for words < 4 && begin > line {
		w := wordBefore(l.text[line:], begin-line)
		w.start, w.end = w.start+line, w.end+line
		r, _ := utf8.DecodeRuneInString(l.text[w.start:w.end])
		if w.start == w.end || !unicode.IsUpper(r) && !particles[strings.ToLower(w.in(l.text))] || words > 0 && l.text[w.end:begin] != " " && l.text[w.end:begin] != ". " {
			break
		}
		begin = w.start
		words++
	}
	if n := nameAt(l.text, begin); words > 0 && n.end >= at-1 && n.grade(l.text) >= likelyName && (n.words > 1 || n.known > 0) {
		l.add(n.start, n.end, nameRule)
	}
}

// asks reports whether a line is a question.
func asks(text string) bool {
	line, _, _ := strings.Cut(text[:min(len(text), 200)], "\n")
	return strings.HasSuffix(strings.TrimRight(line, " \r*_"), "?")
}

// answered reports whether a question stands right above, marked with a Q.
func answered(above string) bool {
	above = above[max(0, len(above)-600):]
	return strings.HasPrefix(above, "Q. ") || strings.Contains(above, "\nQ. ") || strings.Contains(above, "Q. ") && strings.Contains(above, "?")
}
