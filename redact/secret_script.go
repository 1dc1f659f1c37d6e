package redact

import (
	"strings"
	"unicode/utf8"
)

// scriptKeys are words for a secret in scripts that set no blanks, or whose words bend too much to
// stand alone.
var scriptKeys = []string{"パスワード", "暗証番号", "合言葉", "密码", "密碼", "口令", "비밀번호", "암호", "패스워드", "รหัสผ่าน", "كلمة المرور", "كلمة السر", "סיסמה", "סיסמא", "पासवर्ड", "mật khẩu", "парол", "κωδικ", "συνθηματικ"}

// toldInScript adds the word of mixed characters that such a word leads to, over its endings, a few
// further words and marks.
func (l *looking) toldInScript(end int) {
	t := l.text
	stop := min(len(t), end+80)
	for at := end; at < stop; {
		c := t[at]
		if c == '\n' || c == '.' && isSpace(byteAt(t, at+1)) {
			return
		}
		if c >= 0x80 {
			_, n := utf8.DecodeRuneInString(t[at:])
			at += n
			continue
		}
		if classes[c]&(lower|upper|digit) == 0 {
			at++
			continue
		}
		v := valueAt(t, at, 0)
		for v.end > v.start && t[v.end-1] >= 0x80 {
			v.end-- // what follows without a blank
		}
		if s := v.in(t); strongSecret(s) || dashedSecret(s) {
			l.add(v.start, v.end, passwordRule)
			return
		} else if strings.IndexByte(s, ' ') >= 0 || v.end == at {
			return
		}
		at = v.end
	}
}
