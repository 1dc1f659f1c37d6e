package redact

import "strings"

// columns are the headings of tables, in several languages, by what stands below.
var columns = func() map[string]Kind {
	out := map[string]Kind{}
	for kind, words := range map[Kind]string{
		PersonName: `given family* fname lname forenames owner owners assignee author reporter reviewer approver engineer engineers who person people name* contact on-call oncall primary* secondary* lead manager staff
			employee responder paged paged_to acked_by acknowledged_by user* username* full_name first_name last_name firstname lastname surname given_name display_name
			resolver handler requester speaker presenter by created_by updated_by changed_by approved_by assigned_to account_manager technician operator reported_by
			ansprechpartner verantwortlich zuständig bearbeiter mitarbeiter nachname vorname kontakt besitzer bereitschaft responsable auteur contact_name
			astreinte propriétaire nom prénom responsable verantwoordelijke eigenaar contactpersoon dienst naam asignado nombre apellido autor responsabile
			osoba właściciel ansvarig namn backup* deputy stellvertreter vertretung remplaçant escalation* driver pilot crew* passenger claimant insured policyholder patient guest customer_name site_contact caller customer_contact kontaktperson jméno příjmení ad soyad cognome név vezetéknév keresztnév nimi etunimi sukunimi förnamn efternamn fornavn etternavn imię nazwisko forename on_duty duty_manager shift_lead shift_leader supervisor foreman inspector officer* signed signed_by opened_by closed_by raised_by sorumlu yetkili referente vedoucí zodpovídá vastuuhenkilö yhteyshenkilö kontakt* felelős usename rolname grantee grantor login logon samaccountname actor committer buddy`,
		Hostname: `host hostname node server machine instance instance_name vm box node_name server_name source_host target_host pod rechner serveur servidor machine_name host_name device* nodename
			computer computername fqdn target* upstream* backend* peer replica member broker leader maschine ae_title aet called_ae calling_ae router switch firewall gateway appliance printer camera plc rtu hmi lpar esx esxi vm_name kiosk* display* terminal* workstation equipment* sunucu palvelin szerver`,
		Identifier: `tenant_id tenant customer_id account_id account user_id client_id org_id request_id trace_id session_id order_id invoice_id contract_id uuid guid id* transaction_id
			correlation_id subscription_id device_id member_id kundennummer kunden-nr kunden-nr. customer_no account_no reference* ref* klantnummer numéro_client n°_client external_id
			meter_id serial serial_no imei mandant vertragsnummer numéro order_no invoice_no ticket_id policy_no booking booking_code reservation locator folio herd_no circuit circuit_id loyalty_no meter meter_no customer_number client_number badge badge_no policy claim claim_no claim_number pnr booking_ref booking_reference record_locator tag_no bag_tag passport passport_no plate licence_plate license_plate registration* case_no asset_tag asset_no serial_number sn s/n mac mac_address po po_no po_number invoice batch* batch_no sample_no sample_id lot_no vat_id tax_id iccid imsi msisdn device_serial contract account_number mandate mandate_id polizza sinistro pratica č._smlouvy`,
		Phone:  `phone telephone tel tel. mobile cell phone_number mobile_number telefon handy téléphone portable móvil teléfono telefoon mobiel telefono tlf telefonnummer number* extension ext ext. durchwahl gsm cep cep_telefonu puhelin puhelinnumero mobil dect phone_no contact_number telephone_number desk* direct* recipient* cellulare telefonszám hotline*`,
		Secret: `password passwd pwd secret token api_key apikey key* passwort kennwort mot_de_passe contraseña wachtwoord hasło passphrase credential credentials pin`,
	} {
		for w := range strings.FieldsSeq(words) {
			out[foldWord(w)] = kind
		}
	}
	return out
}()

// column is what a heading says about the cells below it.
type column struct {
	kind  Kind
	loose bool // the heading is a common word; a cell must speak for itself
}

func columnOf(heading string) column {
	key := strings.ReplaceAll(foldWord(strings.Trim(heading, " *_`\"'|\t\r")), " ", "_")
	if k, ok := columns[key]; ok {
		return column{k, false}
	}
	if k, ok := columns[key+"*"]; ok {
		return column{k, true}
	}
	if numberHeading(key) || nationalHeadings[key] {
		return column{Identifier, false}
	}
	if head, tail, ok := strings.Cut(heading, " / "); ok && strings.IndexByte(tail, '/') < 0 {
		if c := columnOf(head); c.kind == Identifier && !c.loose { // Serial / asset
			return c
		}
	}
	return column{}
}

