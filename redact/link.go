package redact

import (
	"net/netip"
	"strings"
)

var (
	credentialsRule = &rule{Secret, "url_credentials", Block, "[removed]",
		"This address carries a user name and a password; change the password, removing it here is not enough."}
	signedRule = &rule{Secret, "signed_url", Block, "[removed]",
		"This link carries a signature or a token that lets anyone in who has it."}
	toolRule = &rule{InternalURL, "tool_link", Block, "[internal link]",
		"This link leads to a tracker, a chat, a dashboard or a shared document of yours."}
	storeRule = &rule{Path, "store", Block, "[internal path]",
		"This names a bucket, a share or a repository of yours."}
)

const longestLink = 4096

// link judges the address around the :// at i and returns where its host ends.
func (l *looking) link(i int) int {
	if !strings.HasPrefix(l.text[i:], "://") {
		return i + 1
	}
	start := i
	for start > 0 && i-start < 24 && (wordByte(l.text, start-1) || strings.IndexByte("+.-", l.text[start-1]) >= 0) {
		start--
	}
	for start < i && classes[l.text[start]]&(lower|upper) == 0 {
		start++
	}
	if start == i {
		return i + 3
	}
	end := l.linkStop
	if end <= i+3 {
		end = linkEnd(l.text, i+3)
		l.linkStop = end
	}
	l.judgeLink(start, i+3, end)
	l.peerLogin(end)
	return i + 3
}

// linkEnd is where the address that runs on at i ends.
func linkEnd(text string, i int) int {
	open, end := 0, i
	for end < len(text) && end-i < longestLink {
		switch c := text[end]; {
		case c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == '|' || c == '\\' || c == '^':
			return trimLink(text, i, end)
		case c == '(' || c == '[' || c == '{':
			open++
		case c == ')' || c == ']' || c == '}':
			if open--; open < 0 {
				return trimLink(text, i, end)
			}
		}
		end++
	}
	return trimLink(text, i, end)
}

// trimLink drops the punctuation of the sentence from the end of an address.
func trimLink(text string, start, end int) int {
	for end > start && strings.IndexByte(".,;:!?'*_~", text[end-1]) >= 0 {
		end--
	}
	return end
}

// address is a link taken apart, in lower case where case does not count.
type address struct {
	scheme, user, host, path, query string
	bracketed                       bool // the host stands in brackets, as only addresses may
}

func takeApart(scheme, rest string) address {
	a := address{scheme: strings.ToLower(scheme)}
	authority := rest
	if n := strings.IndexAny(rest, "/?#"); n >= 0 {
		authority, a.path = rest[:n], rest[n:]
	}
	if n := strings.LastIndexByte(authority, '@'); n >= 0 {
		a.user, authority = authority[:n], authority[n+1:]
	}
	if n := strings.IndexAny(a.path, "?#"); n >= 0 {
		a.path, a.query = a.path[:n], a.path[n+1:]
	}
	if n := strings.LastIndexByte(authority, ':'); n >= 0 && all(authority[n+1:], digit) {
		authority = authority[:n]
	}
	a.bracketed = strings.HasPrefix(authority, "[")
	a.host = strings.Trim(strings.ToLower(authority), "[].")
	return a
}

// judgeLink judges one address: its scheme begins at start, its rest at rest.
func (l *looking) judgeLink(start, rest, end int) {
	a := takeApart(l.text[start:rest-3], l.text[rest:end])
	if user, pass, ok := strings.Cut(a.user, ":"); ok && pass != "" && !placeholder(pass) && len(user) < 80 {
		l.add(start, end, credentialsRule)
		return
	}
	if len(a.user) >= 16 && bits(a.user)&digit != 0 {
		l.add(start, end, credentialsRule)
		return
	}
	switch a.scheme {
	case "s3", "s3a", "gs", "gcs", "file", "abfss", "abfs", "wasbs", "az", "adl", "swift", "ceph", "hdfs", "nfs", "smb", "rsync", "oci", "docker":
		l.add(start, end, storeRule)
		return
	case "slack", "msteams", "zoommtg", "tg", "discord":
		l.add(start, end, toolRule)
		return
	case "ssh", "git", "git+ssh":
		l.add(start, end, storeRule)
		return
	case "http", "https", "hxxp", "hxxps", "ws", "wss", "ftp", "sftp", "ftps":
	default:
		if l.bareStore(a, start, end) {
			return
		}
		if tokenQuery(a.query) || capability(a.path) {
			l.add(start, end, credentialsRule)
		} else if strings.Contains(a.host, ".") && l.s.zones.isOurs(a.host) && !l.s.zones.isPublic(a.host) || insideSuffix(a.host) {
			l.add(start, end, linkRule)
		}
		return
	}
	if a.host == "" || strings.Contains(a.host, ".") && l.s.pass.text(a.host) || l.s.pass.text(a.scheme+"://"+a.host) {
		return
	}
	if tokenQuery(a.query) || capability(a.path) || keyFragment(a.query) && !openProject(a.host) && !vendor(a.host) {
		l.add(start, end, signedRule)
		return
	}
	if r := l.judgeHost(a); r != nil {
		l.add(start, end, r)
		return
	}
	if l.repository(strings.TrimPrefix(a.host, "www.") + a.path) {
		l.add(start, end, repoRule)
		return
	}
	if l.nested(a) {
		l.add(start, end, linkRule)
		return
	}
	l.openStop = end
}

