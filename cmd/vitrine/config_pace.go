package main

import "strconv"

// PaceOptions say how fast mail to subscribers may go. They are texts, so that the
// command line complains of none of them alone.
type PaceOptions struct {
	SMTPConnections string `name:"smtp-connections" help:"Connections to the mail server for mails to subscribers, from each process." env:"VITRINE_SMTP_CONNECTIONS" default:"10"`
	SMTPRate        string `name:"smtp-rate" help:"Mails to subscribers a second, from each process; 0 is no limit." env:"VITRINE_SMTP_RATE" default:"0"`
}

// mostConnections is more than any relay lets one client have.
const mostConnections = 100

// pace reads the options and complains of what cannot be meant.
func (p PaceOptions) pace(bad *complaints) (connections int, rate float64) {
	connections, err := strconv.Atoi(or(p.SMTPConnections, "10"))
	if err != nil || connections < 1 || connections > mostConnections {
		bad.add("VITRINE_SMTP_CONNECTIONS is %q; choose between 1 and %d, for example 10", p.SMTPConnections, mostConnections)
	}
	rate, err = strconv.ParseFloat(or(p.SMTPRate, "0"), 64)
	if err != nil || !(rate >= 0 && rate <= 100_000) {
		bad.add("VITRINE_SMTP_RATE is %q; write mails a second, for example 14, or 0 for no limit", p.SMTPRate)
	}
	return connections, rate
}
