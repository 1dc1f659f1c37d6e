package console

import (
	"vitrine/locale"
	"vitrine/models"
)

// bilingual is a frame of a site that is also in German and Arabic.
func bilingual() Frame {
	f := exampleFrame("incidents")
	german, _ := locale.Find("de")
	arabic, _ := locale.Find("ar")
	f.Others = []locale.Language{german, arabic}
	return f
}

func exampleTranslation() TranslationPage {
	f := bilingual()
	return TranslationPage{Frame: f, About: "Sign-in fails", Back: "/incidents/inc0inc0inc0", Action: "/incidents/inc0inc0inc0/updates/upd0upd0upd0/translate",
		Original: "Most sign-ins fail since **16:02** <UTC>.", Language: f.Others[0], There: true, Old: true,
		Form: TranslationForm{Form: exampleForm(), Language: "de", Body: "Die meisten Anmeldungen schlagen seit 16:20 fehl.", Origin: string(models.ByMachine), Of: models.WordingOf("Most")}}
}

func exampleTitleTranslation() TranslationPage {
	f := bilingual()
	return TranslationPage{Frame: f, About: "Sign-in fails", Back: "/incidents/inc0inc0inc0", Action: "/incidents/inc0inc0inc0/translate", Original: "Sign-in fails", Heading: true,
		Language: f.Others[1], Form: TranslationForm{Form: exampleRefused(), Language: "ar", Origin: string(models.ByTeam)}}
}

// translated are translations of an update: one that holds and one of an older wording.
func translated(u models.Update) []models.Translation {
	return []models.Translation{{UpdateID: &u.ID, Language: "de", Origin: models.ByTeam, Body: "Wir sehen Fehler.", Wording: models.WordingOf(u.Body)},
		{UpdateID: &u.ID, Language: "ar", Origin: models.ByMachine, Body: "نرى أخطاء.", Wording: models.WordingOf("before")}}
}

func exampleTranslatedCorrection(i models.Incident, f CorrectionForm) CorrectionPage {
	u := i.Updates[0]
	u.Translations = translated(u)[:1]
	f.Bodies = map[string]string{"de": u.Translations[0].Body}
	f.Was = map[string]string{"de": models.WordingOf(u.Translations[0].Body)}
	return CorrectionPage{Frame: bilingual(), About: i.Title, Back: "/incidents/inc0inc0inc0", Update: u, Form: f, Reach: Reach{Count: 12}}
}

// exampleForeignCorrection corrects what was written before the site's own language became
// another.
func exampleForeignCorrection(i models.Incident) CorrectionPage {
	u := i.Updates[0]
	u.Language = "de"
	return CorrectionPage{Frame: bilingual(), About: i.Title, Back: "/incidents/inc0inc0inc0", Update: u,
		Form: CorrectionForm{Form: exampleForm(), Body: "Wir sehen Fehler.", Language: "de"}, Reach: Reach{Count: 12}}
}