// judgeHost says whether a link leads inside.
func (l *looking) judgeHost(a address) *rule {
	host := a.host
	if ip, err := netip.ParseAddr(host); err == nil {
		if contains(wellKnown, ip) || l.s.pass.address(ip) {
			return nil
		}
		return linkRule
	}
	if a.bracketed || exampleHost(host) || l.s.zones.isPublic(host) {
		return nil
	}
	first, rest, dotted := strings.Cut(host, ".")
	switch {
	case l.s.zones.isOurs(host):
		return linkRule
	case !dotted:
		if first == "localhost" || first == "host" || first == "example" || placeholder(first) || len(first) < 2 {
			return nil
		}
		return linkRule
	case insideSuffix(host) || shapeOf(first) == hostShape:
		return linkRule
	case l.ourName(first) && strings.Count(rest, ".") > 0 && len(a.path) > 1 && !openProject(rest), toolHost(host, a.path, a.query):
		return toolRule
	case l.brandedHost(host) && len(a.path) > 1 || sharedPath(a.path+"?"+a.query) && !openProject(host) && !vendor(host) && !l.s.zones.isPublic(host):
		return toolRule
	case toolNames[first] && strings.Contains(rest, ".") && !openProject(rest) && !vendor(rest),
		toolNames[first] && !openProject(rest) && !vendor(host) && !vendor(rest) && strings.Count(host, ".") >= 2:
		return linkRule
	}
	return nil
}

func exampleHost(host string) bool {
	switch host {
	case "localhost", "example.com", "example.org", "example.net", "www.example.com", "www.example.org":
		return true
	}
	return strings.HasSuffix(host, ".localhost")
}

// tokenKeys are names of query parameters whose value lets anyone in.
var tokenKeys = wordSet(`x-amz-signature x-amz-credential x-amz-security-token signature sig x-goog-signature token
	access_token auth_token id_token refresh_token api_key apikey api-key key-pair-id auth authtoken secret password
	passwd pwd jwt sas hmac x-ms-signature invite_token magic reset_token session sessionid code_verifier client_secret
	private_token job_token awsaccesskeyid x-oss-signature x-cos-security-token q-signature sas_token hdnea hdnts st_token ticket_token
	key_secret code_challenge_verifier share_token sharetoken authkey auth_key otp confirmation_token confirm_token accesstoken hash_token policy_signature samlresponse assertion client_assertion device_code invite invitecode webhook_secret`)

// tokenQuery reports whether a query carries a credential.
func tokenQuery(query string) bool {
	for pair := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' || r == '#' || r == '?' }) {
		key, value, _ := strings.Cut(pair, "=")
		low := strings.ToLower(key)
		if tokenKeys[low] && len(value) >= 6 && !placeholder(value) || (low == "code" || low == "key" || low == "k" || low == "t" || low == "s") && random(value) && len(value) > 15 {
			return true
		}
	}
	return false
}

// keyFragment reports whether what stands behind the # of a link is a key alone, as
// services have it that send files only their receiver can open.
func keyFragment(query string) bool {
	tail := query[strings.LastIndexByte(query, '#')+1:]
	return len(tail) >= 20 && len(tail) < 120 && bits(tail)&upper != 0 && bits(tail)&lower != 0 && strings.Count(tail, "-") < 2 && random(tail) && entropy(tail) > 3.8
}