// headedIDs are what the numbers of which identify somebody: Kundennr, client_no.
var headedIDs = wordSet(`kunden kunde kund klant klanten client clients customer customers cust account acct acc konto konten compte cuenta conto vertrags vertrag contract contrat contrato user usr member tenant mandanten
	mandant patient patienten subscriber device geräte meter zähler zählpunkt invoice rechnungs rechnung faktura facture factura order bestell auftrags commande pedido policy police versicherungs mitglieds personal
	employee emp staff supplier lieferanten merchant shop partner teilnehmer abonnenten abo dossier case akten iban card karten serial serien klienta umowy konta zákazník asiakas`)

// nationalHeadings are what states call the numbers that they give.
var nationalHeadings = wordSet("pesel nip regon nino ssn nir cpf cnpj curp rfc dni nie nif bsn cnp egn jmbg oib rodné_číslo rč codice_fiscale fiscal_code svnr ahv steuer_id steuernummer aadhaar pan_no vin")

// numberHeading reports whether a heading is a word for somebody and one for a number.
func numberHeading(key string) bool {
	for _, tail := range []string{"nummer", "number", "numero", "nr.", "nr", "no.", "no", "num", "id", "ref", "n°", "#", "kennung", "code"} {
		if head, ok := strings.CutSuffix(key, tail); ok {
			return headedIDs[strings.TrimRight(head, "_-. ")]
		}
	}
	for _, head := range []string{"no_", "nr_", "n°_", "numero_", "id_", "num_", "numer_"} {
		if tail, ok := strings.CutPrefix(key, head); ok {
			return headedIDs[strings.TrimPrefix(strings.TrimPrefix(tail, "de_"), "del_")]
		}
	}
	return false
}

// tables looks for tables: rows of cells with bars, commas, semicolons or tabs
// between, or in columns below headings, and judges the cells by the heading.
func (l *looking) tables() {
	t := l.text
	var heads []column
	var stops []span // where the columns of an aligned table lie
	sep, barred, ruled := byte(0), false, false
	for at := 0; at < len(t); {
		end := len(t)
		if n := strings.IndexByte(t[at:], '\n'); n >= 0 {
			end = at + n
		}
		line := t[at:end]
		switch {
		case strings.TrimSpace(line) == "":
			heads, sep, ruled = nil, 0, false
		case strings.Trim(line, "-+|:= \t\r") == "": // the rule below the headings
			ruled = ruled || barred && strings.IndexByte(line, '|') >= 0
		case heads != nil && sep == ' ':
			l.alignedRow(at, line, heads, stops)
		case heads != nil && strings.IndexByte(line, sep) >= 0:
			l.row(at, line, sep, heads)
		case end-at < 600 && !ruled:
			heads, stops, sep = headings(line)
		}
		barred = strings.IndexByte(line, '|') >= 0
		at = end + 1
	}
}

// headings reads a line as the head of a table.
func headings(line string) (heads []column, stops []span, sep byte) {
	if strings.HasPrefix(line, "||") {
		line = strings.ReplaceAll(line, "||", "|") // of a wiki
	}
	for _, c := range []byte("|\t;,") {
		if strings.IndexByte(line, c) < 0 || c == ',' && (strings.Contains(line, ", ") || strings.Contains(line, ". ") || strings.Count(line, ",") < 2 && strings.Contains(line, " ")) || c == ';' && strings.Contains(line, "; ") {
			continue
		}
		if heads = headCells(line, c); heads != nil {
			return heads, nil, c
		}
	}
	if !strings.Contains(line, "  ") {
		return nil, nil, 0
	}
	known := false
	for i := 0; i < len(line); {
		for i < len(line) && line[i] == ' ' {
			i++
		}
		start := i
		for i < len(line) && !strings.HasPrefix(line[i:], "  ") && line[i] != '\t' {
			i++
		}
		if start < i {
			c := columnOf(line[start:i])
			heads, stops = append(heads, c), append(stops, span{start, i})
			known = known || c.kind != ""
		}
		i++
	}
	if known && len(heads) > 1 {
		return heads, stops, ' '
	}
	return nil, nil, 0
}

// headCells are the columns of a line of headings, or nil where it is none.
func headCells(line string, sep byte) []column {
	var heads []column
	known, words := 0, 0
	for cell := range strings.SplitSeq(line, string(sep)) {
		c := columnOf(cell)
		heads = append(heads, c)
		known += btoi(c.kind != "")
		if n := len(strings.Fields(cell)); n > 3 {
			words++
		}
	}
	if known == 0 || len(heads) < 2 || words > 1 {
		return nil
	}
	namesApart(line, sep, heads)
	return heads
}

