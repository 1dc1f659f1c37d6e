package notify

import (
	"bytes"
	"cmp"
	"net/mail"
	"strconv"
	"strings"
	"time"
)

// stage is where in a conversation a mail server refused, or fell silent.
type stage int

// The stages of handing one mail over.
const (
	atConnection stage = iota // before the mail was spoken of
	atSender                  // MAIL
	atRecipient               // RCPT
	atData                    // DATA, and the text itself
	atDot                     // after the final dot: the server may have the mail
	atDesk                    // here: the mail cannot be written at all
)

// hand hands one mail over and reports what the server said, and whether the
// connection is good for another. Where the server offers it, the envelope goes
// in one write (RFC 2920). The mail library greets, encrypts and logs in; its own
// sending would ask for one more answer after each mail, and tells an answer that
// was lost only by the words of its error.
func (l *line) hand(p dispatch, wait time.Duration) (r reply, alive bool) {
	l.used = time.Now()
	defer func() { l.used = time.Now() }()
	from, to := (&mail.Address{Address: p.from}).String(), (&mail.Address{Address: p.to}).String()
	if strings.ContainsAny(from+to, "\r\n") {
		return reply{stage: atDesk, words: "The address cannot be written."}, true
	}
	if err := l.smtp.UpdateDeadline(wait); err != nil {
		return broken(atConnection, err), false
	}
	if r := l.envelope(from, to); r.stage != atData || !r.said(3) {
		return r, r.code != 0 && r.code != 421 && l.clear()
	}
	if err := l.smtp.UpdateDeadline(wait); err != nil { // the text has a time of its own
		return broken(atData, err), false
	}
	r = l.text(p.raw)
	return r, r.code != 0 && r.code != 421
}

// said reports whether the answer is of a class: 2 is yes, 3 go on.
func (r reply) said(class int) bool { return r.code/100 == class }

// envelope says who writes to whom, up to the server's leave to send the text
// (354), and returns the first answer that is another.
func (l *line) envelope(from, to string) reply {
	commands := []string{"MAIL FROM:" + from, "RCPT TO:" + to, "DATA"}
	if ok, _ := l.smtp.Extension("PIPELINING"); ok {
		return l.pipelined(commands)
	}
	for i, command := range commands {
		at := atSender + stage(i)
		if r := l.ask(at, command); !r.said(at.wants()) {
			return r
		}
	}
	return reply{stage: atData, code: 354}
}

// wants is the class of the answer that lets a conversation go on.
func (s stage) wants() int {
	if s == atData {
		return 3
	}
	return 2
}

// pipelined says the whole envelope at once and reads every answer. A server that
// refused the sender or the recipient and asks for the text all the same gets
// none: a single dot (RFC 2920, section 3.1).
func (l *line) pipelined(commands []string) reply {
	if _, err := l.smtp.Text.W.WriteString(strings.Join(commands, "\r\n") + "\r\n"); err != nil {
		return broken(atSender, err)
	}
	if err := l.smtp.Text.W.Flush(); err != nil {
		return broken(atSender, err)
	}
	refused := reply{}
	for at := atSender; at <= atData; at++ {
		r := l.answer(at)
		switch {
		case r.code == 0:
			l.deaf = true
			return cmp.Or(refused, r) // what it refused it did refuse
		case refused.code == 0 && !r.said(at.wants()):
			refused = r
		case refused.code != 0 && at == atData && r.said(3):
			l.deaf = l.ask(atDot, ".").code == 0
		}
	}
	return cmp.Or(refused, reply{stage: atData, code: 354})
}

// text sends the mail with its final dot and reads the answer. An error while
// writing means that the dot was not sent.
func (l *line) text(raw []byte) reply {
	l.out = stuffed(l.out[:0], raw)
	if !bytes.HasSuffix(l.out, crlf) {
		l.out = append(l.out, crlf...)
	}
	l.out = append(l.out, ".\r\n"...)
	w := l.smtp.Text.W
	if _, err := w.Write(l.out); err != nil {
		return broken(atData, err)
	}
	if err := w.Flush(); err != nil {
		return broken(atData, err)
	}
	return l.answer(atDot)
}

var (
	crlf    = []byte("\r\n")
	dotLine = []byte("\r\n.")
)

// stuffed appends a mail, with the dots doubled that begin a line (RFC 5321,
// section 4.5.2).
func stuffed(out, raw []byte) []byte {
	if bytes.HasPrefix(raw, dotLine[2:]) {
		out = append(out, '.')
	}
	for at := bytes.Index(raw, dotLine); at >= 0; at = bytes.Index(raw, dotLine) {
		out = append(append(out, raw[:at+len(crlf)]...), '.')
		raw = raw[at+len(crlf):]
	}
	return append(out, raw...)
}

// clear ends a refused transaction, so that the connection can be used again.
func (l *line) clear() bool {
	return !l.deaf && l.ask(atConnection, "RSET").said(2)
}

// ask says one command and reads the answer.
func (l *line) ask(at stage, command string) reply {
	if _, err := l.smtp.Text.W.WriteString(command + "\r\n"); err != nil {
		return broken(at, err)
	}
	if err := l.smtp.Text.W.Flush(); err != nil {
		return broken(at, err)
	}
	return l.answer(at)
}

// answer reads one answer, of however many lines.
func (l *line) answer(at stage) reply {
	code, words, err := l.smtp.Text.ReadResponse(0)
	if err != nil {
		return broken(at, err)
	}
	return reply{stage: at, code: code, class: enhanced.FindString(words), words: printable(strconv.Itoa(code) + " " + words)}
}

// broken is the reply of a server that said nothing we can read.
func broken(at stage, err error) reply { return reply{stage: at, words: printable(err.Error())} }