// toolHosts are hosted tools: a suffix of the host and, where given, a part of
// the path that tells a customer's space from the vendor's own pages.
var toolHosts = []struct{ host, path string }{
	{"storage.googleapis.com", "/"}, {"storage.cloud.google.com", "/"}, {"s3.amazonaws.com", "/"}, {"digitaloceanspaces.com", "/"}, {"r2.cloudflarestorage.com", "/"}, {"wasabisys.com", "/"}, {"outlook.office365.com", "/"}, {"outlook.office.com", "/"}, {"atlassian.net", ""}, {"jira.com", ""}, {"slack.com", "/archives"}, {"slack.com", "/files"}, {"slack.com", "/client"},
	{"slack.com", "/messages"}, {"docs.google.com", "/d/"}, {"docs.google.com", "/document"}, {"drive.google.com", ""},
	{"docs.google.com", "/spreadsheets"}, {"sheets.google.com", ""}, {"meet.google.com", ""}, {"calendar.google.com", ""},
	{"groups.google.com", "/a/"}, {"mail.google.com", ""}, {"chat.google.com", ""}, {"notion.so", "/"}, {"notion.site", ""}, {"pagerduty.com", "/incidents"},
	{"pagerduty.com", "/alerts"}, {"pagerduty.com", "/service"}, {"app.datadoghq.com", ""}, {"app.datadoghq.eu", ""}, {"datadoghq.com", "/dashboard"},
	{"datadoghq.com", "/monitors"}, {"datadoghq.com", "/logs"}, {"grafana.net", ""}, {"sentry.io", "/issues"},
	{"sentry.io", "/organizations"}, {"opsgenie.com", "/alert"}, {"opsgenie.com", "/incident"}, {"app.opsgenie.com", ""},
	{"service-now.com", ""}, {"linear.app", "/issue"}, {"linear.app", "/project"}, {"app.asana.com", ""}, {"trello.com", "/c/"}, {"trello.com", "/b/"},
	{"zendesk.com", "/agent"}, {"zendesk.com", "/tickets"}, {"sharepoint.com", ""}, {"onedrive.live.com", ""}, {"1drv.ms", ""},
	{"figma.com", "/file"}, {"figma.com", "/design"}, {"miro.com", "/app"}, {"lucid.app", ""}, {"zoom.us", "/j/"}, {"zoom.us", "/rec"},
	{"teams.microsoft.com", ""}, {"teams.live.com", ""}, {"discord.com", "/channels"}, {"discord.gg", ""}, {"monday.com", "/boards"},
	{"app.clickup.com", ""}, {"app.shortcut.com", ""}, {"youtrack.cloud", ""}, {"myjetbrains.com", "/youtrack"},
	{"ui.honeycomb.io", ""}, {"one.newrelic.com", ""}, {"one.eu.newrelic.com", ""}, {"rpm.newrelic.com", ""}, {"splunkcloud.com", ""},
	{"console.aws.amazon.com", ""}, {"portal.azure.com", ""}, {"console.cloud.google.com", ""}, {"dev.azure.com", ""},
	{"visualstudio.com", "/_"}, {"app.slack.com", ""}, {"dropbox.com", "/s"}, {"box.com", "/s/"}, {"app.box.com", ""}, {"coda.io", "/d/"},
	{"airtable.com", "/app"}, {"airtable.com", "/shr"}, {"quip.com", ""}, {"hackmd.io", "/@"}, {"paper.dropbox.com", ""}, {"mattermost.com", "/pl/"},
	{"app.incident.io", ""}, {"rootly.com", "/account"}, {"firehydrant.io", "/incidents"}, {"app.rootly.com", ""}, {"basecamp.com", "/projects"},
	{"lightstep.com", "/project"}, {"app.signalfx.com", ""}, {"dynatrace.com", "/e/"}, {"live.dynatrace.com", ""}, {"kb.us-east-1.aws.found.io", ""},
	{"elastic-cloud.com", ""}, {"cloud.es.io", ""}, {"loom.com", "/share"}, {"whimsical.com", "/"}, {"guru.com", "/card"}, {"app.getguru.com", ""},
	{"hipchat.com", "/history"}, {"webex.com", "/meet"}, {"gather.town", "/app"}, {"chime.aws", ""}, {"retool.com", "/apps"}, {"metabaseapp.com", ""},
	{"cloud.looker.com", ""}, {"app.mode.com", ""}, {"lookerstudio.google.com", "/reporting"}, {"app.launchdarkly.com", ""}, {"circleci.com", "/pipelines"},
	{"app.circleci.com", ""}, {"app.terraform.io", ""}, {"buildkite.com", "/builds"}, {"codefresh.io", "/build"}, {"app.gitbook.com", ""},
	{"gist.github.com", "/"}, {"pastebin.com", "/"}, {"statuspage.io", "/pages"}, {"intercom.com", "/a/"}, {"app.intercom.com", ""}, {"hubspot.com", "/contacts"},
	{"lightning.force.com", ""}, {"my.salesforce.com", ""}, {"freshdesk.com", "/a/tickets"}, {"helpscout.net", "/conversation"}, {"app.frontapp.com", ""},
	{"bit.ly", "/"}, {"tinyurl.com", "/"}, {"t.ly", "/"}, {"is.gd", "/"}, {"goo.gl", "/"}, {"ow.ly", "/"}, {"rb.gy", "/"}, {"cutt.ly", "/"}, {"we.tl", "/"},
	{"wetransfer.com", "/downloads"}, {"dropbox.com", "/scl"}, {"dropbox.com", "/l/"}, {"app.slite.com", ""}, {"meet.jit.si", "/"}, {"whereby.com", "/"}, {"zoom.us", "/my/"},
	{"zoom.us", "/s/"}, {"docs.google.com", "/forms"}, {"docs.google.com", "/presentation"}, {"colab.research.google.com", "/drive"}, {"victorops.com", "/client"},
	{"app.squadcast.com", ""}, {"app.logz.io", ""}, {"papertrailapp.com", ""}, {"loggly.com", ""}, {"sumologic.com", "/ui"}, {"app.bugsnag.com", ""}, {"rollbar.com", "/item"},
	{"instana.io", ""}, {"betterstack.com", "/team"}, {"betteruptime.com", "/team"}, {"app.checklyhq.com", ""}, {"my.pingdom.com", ""}, {"uptimerobot.com", "/dashboard"},
	{"app.harness.io", ""}, {"app.snyk.io", ""}, {"sonarcloud.io", "/project"}, {"app.travis-ci.com", ""}, {"app.netlify.com", ""}, {"dashboard.heroku.com", ""},
	{"dashboard.stripe.com", ""}, {"console.firebase.google.com", ""}, {"dash.cloudflare.com", ""}, {"manage.fastly.com", ""}, {"app.powerbi.com", ""}, {"mixpanel.com", "/project"},
	{"analytics.amplitude.com", ""}, {"looker.com", "/dashboards"}, {"looker.com", "/explore"}, {"online.tableau.com", ""}, {"freshservice.com", "/a/"}, {"app.segment.com", ""},
	{"app.datadoghq.com", "/"}, {"us3.datadoghq.com", ""}, {"us5.datadoghq.com", ""}, {"atlassian.com", "/wiki/spaces"}, {"trello.com", "/w/"}, {"miro.com", "/welcomeonboard"},
	{"github.com", "/orgs/"}, {"awsapps.com", "/start"}, {"signin.aws.amazon.com", ""}, {"okta.com", "/app"}, {"okta.com", "/home"}, {"onelogin.com", ""}, {"login.microsoftonline.com", "/oauth2"},
	{"1password.com", "/vaults"}, {"vault.bitwarden.com", ""}, {"lastpass.com", "/vault"}, {"app.vanta.com", ""}, {"app.drata.com", ""}, {"app.gather.town", ""}, {"tuple.app", "/"},
	{"excalidraw.com", "/#"}, {"app.diagrams.net", "/#"}, {"cryptpad.fr", "/"}, {"etherpad.org", "/p/"}, {"framapad.org", "/p/"}, {"share.icloud.com", ""}, {"icloud.com", "/iclouddrive"},
	{"slack.com", "/team/"}, {"slack.com", "/canvas"}, {"slack.com", "/docs/"}, {"slack.com", "/lists/"}, {"slack.com", "/huddle"}, {"linear.app", "/team/"}, {"linear.app", "/view/"}, {"linear.app", "/document/"},
	{"www.figma.com", "/file"}, {"www.figma.com", "/design"}, {"www.figma.com", "/board"}, {"www.figma.com", "/proto"}, {"www.figma.com", "/slides"}, {"figma.com", "/board"}, {"figma.com", "/proto"},
	{"pagerduty.com", "/schedules"}, {"pagerduty.com", "/escalation_policies"}, {"pagerduty.com", "/users/"}, {"datadoghq.eu", "/dashboard"}, {"datadoghq.eu", "/monitors"}, {"datadoghq.eu", "/logs"},
	{"datadoghq.eu", "/incidents"}, {"datadoghq.com", "/incidents"}, {"datadoghq.com", "/apm"}, {"forms.gle", "/"}, {"cloudflareaccess.com", ""}, {"www.dropbox.com", "/s/"}, {"www.dropbox.com", "/scl/"},
	{"www.loom.com", "/share"}, {"photos.app.goo.gl", "/"}, {"forms.office.com", "/"}, {"app.powerapps.com", ""}, {"planner.cloud.microsoft", "/"}, {"tasks.office.com", "/"}, {"app.smartsheet.com", ""}, {"zoom.us", "/w/"},
	{"app.wrike.com", ""}, {"www.wrike.com", "/open.htm"}, {"script.google.com", "/"}, {"jamboard.google.com", "/d/"}, {"www.airtable.com", "/app"}, {"app.mural.co", "/t/"}, {"gotomeet.me", "/"}, {"meet.goto.com", "/"},
	{"app.vercel.com", ""}, {"dashboard.render.com", "/"}, {"ap1.datadoghq.com", ""}, {"app.signoz.io", ""}, {"app.posthog.com", ""}, {"app.statuscake.com", ""}, {"app.blameless.com", ""}, {"jetbrains.space", ""},
	{"t.me", "/c/"}, {"chat.whatsapp.com", ""}, {"bitbucket.org", "/pull-requests"}, {"stackenterprise.co", ""},
}

