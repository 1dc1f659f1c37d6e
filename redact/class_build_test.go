package redact

import "testing"

// toolHouse makes programs for others, and has people and systems whose names are words.
var toolHouse = Rules{People: []Person{{Name: "Dawn Castellano"}, {Name: "Will Ashworth"}, {Name: "Grace Lim"}, {Name: "Hope Ferreira"}, {Name: "Orsolya Vadász", Handles: []string{"ovadasz"}}, {Name: "Tomasz Grześkowiak"}},
	Customers: []string{"Heron Dental", "Copper Kettle Cafés", "Thornbush Freight"}, Terms: []Term{{Match: "Kiln", Replace: "our builds"}, {Match: "Saltmill", Replace: "our queue"}, {Match: "Ember", Replace: "our runner"}, {Match: "Project Marigold", Replace: "our move"}},
	InternalDomains: []string{"int.wexmoor.example"}, PublicDomains: []string{"wexmoor.example"}, TicketPrefixes: []string{"OPS"}, Allow: []string{"Ember.js", "Salt-Mill Museum"}}

// buildClassCases are examples of the families that a set of a company which builds and tests software
// showed, told by another, with their look-alikes.
var buildClassCases = []namedText{
	{"pods behind options", "`kubectl -n shop exec ⟦hostname|orders-0⟧ -- sh`, kubectl --context=c logs -f ⟦hostname|ledger-2⟧; oc -n x delete pod ⟦hostname|cart-1⟧; kubectl cp ⟦hostname|blobs-0⟧:x .\n\nkubectl -n shop get pods; kubectl -n shop exec $POD -- sh; kubectl -n x logs <pod>; kubectl -n x exec pod-name -- ls; kubectl logs my-pod"},
	{"buckets behind the names of stores", "`mc ls ⟦path|prod/wx-images-lhr/2025/⟧`; rclone copy ⟦path|wx:wx-images⟧ ./here; `mc cp report.csv ⟦path|arch/wex-reports/⟧`\n\nrclone copy remote:path dest:path, `mc ls`, mc cp ./a.txt /b"},
	{"signatures behind a dash", "> Can we call it a report? — ⟦person|Dawn⟧\n>\n> It was late for all of us. — ⟦person|Hope⟧\n\n- [x] is \"gateway\" too much? — ⟦person|Grace⟧: no\n\nIt came at last - will it stay? The dawn, the hope."},
	{"no answers behind a dash", "Deploy at six? - Dawn: the light before sunrise. We wait - will it stay?"},
	{"logins in other tongues", "user ⟦person|lbragan⟧, senha/password: ⟦secret|Caju#2031#azul⟧\n\nusuario ⟦person|rmontoya⟧, contraseña: ⟦secret|Lluvia#88x⟧\n\nuser settings, password reset; a user forgot, senha nova"},
	{"mentions with their names", "<@⟦identifier|U04KQ2⟧>, <@⟦identifier|U0ZZ41⟧|⟦person|tavi⟧> moved it; a <b|c> and 3 <4|5>"},
	{"values in apposition", "`printf '⟦secret|wx:Gr4y-side-crane⟧'`, the password again; '⟦secret|Tr0ut-77-lake⟧', our old password.\n\n`max-age-90`, the password policy. It is 'level-2-b', the pass rate"},
	{"who speaks", "Good morning, ⟦person|Itzel⟧ here from the night shift.\n\n⟦person|Yewande⟧ here again, sorry.\n\nGuten Morgen, ⟦person|Ottokar⟧ hier aus der Nachtschicht.\n\nHi all, ⟦person|Yewande⟧ here.\n\nNothing here from the logs. Everything here, too. Start here, please. Grafana here shows it. Backlinks here from the wiki. Reposting here, sorry.\n\nLäuft hier, aber langsam. Genau hier, an der Stelle. Rien ici, tout va bien. Bienvenidos aquí, amigos. Inget här, allt lugnt. Zůstaňte tady, prosím."},
	{"passwords with accents", "senha do proxy: ⟦secret|jacaré-2031-verde⟧; mot de passe du proxy : ⟦secret|forêt-88-bleue⟧"},
	{"addresses cut off", "Cut: ⟦email_address|dana.quist@wexmo…⟧ and ⟦email_address|tomas.brandt@wexm...⟧; left.pad@1.3… and see you at 9... Write to first.last@example... or name.surname@wexm…"},
	{"bars escaped in tables", "| a | b |\n| --- | --- |\n| key | ⟦secret|tok\\|Zk4Vb8Nd3sQm7xRt2Lw9KpTy6⟧ is the API token |\n| op | a\\|b |"},
	{"emphasis of three stars", "told by ⟦person|Gr***ace***⟧ and ***fine***"},
	{"cells of roles and files", "| when | who | file |\n| --- | --- | --- |\n| 1 | ⟦person|ovadasz⟧ | `⟦path|/srv/wex/a.go⟧` |\n| 2 | ⟦person|ovadasz⟧ | `⟦path|/srv/wex/b.go⟧` |\n| 3 | ⟦person|Orsolya⟧ | `README.md` |\n| 4 | ⟦person|Tomasz⟧ | `⟦path|/srv/wex/c.go⟧` |\n| 5 | lint-bot | `go.mod` |\n| 6 | commander | `⟦path|/srv/wex/d.go⟧` |\n"},
	{"packages of everybody", "at github.com/prometheus/client_golang/prometheus.(*Registry).Gather and k8s.io/client-go/tools/cache; golang.org/x/net/http2/h2c"},
	{"packages with their versions", "If you pin versions, e.g. `left-pad@1.3.0`, `requests==2.32.3` or `serde@1.0.203`, nothing changed. The pin of `@angular/core@18.0.1`. New password: `⟦secret|kite@Lake7.9⟧`."},
	{"scopes of packages", "Who is @sigstore or @angular in my log? Scopes such as @opentelemetry, @nestjs and @octokit. Ask ⟦person|@ovadasz⟧."},
	{"parts of what may pass", "Does it concern Ember.js, Jenkins? We use Ember.js. ⟦term|Ember⟧ died, ⟦path|/etc/⟦term|ember⟧.json⟧ and ⟦term|Ember⟧.json"},
	{"commands of a cache", "`redis-cli llen retry`, redis-cli -u $URL hgetall jobs; `redis-cli -h ⟦hostname|cache-7⟧ ping`"},
	{"versions told behind", "4.18.2.1 is a version of the tool; 9.12.3.4 was a release. ⟦ip_address|10.18.2.1⟧ is a version server."},
	{"plain paths of source code", "See `queue/batch.go`, `examples/deploy.sh` and `queue/batch_test.go`; ⟦path|queue/wexlane_batch.go⟧ and ⟦path|src/queue/merge/batch.go⟧"},
	{"trackers of everybody", "JDK-8328999 concerned GIF alone; RUSTSEC-2024-0003, GO-2024-2687 and PYSEC-2024-12 do not; KAFKA-15230, LUCENE-10577."},
	{"questions that begin with Will", "Will reports be late? Will pages load slower in March? GREETING=\"Will wonders never cease\"\n\n⟦person|Will⟧ reports that it is up. ⟦person|Will⟧ checks the log."},
	{"words and their meaning", "The word \"heron\" is a bird. It is green; thornbush grows on the hill.\n\n⟦customer|thornbush⟧ called, ⟦customer|Thornbush⟧ grows."},
	{"keys of caches", "Cache restored from key: linux-go-3f9a0c1e\nCache saved with key: gradle-7f3a9c2e11b8\nCache not found for input keys: node-modules-9d2f41c7b0\n\napi key: ⟦secret|7f3a9c2e11b84d06⟧ was in the folder"},
	{"jobs of plain words", "job=build-and-test, job build-docker-image, pipeline lint-and-test; job ⟦path|wx-deploy-prod⟧ failed"},
	{"branches of everybody", "fetch = +refs/heads/*:refs/remotes/origin/*; +refs/heads/main; ⟦path|refs/heads/wx/rollback-friday⟧"},
	{"programs that write by themselves", "Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>\nCo-authored-by: ⟦person|Tavishi Roe⟧ <⟦email_address|4417+tavroe@users.noreply.github.com⟧>"},
	{"programs of every machine", "COMMAND=/usr/bin/systemctl restart agent; /usr/bin/python3 -m venv; ⟦path|/usr/local/bin/wexctl⟧ drain"},
	{"who is to act", "Action item: ⟦person|Hope⟧ to add a test. TODO: ⟦person|Grace⟧ to write it. A grace to all, hope to see it. The item: hope to win."},
	{"favours asked in small letters", "can ⟦person|dawn⟧ or ⟦person|hope⟧ have a look? could ⟦person|grace⟧ please restart it?\n\nCan hope be enough? Could grace take the form of a credit? What can will power do? Can hope help us?"},
	{"logins in brackets", "console (user ADMIN, ⟦secret|kettle-Bream-9⟧); BMC (user root, ⟦secret|Pewter-Lamp-31⟧); (user stories, Sprint-12), (user A, B-7)"},
	{"values to be hidden", "::add-mask::⟦secret|k9-Vesper-Loom-3⟧\n##vso[task.setvariable variable=x;issecret=true]⟦secret|Fj0rdLantern⟧\n\n::add-mask::$TOKEN"},
	{"people in questions", "Will ⟦person|Grace⟧ be there? Will ⟦person|Hope⟧ join? Will hope be enough?"},
	{"things of which a term is made", "A salt mill is what the kitchen has. Salt mill is also what it says. The ⟦term|salt-mill⟧ queue fell over."},
}

func TestClassesOfBuildersAreFound(t *testing.T) {
	t.Parallel()
	checkHouse(t, toolHouse, buildClassCases)
}
