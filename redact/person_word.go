package redact

import "strings"

// personBefore announce a person right behind them.
var personBefore = wordSet(`paged pinged pinging paging asked cc cc'd cc: ccing thank thanked dm'd dmed woke texted phoned engineer developer
	colleague responder commander technician teammate coworker co-worker hi hey hello dear ping messaged admin
	operator analyst intern manager architect scribe sysadmin dba supervisor facilitator contractor thanks thx cheers kudos ask tell told remind reminded informed inform handover farmer passenger patient claimant plaintiff defendant juror witness policyholder pilot purser foreman forewoman refueller conductor driver guard stationmaster signaller brewer baker usher stagehand curator librarian archivist registrar lecturer provost warden ranger skipper bosun deckhand fisherman grower vet midwife paramedic medic radiographer pharmacist dentist hygienist surgeon anaesthetist mechanic machinist welder plumber roofer forester groundskeeper referee umpire croupier cashier clerk bookkeeper underwriter actuary broker canvasser steward stewardess teacher headteacher principal tutor cleaner cellarman distiller maltster projectionist beekeeper shepherd milker inspector solicitor barrister notary bailiff surveyor adjuster chemist pathologist receptionist concierge housekeeper announcer cameraman
	fitter electrician plumber trainee apprentice nurse courier auditor caretaker receptionist dispatcher boss neighbour neighbor wife husband predecessor successor deputy accountant lawyer paralegal janitor porter lineman linesman
	monteur elektriker techniker technikerin praktikant praktikantin azubi hausmeister prüfer technicien stagiaire auditrice auditeur técnico becario tecnico stagista monteuse`)

// titles stand before a family name, and leave no doubt.
var titles = wordSet(`mr mrs ms dr prof docteur doctor doktor professor professeur dra doktorin dottore herr herrn frau mx mme mlle monsieur madame mademoiselle señor señora srta sra signor signora dott dott.ssa
	ing dipl.-ing dhr mevr meneer mevrouw senhor senhora sayın hr fru mijnheer juffrouw pan paní pani panu bay bayan hanım signor signora signore fräulein`)

// lowTitles are titles that stand in small letters too.
var lowTitles = wordSet("dr prof docteur doctor doktor professeur dra dottore dhr mevr meneer mevrouw señor señora monsieur madame hr fru senhor senhora")

// weakTitles are titles that are words too; only a word that is not ordinary is a
// name behind them.
var weakTitles = wordSet("judge justice captain capt sergeant sgt inspector constable officer councillor cllr garda father sister brother pastor nurse matron superintendent commissioner senator minister reverend coach imam rabbi ing mgr mudr judr phdr rndr bc avv rag geom shri smt sri kumari mag rouva herra neiti sig.ra dott.ssa dr.ssa cav onorevole lt cpl pte maj col gen adm cdr cpt sir dame sor úr ms fröken müh sr sig pan pani panu panem panią don doña dona fr heer bay bayan mw m mij rev sir lady lord miss")

// greetings stand at the head of a line before a name.
var greetings = wordSet(`hallo moin servus liebe lieber liebes bonjour bonsoir salut cher chère coucou hola estimado estimada querido querida olá oi caro
	cara prezado prezada ciao gentile buongiorno beste geachte hoi dag hej hei kära käre cześć witaj drogi droga szanowny szanowna ahoj szia kedves
	merhaba sevgili selam namaste hi hey hello dear morning afternoon evening tag morgen grüezi hoi kia zdravo dobrý hyvä`)

// askWords are words of other languages right before the person they concern.
var askWords = wordSet(`enligt ifølge według wg kollege kollegen kollegin selon volgens según zufolge laut appeler appelé prévenir prévenu réveillé réveiller rappeler relancer contacter
	contacté llamar avisar pregunté llamé avisé bel belde vraag vroeg gebeld geweckt angerufen wecken collega collègue colega kolega koleżanka compañero
	compañera medewerker ansprechpartner ansprechpartnerin vertretung interlocuteur interlocutrice assistant assistante`)

// saidWords are words of other languages for what only people do, right behind a name.
var saidWords = wordSet(`sagte sagt schrieb schreibt fragte meinte meldete rief telefonierte bemerkte bestätigte erklärte dijo escribió preguntó llamó avisó
	comentó zei schreef vroeg belde meldde sade skrev frågade ringde powiedział powiedziała napisał napisała zapytał zadzwonił disse escreveu perguntou ligou
	avisou`)

// saidAfterA are the same where an auxiliary stands between: "a dit", "ha scritto".
var saidAfterA = wordSet(`dit écrit appelé demandé prévenu confirmé signalé relancé vidé redémarré réveillé répondu proposé constaté noté remarqué lancé coupé
	detto scritto chiesto chiamato segnalato riavviato notato gefragt geschrieben gesagt angerufen gemeldet bemerkt bestätigt neu gezegd geschreven gevraagd
	gebeld gemeld opgemerkt herstart`)