// row judges the cells of a line by the headings above.
func (l *looking) row(at int, line string, sep byte, heads []column) {
	from := 0
	for i := 0; i < len(heads) && from <= len(line); i++ {
		to, quoted := len(line), from < len(line) && line[from] == '"' && sep != '|'
		if quoted {
			if n := strings.IndexByte(line[from+1:], '"'); n >= 0 {
				if m := strings.IndexByte(line[from+1+n:], sep); m >= 0 {
					to = from + 1 + n + m
				}
			}
		} else if n := strings.IndexByte(line[from:], sep); n >= 0 {
			to = from + n
		}
		if heads[i].kind != "" {
			l.cell(at+from, at+to, heads[i])
		}
		from = to + 1
	}
}

// alignedRow judges the cells of a line whose columns lie below their headings.
func (l *looking) alignedRow(at int, line string, heads []column, stops []span) {
	for i, h := range heads {
		if h.kind == "" || stops[i].start >= len(line) {
			continue
		}
		from, to := stops[i].start, len(line)
		if from > 0 && line[from-1] != ' ' {
			continue
		}
		if n := strings.Index(line[from:], "  "); n >= 0 {
			to = from + n
		}
		l.cell(at+from, at+to, h)
	}
}

// cell judges one cell of a table.
func (l *looking) cell(start, end int, c column) {
	t := l.text
	for start < end && strings.IndexByte(" \t\"'`*@<[(", t[start]) >= 0 {
		start++
	}
	for end > start && strings.IndexByte(" \t\r\"'`*>])", t[end-1]) >= 0 {
		end--
	}
	s := t[start:end]
	if len(s) < 2 || strings.Trim(s, "-: ") == "" || strings.ContainsAny(s, "/") && c.kind != Secret && c.kind != PersonName {
		return
	}
	switch c.kind {
	case PersonName:
		l.personCell(start, end, c.loose)
		if !c.loose && end-start < 16 && !strings.Contains(s, "-") {
			l.initialsIn(start, end)
		}
	case Hostname:
		w := hostAt(t, start)
		low := strings.ToLower(s)
		if b := bits(s); w.end == end && len(s) > 2 && !notAHost(low) && b&letters != 0 && (!c.loose && machineLike(low, b) || b&digit != 0 && b&dash != 0) {
			l.addNamedHost(start, end)
		} else if w.end == end && !c.loose && len(s) > 4 && b&^(upper|under|digit) == 0 && b&(upper|under) == upper|under {
			l.add(start, end, hostNamed)
		}
	case Identifier:
		if w := idValue(t, start); w.end == end && numbered3(s) && !(versionLike(s) && strings.Contains(s, ".")) && !dateLike(s) || all(s, digit) && len(s) > 4-btoi(!c.loose) && w.end == end {
			if !c.loose || len(s) > 7 || bits(s)&letters != 0 {
				l.add(start, end, idRule)
			}
		} else if !c.loose && w.end == end && len(s) > 4 && len(s) < 12 && bits(s) == upper|digit && turns(s) > 1 {
			l.addWeight(start, end, idRule, Warn) // QX7LM2
		}
	case Phone:
		if _, digits, _ := phoneRun(t, start); digits >= 7-3*btoi(!c.loose && len(s) < 6) && bits(s)&letters == 0 && strings.Trim(s, "0123456789 +-()./") == "" && !dateLike(s) {
			l.add(start, end, phoneRule)
		}
	case Secret:
		if !strings.Contains(s, " ") && !placeholder(s) && (quotedSecret(s) && !c.loose || random(s)) {
			l.add(start, end, passwordRule)
		}
	}
}

// personCell judges a cell below a heading for people.
func (l *looking) personCell(start, end int, loose bool) {
	n := nameAt(l.text, start)
	grade := n.grade(l.text)
	if n.end > end || !loose && l.familyCell(start, end) {
		return
	}
	if grade >= likelyName || grade == maybeName && !loose {
		l.addNames(start, maybeName)
		return
	}
	if first := wordAt(l.text, start); !loose && givenNames[foldWord(first.in(l.text))] && byteAt(l.text, first.end) == ' ' && first.end < end {
		if rest := nameAt(l.text, first.end+1); rest.words == 1 && rest.unknown == 1 && rest.end <= end {
			l.add(start, rest.end, nameRule) // Siri Haugland
			return
		}
	}
	if !loose && loudName(l.text[start:end]) {
		l.addWeight(start, end, nameRule, Warn)
		return
	}
	if s := l.text[start:end]; !loose && !strings.Contains(s, " ") && s == strings.ToLower(s) && bits(s)&^(lower|digit|dot|under|beyond|dash) == 0 && len(s) > 2 && handleLike(s) {
		l.addWeight(start, end, nameRule, Warn)
	}
}
