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
		words, _ = MailTrouble(strconv.FormatInt(r.Code, 10)) // what it said to each stands in the list of mails
	}
	if r.State == audience.Awaiting {
		words += " It is tried again."
	}
	if r.Channel != models.ByEmail {
		words = channelName(r.Channel) + ": " + strings.TrimSpace(words)
	}
	return words
}

// saidPlainly is what a mail server's refusal means; nothing where it refused
// nothing, or where what is kept of it is in plain words already.
func saidPlainly(d audience.Delivery) string {
	if d.Channel != models.ByEmail || 0 < d.Code && d.Code < 400 {
		return ""
	}
	means, words := MailTrouble(said(d))
	if words == "" {
		return ""
	}
	return means
}

// said is what is kept of the last try: the code, then the words.
func said(d audience.Delivery) string {
	code := strconv.FormatInt(d.Code, 10)
	if d.Code == 0 || strings.HasPrefix(d.Detail, code) {
		return d.Detail
	}
	return strings.TrimSpace(code + " " + d.Detail)
}