// linkWords join a name to what was done, pairs with what stands before.
var linkWords = wordSet("by to from with off")

var pairs = pairSet(`escalated to|handed to|handed over to|handed off to|assigned to|according to|reported to|spoke to|spoke with|talked
	to|talked with|credit to|kudos to|shout-out to|props to|paired with|pairing with|over to|off to|belongs to|reassigned to|delegated
	to|loop in|looped in|looping in|pulled in|brought in|call with|chat with|message from|email from|call from|dm from|ping from|note
	from|approval from|my name is|name is|name was|this is|ich heiße|ich bin|je m'appelle|me llamo|mi nombre es|mijn naam is|jag heter|mi chiamo|nazywam się|sign-off from|help from|checked with|confirmed with|synced with|reach out to|reached out to|thanks to|ask for|speak to|speak with|talk to|mail from|mails from|letter from|text from|sms from|voicemail from|interview with|lunch with|night shift|late shift|early shift|day shift|shift of|idea of|good catch|well done|nice one|good work|great work|good job|handover from|relieved by|waiting on|heard from|hear from|nobody told|somebody told|who told|over from|taken over by|passed to|passed it to|given to|forwarded it to|forwarded to|forwarded this to|forwarded them to|sent it on to|passed on to|passed this to|handed it to|gave it to|showed it to|mailed it to|mailed to|escalated it to|reported it to|on behalf of|told by|shown by|covered by|replaced by|seconded by|accompanied by|supported by|trained by|care of|attention of|courtesy of`)

// doneBy are what people do: "approved by Dana".
var doneBy = wordSet(`reported spotted noticed approved reviewed written done run led merged raised opened authored committed pushed deployed
	acknowledged acked owned facilitated restarted reverted submitted prepared signed requested escalated handled found
	discovered investigated executed performed typed made caused drafted edited fixed introduced`)

// byLines stand before a colon and a name.
var byLines = wordSet(`photo photos credit credits picture illustration interview hazırlayan onaylayan yetkili katılanlar katılımcılar presenti assenti relatore redatto redattore verbalizza zapsal zapsala přítomni účastníci omluveni vedoucí odpovědný jelen jelenlévők felelős készítette läsnä paikalla poissa vastuuhenkilö laatija deltagare frånvarande
	obecni nieobecni prowadzący sporządził witness witnesses claimant plaintiff defendant applicant insured beneficiary passenger crew pilot shift duty guest guests apologies absent excused regrets entschuldigt excusés gäste invité invités author authors owner owners assignee reporter reviewer reviewers approver scribe lead attendees facilitator commander
	participants responders responder on-call oncall ic contact from to cc engineer dri prepared signed attending present
	investigator editor name assigned manager technician engineers operator operators handler organiser organizer presenter speaker host/chair chair
	maintainer maintainers committer creator sponsor stakeholder stakeholders employee staff member paged resolver caller requester requestor submitter
	person who name fullname full_name firstname first_name lastname last_name surname given_name givenname display_name displayname realname real_name
	contact_name contact-name contact_person username user_name user login nickname nick customer_contact account_manager acknowledged_by acked_by
	assigned_to assignee_name owned_by reported_by created_by updated_by modified_by approved_by reviewed_by changed_by deployed_by triggered_by
	started_by resolved_by closed_by opened_by requested_by last_modified_by merged_by committed_by signed-off-by co-authored-by reviewed-by acked-by
	tested-by reported-by suggested-by helped-by approved-by created-by assigned-to on_call on-call-engineer oncall_primary oncall_secondary pager
	primary_oncall secondary_oncall incident_commander incident-commander note-taker notetaker moderator
	autor autorin verfasser verfasserin bearbeiter bearbeiterin ansprechpartner ansprechpartnerin verantwortlich verantwortlicher verantwortliche
	zuständig kontakt kontaktperson betreuer besitzer eigentümer teilnehmer anwesend protokoll protokollführer moderation vertretung vorname
	nachname familienname benutzer mitarbeiter mitarbeiterin erstellt geprüft freigegeben auteur auteure responsable rédacteur destinataire expéditeur
	contacter nom prénom participants présents animateur astreinte titulaire propriétaire contacto nombre apellido apellidos asignado propietario
	asistentes participantes remitente destinatario autore responsabile referente nome cognome partecipanti assegnato proprietario verantwoordelijke
	eigenaar contactpersoon naam voornaam achternaam aanwezig deelnemers behandelaar opsteller dienstdoende autorka osoba imię nazwisko odpowiedzialny
	zgłaszający właściciel uczestnicy responsável contato sobrenome participantes ansvarig kontaktperson namn närvarande navn yazar ad soyad sorumlu
	von an van aan od do de para per à
`)

