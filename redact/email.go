package redact

import "strings"

var (
	emailRule = &rule{EmailAddress, "email", Block, "[email address]",
		"This is somebody's email address."}
	messageRule = &rule{Identifier, "message_id", Block, "[id]",
		"This is the id of one message; it names the machine that sent it."}
	handleRule = &rule{PersonName, "handle", Block, "an engineer",
		"This is a person's handle; public texts speak of roles, not of people."}
	repoRule = &rule{Path, "repository", Block, "[internal path]",
		"This names a repository of yours."}
)

// roles are addresses that are meant to be public, at a public domain.
var roles = wordSet(`support help status security press info contact hello sales abuse postmaster hostmaster webmaster
	legal privacy dpo billing noreply no-reply feedback team office careers jobs media accounts service customerservice
	trust compliance unsubscribe updates incidents marketing partners`)

// at judges what stands around the @ at i: an address, a repository or a handle.
func (l *looking) at(i int) {
	if l.bareLogin(i) {
		return
	}
	start := i
	for start > 0 && i-start < 64 && localByte(l.text[start-1]) {
		start--
	}
	for start < i && strings.IndexByte(".'-%", l.text[start]) >= 0 {
		start++
	}
	if byteAt(l.text, start-1) == '@' && !wordByte(l.text, i+1) {
		return // the mark of Textile for code
	}
	end, dots := i+1, 0
	for end < len(l.text) && end-i < 254 && classes[l.text[end]]&(letters|digit|dot|dash) != 0 {
		if l.text[end] == '.' {
			dots++
		}
		end++
	}
	for end > i+1 && classes[l.text[end-1]]&(dot|dash) != 0 {
		if l.text[end-1] == '.' {
			dots--
		}
		end--
	}
	if start == i {
		l.handle(i)
		return
	}
	if rest := l.text[i+1:]; strings.HasPrefix(rest, "tcp(") || strings.HasPrefix(rest, "unix(") {
		l.driverAddress(i)
		return
	}
	if dots > 0 && end > i+1 {
		l.email(start, i, end)
	} else if cutAddress(l.text, start, i, end) {
		l.addWeight(start, end+3, emailRule, Warn)
	} else if local := l.text[start:i]; end == i+1 && len(local) > 3 && handleLike(local) && !roles[local] && !teams[local] && (end == len(l.text) || strings.IndexByte(" ,.;)\n", l.text[end]) >= 0) {
		l.addWeight(start, end, emailRule, Warn) // quist@ is away
	} else if l.atInPassword(start, end) {
		l.add(start, end, shownRule)
	} else if isCommit(l.text[i+1:end]) && bits(l.text[start:i])&letters != 0 {
		l.add(start, end, commitRule) // match-api@9f3c1e7
	}
}

// cutAddress reports whether an address of mail is cut off within its domain: dana.whitfield@north….
func cutAddress(t string, start, at, end int) bool {
	local, host := t[start:at], t[at+1:end]
	head, tail, dotted := strings.Cut(local, ".")
	return dotted && strings.HasPrefix(t[end:], "...") && len(head) > 0 && len(tail) > 1 && bits(local)&(lower|upper) != 0 && !versionLike(local) && len(host) > 2 && bits(host)&^(lower|dash) == 0 && !manualHosts[host] && !manualLocals[local]
}

// manualHosts and manualLocals stand for an address in manuals.
var (
	manualHosts  = wordSet("example company domain yourcompany yourdomain mycompany host server provider mail")
	manualLocals = wordSet("first.last firstname.lastname name.surname your.name vorname.nachname prenom.nom nombre.apellido")
)

// driverAddress judges the address of a database as Go's drivers write it:
// user:password@tcp(host:port)/name.
func (l *looking) driverAddress(i int) {
	start := i
	for start > 0 && i-start < 100 && !isSpace(l.text[start-1]) && strings.IndexByte("\"'`=<>", l.text[start-1]) < 0 {
		start--
	}
	if n := strings.IndexByte(l.text[start:i], ':'); n > 0 && n < i-start-1 && !placeholder(l.text[start+n+1:i]) {
		end := i
		for end < len(l.text) && !isSpace(l.text[end]) && strings.IndexByte("\"'`<>", l.text[end]) < 0 {
			end++
		}
		l.add(start, trimLink(l.text, start, end), credentialsRule)
	}
}

func localByte(c byte) bool { return classes[c]&wordPart != 0 || strings.IndexByte("+%'&=", c) >= 0 }

// bounceLocal reports whether an address to which bounces go holds the one of a receiver:
// bounces+dana=mail.example.
func bounceLocal(local string) bool {
	head, tail, ok := strings.Cut(local, "=")
	if ok && strings.HasPrefix(head, "bounce") && strings.IndexByte(head, '+') > 0 && all(tail, digit) && tail != "" {
		return true // bounce+8812=7, numbered by list and receiver
	}
	return ok && strings.IndexByte(head, '+') > 0 && strings.IndexByte(tail, '.') > 0 && strings.IndexByte(tail, '=') < 0
}

