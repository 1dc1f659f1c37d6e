package redact

import "strings"

// Sisters of what a text has shown: the next number of a row, the folder of a file.

var pathEcho = &rule{Path, "path_used_elsewhere", Block, "[internal path]",
	"Another place in this text shows that this is a folder on your machines."}

// learnIDRow adds what an id begins with, for others of the same row: tn-4472 after tn-4471.
func (e *echoes) learnIDRow(s string) {
	end := len(s)
	for end > 0 && classes[s[end-1]]&digit == 0 {
		end--
	}
	from := end
	for from > 0 && classes[s[from-1]]&digit != 0 {
		from--
	}
	stem, count := s[:from], end-from
	lettered := bits(stem)&(lower|upper) != 0
	if end != len(s) || len(stem) < 2-btoi(lettered && count > 4) || count < 3+btoi(!lettered) || !lettered && len(stem) < 5 || bits(stem)&beyond != 0 || strings.ContainsAny(stem, " /:") || e.seen["row "+stem] || len(e.seen) >= 2000 {
		return
	}
	e.seen["row "+stem] = true
	e.d.entries = append(e.d.entries, entry{word: strings.ToLower(stem), hump: true, use: func(l *looking, start, end int) {
		stop := end + digitsFrom(l.text, end)
		if stop-end == count && l.text[start:end] == stem && !wordByte(l.text, stop) && !wordByte(l.text, start-1) && strings.IndexByte("/-_#", byteAt(l.text, start-1)) < 0 {
			l.addWeight(start, stop, idEcho, Warn)
		}
	}})
}

// learnFolders adds the folders that a path leads through, from the second on.
func (e *echoes) learnFolders(s string) {
	if !strings.HasPrefix(s, "/") || len(s) > 100 {
		return
	}
	for at, depth := 1, 0; ; depth++ {
		n := strings.IndexByte(s[at:], '/')
		if n < 0 {
			return
		}
		at += n
		if folder := s[:at]; depth > 0 && len(folder) > 7 && !everybodysPaths[folder] {
			e.addExact(folder, pathEcho)
		}
		at++
	}
}

var pageEcho = &rule{TermUse, "page_named_elsewhere", Warn, "an internal system",
	"A link to an internal page in this text is called so; it may be an internal name."}

// learnPage adds the name of an internal page that no lexicon knows: wiki.corp.example/x/Gullwing.
func (e *echoes) learnPage(s string) {
	name := s[strings.LastIndexByte(s, '/')+1:]
	name, _, _ = strings.Cut(name, "?")
	low := foldWord(name)
	if len(name) < 5 || !capitalised(name) || bits(name)&^(letters) != 0 || innerCapital(name) || ordinary(low) || plainWords[low] || notNames[low] || gazetteer[low] || givenNames[low] || programs[low] {
		return
	}
	e.add(low, func(l *looking, start, end int) {
		if capitalised(l.text[start:]) && byteAt(l.text, start-1) != '/' {
			l.add(start, end, pageEcho)
		}
	})
}