// teams are what people are from.
var teams = wordSet(`sre platform ops operations network networking database databases dba security support infra infrastructure devops
	engineering marketing sales finance legal hr it qa product frontend backend mobile payments billing data noc helpdesk
	facilities procurement success accounting identity messaging delivery reliability observability storage compute
	eng soc comms leadership management research accounts logistics integrations growth analytics
	audit compliance treasury fraud payroll claims underwriting catering admissions dispatch estates reception nursing pharmacy radiology moderation`)

// jobs are what people are.
var jobs = wordSet(`engineer sre dba manager lead director developer intern architect cto ceo vp admin analyst ic commander scribe contractor
	staff senior principal head`)

// belongings are what people have: "Dana's laptop".
var belongings = wordSet(`draft drafts slides proposal graph graphs sheet list figures proposal mistake request answer alert page plan task tasks ticket tickets part half turn queue query command typo dashboard report reports patch laptop shift desk terminal phone workstation pr branch commit patch message shell credentials
	pull runbook notes on-call handover screen keyboard ssh tmux colleague pager desktop macbook inbox calendar opinion
	suggestion memory review fix change deploy question idea theory guess script migration merge password machine comment approval analysis timeline
	manager team boss predecessor successor replacement deputy account login session key test config home homedir directory report findings hunch
	write-up summary reply response email mail number voicemail watch week vacation holiday leave birthday keyboard screenshot attempt workaround`)

// onlyPeople are verbs that no program does.
var onlyPeople = wordSet(`arrived arrives drove drives slept knows remembers thinks heard apologises apologizes hopes volunteers overslept phones noticed thought believed remembered forgot typed wrote replied said asked suggested guessed assumed realised
	realized wondered joined volunteered woke speaking mentioned explained apologised apologized hopped pinged paged messaged texted phoned
	ssh'd ssh-ed sshed misread mistyped recalled wanted felt knew spotted saw`)

// personVerbs are what people and programs both do.
var personVerbs = wordSet(`restarted deployed ran reverted rolled confirmed pushed merged acknowledged fixed opened posted started found took
	checked identified investigated called escalated triggered executed applied changed removed deleted added edited
	disabled enabled rebooted drained declared closed resolved stopped killed noted flagged logged committed approved reviewed
	handled worked managed reported proposed tried watched helped restored scaled tested verified tweaked updated upgraded bumped
	cleared copied created debugged drafted wiped unplugged muted silenced patched tracked traced launched kicked contacted
	configured corrected discovered examined finished inspected installed isolated moved promoted raised recovered replaced
	presented summarised summarized volunteered agreed disagreed objected decided promised offered replied answered apologized looked sat slept left
	requested rerouted resumed retried rewrote switched toggled tuned unblocked`)

// groupWords behind a capitalised word show that it is no person.
var groupWords = wordSet(`team teams group department engineers engineer on-call oncall rotation service services cluster api server support
	alert alerts channel page dashboard console queue desk`)

// closings stand above a signature.
var closings = wordSet(`agat grüße grüßen grüsse grüssen gruß gruss gruessen gruesse lg vg mfg cordialement vous toi amicalement sincèrement bientôt saludos atentamente
	cordialmente abrazo abraço abraços atenciosamente cumprimentos saluti groet groeten groetjes hälsningar hilsen mvh pozdrawiam pozdrowienia poważaniem
	pozdravem üdvözlettel saygılarımla saygilarimla saygilar sevgiler selamlar kolay gelsin terveisin dank merci gracias bedankt dzięki tack respectfully truly grüezi grussen you wishes faithfully thanks thank regards best cheers sincerely yours ta thx`)

// placeNames are first names that are more often places or products.
var placeNames = wordSet(`sydney victoria virginia georgia florence charlotte austin jordan paris chelsea madison phoenix carolina jackson
	lincoln houston dallas israel kenya india asia china london brooklyn adelaide alexandria lourdes san santiago
	jackson montana dakota cairo devon camden lima milan sofia medina valencia sidney chester kent clare kerry clyde trent
	sharon salem savannah helena orlando aurora eugene cheyenne denver augusta siena vienna odessa verona geneva cordoba leon kali
	loki freya artemis hermes apollo odin maven andes java celeste ariane clementine dora ada pandora sage florin`)

func pairSet(text string) map[string]bool {
	set := map[string]bool{}
	for entry := range strings.SplitSeq(text, "|") {
		set[strings.Join(strings.Fields(entry), " ")] = true
	}
	return set
}
