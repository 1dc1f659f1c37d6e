package redact

import "testing"

// wordHouse has people whose names are ordinary words.
var wordHouse = Rules{People: []Person{{Name: "May Verlinde"}, {Name: "Summer Oduya"}, {Name: "Miles Hathersage"}, {Name: "Dawn Iwuchukwu"}, {Name: "Faith Bergqvist"}, {Name: "Mark Tolliver"}, {Name: "Will Sorensen"},
	{Name: "Grant Abernethy"}, {Name: "Rose Takahashi"}, {Name: "Art Villanueva"}, {Name: "Frank Oyelowo"}, {Name: "Hope Zielinska"}, {Name: "Oksana Hrytsenko"}, {Name: "Hassan El-Amrani"}, {Name: "Ximena Adeyemi-Cole"},
	{Name: "Bram van den Berg"}, {Name: "Zoë van Dijk"}, {Name: "Maria de la Cruz-Ortiz"}, {Name: "Jean-Luc Le Goff"}, {Name: "Siobhan O'Brien"}}}

var wordClassCases = []namedText{
	{"lists behind a label", "Present: ⟦person|Oksana Hrytsenko⟧, ⟦person|May⟧, ⟦person|Grant⟧ (until 14:40). Excused: ⟦person|Rose⟧, ⟦person|Summer⟧; on call: ⟦person|Dawn⟧."},
	{"lists behind more labels", "Apologies: ⟦person|Grant⟧, ⟦person|May⟧\n\nAttendees: ⟦person|Will⟧; ⟦person|Faith⟧; ⟦person|Mark⟧\n\n**On call:** ⟦person|Hope⟧ / ⟦person|Rose⟧\n\nOwner: ⟦person|Art⟧\n\nAway: ⟦person|Summer⟧ (leave), ⟦person|Miles⟧"},
	{"lists under a label", "Present:\n\n- ⟦person|May⟧\n- ⟦person|Summer⟧ (chair)\n- ⟦person|Rose⟧, ⟦person|Grant⟧\n\n## Attendees\n\n* ⟦person|Dawn⟧\n* ⟦person|Will⟧\n"},
	{"no lists of people", "Seasons: Spring, Summer, Autumn. Colours: Rose, Gold. Months: April, May. Due: May, June. Storms named Rose and Grant; the fields `Mark`, `Grant`."},
	{"heads of lines", "- ⟦person|Dawn⟧: rolled back at noon\n- ⟦person|Grant⟧ — checked the graph\n\n⟦person|Rose⟧: \"it is the disk\"\n\n1. ⟦person|Art⟧: count the buttons\n2. ⟦person|Hope⟧: ask the vendor\n\n**⟦person|Miles⟧:** I saw nothing\n"},
	{"heads of lines beside others", "- ⟦person|Oksana⟧: the fuse\n- ⟦person|May⟧: the relay\n- ⟦person|Summer⟧: both\n"},
	{"heads of entries", "**Grace** – time during which an answer is used\n\n**Mark** – in our charts, the small triangle\n\n- Hope: a plan\n- Dawn: the first hour of light\n- May: 3 incidents\n- Summer: 12 incidents\n- Rose: #ff00aa\n- Grant: 412 EUR\n\n# Hope: a report\n"},
	{"joined to a colleague", "⟦person|May⟧ and ⟦person|Frank⟧ split the calls. We asked nobody; ⟦person|Grant⟧, ⟦person|Rose⟧ and ⟦person|Oksana⟧ knew. Seen by ⟦person|Faith⟧/⟦person|Mark⟧. Thanks go to ⟦person|Hope⟧ & ⟦person|Art⟧."},
	{"joined to no colleague", "May and June were quiet. In May and in June. Hope and patience helped. Rose and gold. Summer and winter. Faith, and a lot of it. Will and testament. Art and design. In May and September."},
	{"on a shift", "Tonight: ⟦person|Rose⟧ on the night shift. ⟦person|Dawn⟧ on standby, ⟦person|Summer⟧ on call until Friday. ⟦person|Grant⟧ on the desk was told."},
	{"on no shift", "Hope on the horizon. Will on-call staff be told? Dawn on the coast. Light on the desk. Summer on the islands is dry."},
	{"subjects of verbs", "⟦person|Summer⟧ said so. ⟦person|Dawn⟧ rolled back. ⟦person|May⟧ paged the carrier. ⟦person|Grant⟧ restarted it. ⟦person|Faith⟧ asked why. ⟦person|Art⟧ watches. ⟦person|Rose⟧ wrote it. ⟦person|Will⟧ acknowledged. ⟦person|Miles⟧ has the pager. ⟦person|Hope⟧ was woken."},
	{"no subjects", "Will this change? May we ask you to wait? Hope is cheap. Dawn follows night. Summer ended early. May ended well. Grant applications closed. Mark the text. Art is long. Faith is not monitoring. Rose gold failed. Miles of cable. Frank words help."},
	{"capitals inside a sentence", "Then ⟦person|Dawn⟧ did, so ⟦person|Art⟧ could. It was ⟦person|Summer⟧ again who had the key; we met ⟦person|Miles⟧ there."},
	{"dates inside a sentence", "In May, on May 12, 12 May 2026, until May, the Summer of 2026, last Summer, in Summer; our Summer party, this May, early May, May–June, mid-May."},
	{"shifts and roles told in more ways", "On-call this week: ⟦person|Summer⟧ (primary), ⟦person|Grant⟧ (secondary)\n\nOwner of the fix: ⟦person|Rose⟧\n\nEscalation path: ⟦person|Mark⟧, then ⟦person|Art⟧, then ⟦person|Hope⟧.\n\nAI: ⟦person|Rose⟧ to check\n\n⟦person|Art⟧ → ⟦person|Hope⟧: please order two.\n\n| pump | ⟦person|May⟧, ⟦person|Frank⟧ |"},
	{"what somebody is and saw", "⟦person|Dawn⟧, who was new, called. It was ⟦person|May⟧ who noticed. ⟦person|Mark⟧ and I restarted it. ⟦person|Grant⟧ at the pump station saw it first. ⟦person|Summer⟧ (lab) found the leak. ⟦person|Rose⟧, our electrician, came. ⟦person|Will⟧ will chase them; ⟦person|Summer⟧ will call the caterer. ⟦person|Miles⟧ corrects the minutes.\n\n⟦person|May⟧: can somebody restart it?"},
	{"turns and states in chats", "14:03 ⟦person|Dawn⟧ — on it\n⟦person|Miles⟧> rolling back\n14:04 ⟦person|faith⟧: looking\n⟦person|Hope⟧ here.\n⟦person|Art⟧ and me; ⟦person|Rose⟧ (remote), ⟦person|Grant⟧ (until 14:40), ⟦person|Mark⟧ on speaker. ⟦person|Will⟧ = IC."},
	{"no turns and states", "grace: 30s\nmark: yes\nHope (until October) is not enough. Grant (4 June). Summer here is dry."},
	{"seasons at work", "We had a busy Summer. Summer will bring more load. It was a very quiet Summer, and ⟦person|Summer⟧ will call the caterer."},
	{"what nobody is", "Hope, the plan said, is not enough. May (the month) was quiet. Summer (June to August) saw a peak. Grace in the wording helps. Next steps: May, then June. Approved: May 12. Tested: May 2026. Dawn follows night; Summer will end. Art has many forms. Grant closes in June."},
	{"names with particles cut short", "⟦person|BvdB⟧ opened; ⟦person|ZvD⟧ left at 4. ⟦person|B. v.d. Berg⟧ and ⟦person|J-L Le Goff⟧ called, ⟦person|M. de la Cruz⟧ and ⟦person|S. OBrien⟧ too; log of ⟦person|bvdberg⟧ and ⟦person|sobrien⟧. The iceberg, a brand, IvdX."},
	{"initials of names with hyphens", "Present: ⟦person|Hassan El-Amrani⟧ (⟦person|HE⟧), chair. ⟦person|HE⟧ added the call. Seen by ⟦person|Ximena A.-C.⟧ and ⟦person|X. A.-C.⟧"},
}

func TestNamesThatAreWordsAreFound(t *testing.T) {
	t.Parallel()
	checkHouse(t, wordHouse, wordClassCases)
}