// toolHost reports whether a link leads into a hosted tool's customer space.
func toolHost(host, path, query string) bool {
	if head, ok := strings.CutSuffix(host, ".amazonaws.com"); ok && (strings.HasPrefix(head, "s3.") || strings.HasPrefix(head, "s3-") || strings.HasPrefix(head, "sqs.") || strings.Contains(head, ".s3")) {
		return len(path) > 1 || strings.Contains(head, ".s3") // somebody's bucket or queue
	}
	for _, t := range toolHosts {
		head, ok := strings.CutSuffix(host, t.host)
		if !ok || head != "" && !strings.HasSuffix(head, ".") || !strings.Contains(path, t.path) {
			continue
		}
		if t.path == "/" && len(path) < 2 {
			continue
		}
		head = strings.TrimSuffix(head, ".")
		if head == "www" && t.host == "notion.so" {
			first, _, _ := strings.Cut(path[1:], "/")
			return !notionPages[first]
		}
		switch head {
		case "docs", "www", "status", "support", "help", "developer", "developers", "api", "blog", "community", "learn":
			continue
		}
		return true
	}
	return false
}

// notionPages are the pages of the vendor beside those of its customers.
var notionPages = wordSet("product pricing templates help desktop mobile blog about careers customers enterprise teams integrations login signup security releases guides ai calendar mail en de fr es ja ko")