// email judges a whole address.
func (l *looking) email(start, at, end int) {
	if n := strings.LastIndexByte(l.text[start:at], '='); n >= 0 && !bounceLocal(l.text[start:at]) {
		start += n + 1
	}
	local, host := strings.ToLower(l.text[start:at]), strings.ToLower(l.text[at+1:end])
	top := host[strings.LastIndexByte(host, '.')+1:]
	if local == "" || len(top) < 2 || !all(top, lower|beyond) || imageEndings[top] {
		return
	}
	if byteAt(l.text, end) == ':' && wordByte(l.text, end+1) && (local == "git" || local == "hg") {
		l.add(start, linkEnd(l.text, end), repoRule)
		return
	}
	if byteAt(l.text, start-1) == '/' && byteAt(l.text, start-2) == '/' {
		return // the user part of a link
	}
	if (prose[local] || local == "in" || local == "with" || local == "under") && l.s.zones.isPublic(host) && l.edited(start, end) {
		return // addresses end in `@northpole.example`
	}
	if roles[local] && l.s.zones.isPublic(host) {
		l.nameAround(start)
		return
	}
	l.nameAround(start)
	if near := strings.ToLower(l.text[max(0, start-40):start]); strings.HasSuffix(near, "<") && (strings.Contains(near, "message-id") || strings.Contains(near, "in-reply-to") || strings.Contains(near, "references:")) {
		l.add(start, end, messageRule)
		return
	}
	l.add(start, end, emailRule)
}

var imageEndings = wordSet("png jpg jpeg gif svg webp ico bmp js css map ts mjs json woff ttf")

// notHandles follow an @ in chats and programs without being a person.
var notHandles = wordSet(`a an our the one some here channel everyone all media import keyframes font-face supports charset page layer include
	mixin extend param return returns see since throws author version deprecated todo fixme override autowired test
	bean component service controller repository entity property staticmethod classmethod app pytest dataclass
	inject input output injectable ngmodule suppresswarnings nullable nonnull beforeeach aftereach before after
	scheduled transactional async getmapping postmapping requestmapping slf4j data builder value id column table
	interface annotation decorator cached cached_property staticmethod classmethod singledispatch total_ordering override_settings typing.overload lru_cache contextmanager abstractmethod wraps click task retry pytest.fixture echo off
	if else endif foreach section yield latest next beta alpha types babel angular vue latest link code inheritdoc
	sigstore nestjs aws-sdk azure google-cloud octokit apollo graphql-codegen storybook testing-library emotion mui material-ui reduxjs tanstack sveltejs nuxt nuxtjs rollup vitejs vitest swc esbuild jest playwright sentry datadog grafana opentelemetry grpc grpc-js prisma trpc
	typescript-eslint eslint commitlint changesets lerna nrwl nx ionic capacitor expo react-native react-navigation fortawesome popperjs hotwired rails symfony wordpress gitlab github actions elastic fastify hapi koajs loopback mdx-js remix-run shopify stripe slack supabase tailwindcss headlessui heroicons tensorflow vercel webassemblyjs webpack-cli xstate yarnpkg npmcli pnpm ungap vscode microsoft jridgewell
	timestamp metadata context graph vocab id type typedef example default internal private public protected namespace license file brief`)

// handle judges an @ with a name behind it.
func (l *looking) handle(i int) {
	if strings.HasSuffix(l.text[:i], "[bot]") {
		return // dependabot[bot]@users.noreply.github.com
	}
	if wordByte(l.text, i-1) || strings.IndexByte("/@`.$\\", byteAt(l.text, i-1)) > 0 && byteAt(l.text, i-1) != '`' {
		return
	}
	end := i + 1
	for end < len(l.text) && end-i < 40 && classes[l.text[end]]&(letters|digit|under|dash|dot) != 0 {
		end++
	}
	for end > i+1 && classes[l.text[end-1]]&(dot|dash|under) != 0 {
		end--
	}
	name := strings.ToLower(l.text[i+1 : end])
	if fileEndings[name[strings.LastIndexByte(name, '.')+1:]] && strings.Contains(name, ".") {
		return
	}
	if len(name) < 2 || classes[name[0]]&letters == 0 || notHandles[name] || bits(name)&letters == 0 {
		return
	}
	if innerCapital(l.text[i+1:end]) && bits(l.text[i+1:end])&(dot|under|dash|digit) == 0 {
		return // an annotation in a program
	}
	if rest := l.text[end:min(len(l.text), end+6)]; strings.HasPrefix(rest, " = ") {
		return // a parameter
	}
	if l.scopedPackage(i, end) {
		return
	}
	if c := byteAt(l.text, end); c == '/' || c == '(' || c == '{' || c == '@' || c == '=' {
		return
	}
	if byteAt(l.text, end) == ':' { // of Matrix: @ann:chat.example
		if w := hostAt(l.text, end+1); strings.Contains(w.in(l.text), ".") && bits(w.in(l.text))&lower != 0 {
			end = w.end
		}
	}
	l.add(i, end, handleRule)
	l.mentioned(i, end)
}

// mentioned adds the name that a chat keeps behind the number of whom it means: <@U04KQ2|joy>.
func (l *looking) mentioned(i, end int) {
	if byteAt(l.text, i-1) != '<' || byteAt(l.text, end) != '|' {
		return
	}
	if n := strings.IndexByte(l.text[end:min(len(l.text), end+48)], '>'); n > 2 && !strings.ContainsAny(l.text[end+1:end+n], "|\n<") {
		l.add(end+1, end+n, handleRule)
	}
}
