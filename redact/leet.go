package redact

import "strings"

// leetSigns are the letters that digits and signs stand for.
var leetSigns = map[byte]string{'0': "o", '2': "z", '3': "e", '4': "a", '5': "s", '6': "g", '7': "t", '8': "b", '9': "g", '@': "a", '$': "s", '+': "t"}

// leetBytes are what words in disguise are made of.
var leetBytes = func() (table [256]bool) {
	for c := range table {
		table[c] = classes[c]&(letters|digit) != 0 || strings.IndexByte("@$!|+", byte(c)) >= 0
	}
	return table
}()

// unleeted is a view with letters for the digits and signs that stand for them:
// K3str3l, pl@t; one is what a 1 stands for. Nil when there is no such word.
func unleeted(v *view, one string) *view {
	b, t := derive(v), v.text
	for i := 0; i < len(t); {
		if classes[t[i]]&(letters|digit) == 0 && t[i] != '$' && t[i] != '@' {
			i++
			continue
		}
		start, seen, signs := i, uint8(0), 0
		for i < len(t) && leetBytes[t[i]] {
			seen |= classes[t[i]]
			signs += btoi(classes[t[i]]&(letters|digit) == 0)
			i++
		}
		end := i
		for end > start && (t[end-1] == '!' || t[end-1] == '+' || t[end-1] == '|') {
			end--
			signs--
		}
		w := t[start:end]
		if seen&digit == 0 && signs == 0 || seen&letters == 0 || len(w) < 4 || len(w) > 40 || !leetWord(w) || one == "l" && strings.IndexByte(w, '1') < 0 && strings.IndexByte(w, '!') < 0 && strings.IndexByte(w, '|') < 0 {
			continue
		}
		for j := start; j < end; j++ {
			with, ok := leetSigns[t[j]]
			if t[j] == '1' || t[j] == '!' || t[j] == '|' {
				with, ok = one, true
			}
			if ok {
				b.replace(j, j+1, with)
			}
		}
	}
	return b.done()
}

// leetWord reports whether single digits and signs stand among the letters of a word.
func leetWord(w string) bool {
	count := 0
	for i := range len(w) {
		if classes[w[i]]&letters != 0 {
			continue
		}
		if i > 1 && classes[w[i]]&digit != 0 && classAt(w, i-1)&classAt(w, i-2)&digit != 0 {
			return false
		}
		count++
	}
	return count*2 <= len(w)+1
}

// misread is a view in which letters that look like digits among digits are digits:
// 1O.44.9.32, O7700 9OO482. Nil when there are none.
func misread(v *view) *view {
	b, t := derive(v), v.text
	for i := 0; i < len(t); i++ {
		if i = nextDigit(t, i); i == len(t) {
			break
		}
		start, digits, alike, other := i, 0, 0, 0
		for start > 0 && i-start < 25 && classes[t[start-1]]&letters != 0 {
			start--
		}
		for i = start; i < len(t) && classes[t[i]]&(letters|digit) != 0; i++ {
			switch {
			case classes[t[i]]&digit != 0:
				digits++
			case strings.IndexByte("OolI", t[i]) >= 0:
				alike++
			default:
				other++
			}
		}
		if alike == 0 || other > 0 || alike > digits+2 || i-start > 24 {
			continue
		}
		for j := start; j < i; j++ {
			if classes[t[j]]&digit == 0 {
				b.replace(j, j+1, readAsDigits.Replace(t[j:j+1]))
			}
		}
	}
	return b.done()
}

// numberKinds are what misread digits may be a part of.
var numberKinds = map[Kind]bool{IPAddress: true, Phone: true, Identifier: true, Ticket: true, Hostname: true}

// nicknames are short forms of first names, told by the name they belong to.
var nicknames = func() map[string][]string {
	out := map[string][]string{}
	for row := range strings.SplitSeq(`alexander alex sasha xander lex|alexandra alex sasha sandra lexi|andrew andy drew|anthony tony|antonia toni|benjamin ben benny|catherine cathy kate katie cat|katherine kate katie kathy kat kit|
		katharina kathi käthe|charles charlie chuck|charlotte lottie charlie lotte|christopher chris kit topher|christina chris tina|christine chris tina|daniel dan danny|david dave davy|deborah deb debbie|dominic dom nick|
		dorothy dot dolly|edward ed eddie ted ned|eleanor ellie nell nora|elizabeth liz lizzie beth betty eliza lisa|emily em emmy|frances fran frankie|francisco paco pancho|franklin frank|frederick fred freddie|friedrich fritz|
		gabriel gabe|gabriela gaby gabi|geoffrey geoff jeff|gerald gerry jerry|gregory greg|guillermo memo|gwendolen gwen|gwendolyn gwen|harold harry hal|henry harry hank|ignacio nacho|isabel isa bella|isabella bella izzy|jacob jake|jacqueline jackie|james jim jimmy jamie|
		jennifer jen jenny|jessica jess jessie|johannes hannes|john jack johnny|jonathan jon jonny|joseph joe joey|josefina pepa fina|josé pepe|joshua josh|judith judy|kenneth ken kenny|lawrence larry|leonard len lenny leo|leopold leo poldi|
		lukas luke|łukasz luke|madeleine maddy|malgorzata gosia|małgorzata gosia|margaret maggie meg peggy marge greta|maria mia mary|martin marty|matthew matt|maximilian max|melissa mel|michael mike mick mickey|michelle shelly|nathaniel nate nat|nicholas nick nicky|
		nicole nicky|oliver ollie|olufemi femi|pamela pam|patience pat|patricia pat patty tricia|patrick pat paddy|penelope penny|peter pete|philip phil pip|philippa pippa|priyamvada priya|rebecca becky becca|reinhard reini|richard rick dick rich ricky|robert rob bob bobby robbie bert|roberta robbie bobbie|roger rodge|
		ronald ron ronnie|samantha sam|samuel sam sammy|sebastian seb basti bastian|siobhán shiv|stephanie steph|stephen steve|steven steve|susan sue susie|suzanne suzie|tariq taz|theodore ted theo|theresa terry tess|thomas tom tommy|timothy tim|tobias tobi|ulrich uli|ursula uschi|valentina vale|veronica ronnie|victoria vicky tori|vincent vince vinnie|
		walter walt|wilhelm willi|wilhelmina mina minna wil|william will bill billy willie liam|wojciech wojtek|yusuf joe|zachary zach zack|zsófia zsofi|sigríður sigga|nguyễn nguyen|francesca franca|giovanni gianni|giuseppe peppe beppe|aleksandra ola|katarzyna kasia|agnieszka aga|joanna asia|krzysztof krzysiek|hannelore hanne lore|klaus-peter kp|
		hans-jürgen hajo|joachim jo achim|johanna hanna jo|magdalena lena magda|leonie leo|mohammed mo|muhammad mo|christian chris|cornelis kees|hendrik henk|pieter piet|gerard gerrit|adriana adri|beatrix bea trix|cosima cosi|nerys nes`, "|") {
		words := strings.Fields(row)
		if len(words) > 1 {
			out[foldWord(words[0])] = words[1:]
		}
	}
	return out
}()

// shortNames are the short forms of a first name: those in use, and its beginning
// where that is a first name itself.
func shortNames(first string) (out []string) {
	for _, n := range nicknames[first] {
		out = append(out, foldWord(n))
	}
	for n := 3; n < len(first); n++ {
		if givenNames[first[:n]] {
			out = append(out, first[:n])
		}
	}
	return out
}
