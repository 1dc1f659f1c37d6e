package console

import (
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// Sent is how far the notification has come, as the page draws it.
func (p NotificationPage) Sent() int64 { return p.Progress.Settled }

// All is how many deliveries there are in all.
func (p NotificationPage) All() int64 {
	return max(p.Progress.Settled+p.Progress.Open, p.Notification.Recipients)
}

// Sending reports whether deliveries are being made.
func (p NotificationPage) Sending() bool { return p.Notification.Running() && !p.Undoable() }

// Pace says how fast it goes and how long the rest will take.
func (p NotificationPage) Pace() string {
	if p.Progress.Speed < 0.05 {
		return ""
	}
	said := decimal(p.Progress.Speed) + " a second"
	if left := p.Progress.Left(); left >= time.Minute {
		said += ", about " + span(left) + " left"
	} else if p.Progress.Open > 0 {
		said += ", less than a minute left"
	}
	return said
}

// decimal is a speed with one digit behind the point where that says something.
func decimal(speed float64) string {
	if speed >= 9.95 {
		return number(int64(speed + 0.5))
	}
	return strconv.FormatFloat(speed, 'f', 1, 64)
}

// NextTry reports whether nothing but waiting is left for now.
func (p NotificationPage) NextTry() bool {
	return p.Progress.NextTry != nil && p.Progress.Speed < 0.05
}

// Columns are the outcomes that some delivery has.
func (p NotificationPage) Columns() []Outcome { return outcomes(p.Notification) }

// Row is one channel with a cell for each of Columns.
type Row struct {
	Name  string
	Cells []int64
}

// Rows are the channels that were used.
func (p NotificationPage) Rows() []Row {
	var rows []Row
	columns := p.Columns()
	for _, c := range p.Progress.Channels {
		row := Row{Name: channelName(c.Channel)}
		for _, o := range columns {
			row.Cells = append(row.Cells, c.Outcomes[audience.Outcome(o.Key)])
		}
		rows = append(rows, row)
	}
	return rows
}

// Why is a reason in plain words, and how many it holds for.
type Why struct {
	Count int64
	Words string
}

// Whys say why some did not hear, or not yet. What says the same is one line.
func (p NotificationPage) Whys() []Why {
	var list []Why
	place := map[string]int{}
	for _, r := range p.Progress.Reasons {
		words := plainReason(r)
		if at, there := place[words]; there {
			list[at].Count += r.N
			continue
		}
		place[words] = len(list)
		list = append(list, Why{r.N, words})
	}
	return list
}

// plainReason says a reason so that nobody needs to know the numbers of a protocol.
func plainReason(r audience.Reason) string {
	words := r.Detail
	if r.Channel == models.ByEmail && r.Code > 0 {
		words = mailReason(r.Code)
	}
	if r.State == audience.Awaiting {
		words += " It is tried again."
	}
	if r.Channel != models.ByEmail {
		words = channelName(r.Channel) + ": " + strings.TrimSpace(words)
	}
	return words
}

// mailReason says what a mail server's reply means (RFC 5321, section 4.2.3). What
// it said to each stands in the list of mails.
func mailReason(code int64) string {
	switch code {
	case 421:
		return "The mail server closed the connection."
	case 422, 452, 552:
		return "The mailbox is full."
	case 450, 451:
		return "The mail server asked us to come again later."
	case 550, 551, 553:
		return "There is no such mailbox, or it takes no mail from us."
	case 554, 571:
		return "The mail server refused the message itself."
	}
	if code < 500 {
		return "The mail server could not take it just now."
	}
	return "The mail server refused it."
}

// saidPlainly is what a mail server's refusal means; nothing where what is kept
// of it is in plain words already.
func saidPlainly(d audience.Delivery) string {
	if d.Channel != models.ByEmail || d.Code < 400 {
		return ""
	}
	return mailReason(d.Code)
}
