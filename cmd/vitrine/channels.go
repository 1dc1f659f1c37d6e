package main

import (
	"strings"

	"vitrine/notify/channel"
	"vitrine/notify/outward"
)

// twilioURL is where Twilio takes texts.
const twilioURL = "https://api.twilio.com"

func (c *Config) checkChannels(bad *complaints) {
	if _, err := networks(c.OutwardAllow); err != nil {
		bad.add("VITRINE_OUTWARD_ALLOW: %v; write networks such as 10.20.0.0/16", err)
	}
	if way, err := c.outward(); err == nil && c.WebSubHub != "" {
		if _, err := way.Check(c.WebSubHub); err != nil {
			bad.add("VITRINE_WEBSUB_HUB: %v; a hub of your own network also needs VITRINE_OUTWARD_ALLOW", err)
		}
	}
	if c.SMSTwilio != "" && c.SMSURL != "" {
		bad.add("VITRINE_SMS_TWILIO and VITRINE_SMS_URL are both set; keep the one that texts go through")
	}
	if _, err := c.gateway(); err != nil {
		bad.add("VITRINE_SMS_…: %v", err)
	}
}

// outward is the way to addresses that people give.
func (c *Config) outward() (*outward.Client, error) {
	allow, err := networks(c.OutwardAllow)
	return outward.New(outward.Config{Allow: allow}), err
}

// gateway is the way to telephones, nil where none is configured.
func (c *Config) gateway() (*channel.Gateway, error) {
	if c.SMSTwilio != "" {
		account, token, _ := strings.Cut(c.SMSTwilio, ":")
		return channel.NewTwilio(twilioURL, account, token, c.SMSFrom)
	}
	if c.SMSURL == "" {
		return nil, nil
	}
	return channel.NewGateway(channel.GatewayConfig{URL: c.SMSURL, Method: c.SMSMethod, Header: c.SMSHeaders, Body: c.SMSBody, From: c.SMSFrom})
}

// reachable refuses an address that would never be called.
func (h *house) reachable(address string) error {
	_, err := h.outward.Check(address)
	return err
}
