package redact

import "testing"

// videoClassCases are examples of the families that the sets of payments and of video meetings
// showed, with their look-alikes. They belong to the house open/northpole.
var videoClassCases = []namedText{
	{"numbers of meetings", "The meeting was ⟦identifier|731 2204 9918⟧. \"GET /join/⟦identifier|731-2204-9918⟧?x=1\" and `https://meet.partner.example/j/`, webinar: ⟦identifier|731-220-991⟧"},
	{"no numbers of meetings", "the meeting 14 July 2026, a meeting of 120 people, meeting 3, conference 2026-2027, GET /join/12, /rooms/120-4"},
	{"users for some hours", "{\"username\":\"⟦identifier|1784191321:guest_7712⟧\"}"},
	{"no users for some hours", "{\"username\":\"name:12\"}, user: 1784 of 2000"},
	{"cases with a year", "told on 6 May, case ⟦identifier|17/2026/40412⟧"},
	{"no cases with a year", "in case 2/3 of them fail, file 01/02/2026, case 3"},
	{"buckets in calls", "s3.upload_fileobj(f, \"⟦path|np-build-artifacts⟧\", key) and the bucket is ⟦path|np-tapes-eu⟧."},
	{"no buckets in calls", "s3.upload_file(name, \"my-bucket\", key), s3.get_object(Bucket=bucket), the bucket is full, the bucket is on-call"},
	{"files between stages", "COPY --from=build ⟦path|/out/relay⟧ ⟦path|/usr/local/bin/relay⟧"},
	{"no files between stages", "COPY --from=build . ., a copy --from the start"},
	{"files with one of some characters", "gone from ⟦path|/var/log/relay/2026-08-0[45].gz⟧"},
	{"repositories before a change", "she merges ⟦path|np-infra/zone-files⟧ (PR 418)"},
	{"no repositories before a change", "and/or (PR 418), read/write (see below), a yes/no-question (MR 3)"},
	{"names in zones", "$ORIGIN ⟦hostname|corp.northpole.example.⟧\nrelay 300 IN CNAME ⟦hostname|relay-gw-1.corp.northpole.example.⟧"},
	{"packets captured", "13:20:01.002 IP ⟦ip_address|10.20.30.40⟧.53211 > ⟦ip_address|203.0.113.19⟧.53: 4127+ A? (44)"},
	{"packets captured of another sort", "IP6 ⟦ip_address|fd12:40:7::11⟧.53 > ⟦ip_address|fe80::5054:ff:fe12:3456⟧.40112: 4127+ A?"},
	{"no packets captured", "section 1.2.3.4.5 > 1.2.3.4.6 of the manual, version 10.20.30.40.50"},
	{"machines beside each other", "[09:16] ⟦hostname|hook-send-11⟧, ⟦hostname|hook-send-12⟧. And `⟦hostname|lobby-ams-2⟧`; waits for disks in ⟦hostname|blob-box-11⟧"},
	{"no machines beside each other", "step-two-1, step-two-2, phase-11, phase-12, opset-17, the disks in row-11, top-ten-10, see day-one-10; Monday, 10-11, 10-12"},
	{"names that hold a term", "Move it off `⟦term|np-kestrel-blobs⟧`; systemctl stop ⟦term|kestrel-gc⟧"},
	{"sizes and zones of machines", "e2-standard-16, linux-x64-16core, macos-14-xlarge, the zone is `eun1-az2`, on machines: `linux-arm64-8core`, `windows-2022-8core`, image: node:20-bookworm, [pool-3-thread-1], UID 65532, `sha256sum -c SHA256SUMS`"},
	{"dates as chats write them", "[4/11/2025 16:01] hello\n[4/11/2025 16:04] there\n\nCall 4/11/2025 16:01; the number of the batch file is 20251103-0007.\n4. Then."},
	{"numbers to call still", "call ⟦phone|020 7946 0911⟧, phone ⟦phone|06 12 34 56 78⟧"},
	{"versions of products", "## Registry 2.31.0.4\n\n- Garbage: 2.31.0.4 needs a third of the time of 2.30.1.7.\n\nApplication:   Writer 24.2.4.2"},
	{"no versions of products", "## Server ⟦ip_address|88.31.120.4⟧\n\n- Source: ⟦ip_address|88.31.120.4⟧"},
	{"sums of files", "We pin it by checksum, for example `sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rHNQGP8ZC5lKp0Tz6R3yQ7mN2Xw`; the digest ends in `4b5c`."},
	{"rest of a column", "| shop | by |x|\n| --- | --- |---|\n| ⟦customer|Tailspin⟧ | a |b|\n| ⟦customer|Contoso Bank⟧ | c |d|\n| ⟦customer|Fabrikam Logistics⟧ | c |d|\n| 212 others | e |f|\n| 65.50 EUR | e |f|"},
	{"roles that talk", "[13:01] consultant: which box?\n[13:02] us: that one\n[13:03] consultant: it says no\n\nThe account `breakglass`."},
	{"names in haste", "05:45 ⟦person|Grace⟧ relieves the desk.\n1. 13:00 ⟦person|Will⟧ cuts the line.\n\nFine. — ⟦person|DW⟧\n\nIt is compared before. Owner: ⟦person|WO⟧, in June."},
	{"no names in haste", "04:02 Power loss. 03:30 Will it hold? 03:31 Grace period ends.\n\nFine. — TLS\n\nOwner: DNS, in June."},
	{"bounces", "Sender: `⟦email_address|bounce+8812=7@mail.corp.northpole.example⟧`"},
}

func TestClassesOfPaymentsAndVideoAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, videoClassCases)
}

func TestPeopleCalledLikeMonths(t *testing.T) {
	t.Parallel()
	s, err := New(Rules{People: []Person{{Name: "April Vantongeren"}, {Name: "June Okonedo"}, {Name: "May Strandqvist"}, {Name: "Siobhan O'Malley"}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"We waited until June had ended.":                                              "",
		"April was quiet; May followed.":                                               "",
		"When April had begun, the limit was reached.":                                 "",
		"May followed the same pattern.":                                               "",
		"| month | lost |\n| --- | --- |\n| March | 1 |\n| May | 3 |":                  "",
		"We did not page anybody because June had answered already.":                   "June",
		"April followed the runbook of the relay.":                                     "April",
		"If April had not been there, and until June had approved it, nothing changed": "June",
		"Present: SOM, the chair":                                                      "SOM",
	} {
		got := ""
		for _, f := range s.Scan(text) {
			got += f.Text
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}
