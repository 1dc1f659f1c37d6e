package redact

// lookAlikes are letters of other scripts that a reader takes for Latin ones
// (after the idea of Unicode Technical Standard 39, section 4), dashes that
// stand for a hyphen, and quotation marks.
var lookAlikes = pairUp(
	// Cyrillic
	"аa", "еe", "оo", "рp", "сc", "уy", "хx", "іi", "јj", "ѕs", "ԁd", "һh", "ӏl", "ԛq", "ԝw", "ѵv", "ԍg", "ьb", "пn", "кk", "мm", "тt", "вb", "нh", "гr",
	"АA", "ВB", "Еe", "ЕE", "КK", "МM", "НH", "ОO", "РP", "СC", "ТT", "УY", "ХX", "ІI", "ЈJ", "ЅS", "ԌG", "ӀI", "ԚQ", "ԜW", "ѴV", "ЬB", "З3", "з3", "б6", "ёe", "ЁE", "їi",
	// Greek
	"αa", "βb", "εe", "ηn", "ιi", "κk", "νv", "οo", "ρp", "σo", "τt", "υu", "χx", "γy", "ωw", "ϲc", "ϳj", "ζz",
	"ΑA", "ΒB", "ΕE", "ΖZ", "ΗH", "ΙI", "ΚK", "ΜM", "ΝN", "ΟO", "ΡP", "ΤT", "ΥY", "ΧX", "ϹC", "ϷP",
	// Armenian, Cherokee and others
	"օo", "սu", "ոn", "հh", "ցg", "ɡg", "ɑa", "ıi", "ɩi", "ᴏo", "ᴄc", "ᴠv", "ᴡw", "ᴢz", "ꜱs", "ᴀa", "ᴇe", "ᴛt", "ʟl", "ᴘp", "ᴅd", "ᴋk", "ᴍm", "ɪi", "ʜh", "ꜰf", "ɢg", "ᴊj", "ǫq", "ᴜu", "ʏy", "ʙb", "ɴn", "ʀr",
	"ᎪA", "ᏴB", "ᏟC", "ᎬE", "ᎻH", "ᎫJ", "ᏦK", "ᏞL", "ᎷM", "ᏢP", "ᏒR", "ᏚS", "ᎢT", "ᏙV", "ᎳW", "ᏃZ", "ℓl", "ꓮA", "ꓐB", "ꓚC", "ꓓD", "ꓰE",
	// marks
	"‐-", "‑-", "‒-", "–-", "—-", "−-", "﹣-", "⁃-", "․.", "。.", "·.", "∙.", "ꞏ.", "⸱.", "‧.", "⋅.", "・.", "･.", "⸳.", "܁.", "۔.", "᛫.", "⧸/", "╱/", "／/", "⟋/", "∖\\", "⧵\\", "＼\\", "∶:", "꞉:", "⁄/", "∕/", "＠@", "ʼ'", "∗*", "＿_",
)

// pairUp makes a table of strings of two characters: for the first, the second.
func pairUp(pairs ...string) map[rune]string {
	table := make(map[rune]string, len(pairs))
	for _, p := range pairs {
		runes := []rune(p)
		table[runes[0]] = string(runes[1:])
	}
	return table
}
