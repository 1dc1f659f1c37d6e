package review

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// secretShape are the plainest shapes of secrets, whatever the rules of the gate
// are; each begins with one of secretSign.
var secretShape = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[oprsu]_[0-9A-Za-z]{36}\b|\bgithub_pat_[0-9A-Za-z_]{60,}` +
	`|\bglpat-[0-9A-Za-z_-]{20}|\bxox[abeprs]-[0-9A-Za-z-]{20,}|\bsk_live_[0-9A-Za-z]{20,}|\bAIza[0-9A-Za-z_-]{35}\b` +
	`|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.`)

// secretSign are how they begin. Each has a capital or a mark, which no id of ours has:
// a list of everything is full of those.
var secretSign = []string{"-----BEGIN ", "AKIA", "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_", "glpat-", "sk_live_", "AIza", "eyJ",
	"xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-"}

// signBegins says with which two bytes one of secretSign begins.
var signBegins = func() (begins [1 << 16]bool) {
	for _, sign := range secretSign {
		begins[int(sign[0])<<8|int(sign[1])] = true
	}
	return begins
}()

// signed reports whether one of secretSign stands in text.
func signed(text []byte) bool {
	pair := 0
	for at := range len(text) {
		if pair = (pair<<8 | int(text[at])) & 0xffff; !signBegins[pair] {
			continue
		}
		for _, sign := range secretSign {
			if bytes.HasPrefix(text[at-1:], []byte(sign)) {
				return true
			}
		}
	}
	return false
}

// loginShape is a link with a password in it, from "://" on.
var loginShape = regexp.MustCompile(`^://[^\s:@/<>"']{1,64}:[^\s:@/<>"']{3,}@`)

// mayHoldLogin reports whether a link goes on with a name and a colon, as one does that
// a password follows: few do, and a page has many links.
func mayHoldLogin(link []byte) bool {
	for at := range min(len(link), 64*utf8.UTFMax+1) {
		switch link[at] {
		case ':':
			return at > 0
		case '/', '"', ' ', '\n':
			return false
		}
	}
	return false
}

// scheme comes between the scheme of a link and the rest.
var scheme = []byte("://")

func (d *denied) secret(text []byte) string {
	if signed(text) {
		for _, found := range secretShape.FindAll(text, -1) {
			if found := string(found); !d.allows(plain(found)) {
				return found
			}
		}
	}
	for rest := text; ; rest = rest[3:] {
		at := bytes.Index(rest, scheme)
		if at < 0 {
			return ""
		}
		rest = rest[at:]
		if !mayHoldLogin(rest[3:]) {
			continue
		}
		if found := string(loginShape.Find(rest[:min(len(rest), 200)])); found != "" && !d.allows(plain(found)) {
			return found
		}
	}
}