// openProjects keep their trackers, forges and wikis open to everybody.
var openProjects = []string{"npmjs.org", "npmjs.com", "apache.org", "postgresql.org", "kernel.org", "archlinux.org", "debian.org", "mozilla.org",
	"wikimedia.org", "mariadb.org", "gnome.org", "python.org", "jenkins.io", "ubuntu.com", "freedesktop.org", "kde.org",
	"gentoo.org", "alpinelinux.org", "torproject.org", "videolan.org", "redhat.com", "launchpad.net", "savannah.gnu.org",
	"gnu.org", "freebsd.org", "openbsd.org", "netbsd.org", "golang.org", "go.dev", "rust-lang.org", "ruby-lang.org",
	"php.net", "mysql.com", "openstack.org", "libreoffice.org", "eclipse.org", "llvm.org", "centos.org", "fedoraproject.org",
	"opensuse.org", "suse.com", "mediawiki.org", "nodejs.org", "kubernetes.io", "k8s.io", "w3.org", "ietf.org", "wikipedia.org"}

func openProject(host string) bool { return within(host, openProjects) > 0 }

// vendors are companies whose products carry the names that tools inside have too.
var vendors = []string{"amazon.com", "google.com", "microsoft.com", "azure.com", "hashicorp.com", "grafana.com", "elastic.co",
	"sentry.io", "gitlab.com", "atlassian.com", "bitbucket.org", "pagerduty.com", "datadoghq.com", "cloudflare.com", "github.com",
	"digitalocean.com", "hetzner.com", "ovh.com", "stripe.com", "docker.com", "chromium.org", "apple.com", "oracle.com"}

func vendor(host string) bool { return within(host, vendors) > 0 }
