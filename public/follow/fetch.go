package follow

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vitrine/public/edition"
)

const (
	limit       = 30 * time.Second // for one answer
	mostOffer   = 64 << 10         // bytes
	mostPart    = 1 << 20          // bytes of one part, unless a single file has more
	mostNames   = 200
	mostFacts   = 1 << 30 // bytes
	mostCarried = 32      // requests of visitors at one time
	patience    = 3       // tries to read the facts, before pages are shown without
	mute        = 45 * time.Second
)

// newClient returns a client that goes nowhere but where it is sent.
func newClient(limit time.Duration) *http.Client {
	return &http.Client{
		Timeout: limit,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("it sends elsewhere, which is not followed")
		},
		Transport: &http.Transport{Proxy: nil, DisableCompression: true, MaxIdleConnsPerHost: 8, IdleConnTimeout: 90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true},
	}
}

// request is a question to the other machine.
func (f *Follower) request(ctx context.Context, what string, query url.Values) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.cfg.From+"/.well-known/vitrine/"+what+"?"+query.Encode(), nil)
	if err != nil {
		return nil, err
	}
	f.sign(req)
	return req, nil
}

// sign says who asks.
func (f *Follower) sign(req *http.Request) {
	req.Header.Set("User-Agent", "Vitrine")
	req.Header.Set("Vitrine-Follower", f.cfg.Name)
	if f.cfg.Key != "" {
		req.Header.Set("Authorization", "Bearer "+f.cfg.Key)
	}
}

// ask asks what there is. The answer must be for this very question: a cache between
// here and there may hold an old one.
func (f *Follower) ask(ctx context.Context) (o edition.Offer, err error) {
	word := rand.Text()
	req, err := f.request(ctx, "edition", url.Values{"ask": {word}})
	if err != nil {
		return o, err
	}
	number := int64(0)
	if e := f.cfg.Press.Current(); e != nil {
		number = e.Number
	}
	req.Header.Set("Vitrine-Holds", strconv.FormatInt(number, 10)+" "+f.cfg.Press.AdoptedFrom())
	if f.offer != nil && f.tag != "" {
		req.Header.Set("If-None-Match", f.tag)
	}
	res, body, err := f.read(f.client, req, mostOffer)
	switch {
	case err != nil:
		return o, err
	case res.Header.Get("Vitrine-Private") != "" && !f.cfg.Closed:
		return o, ErrPrivate
	case res.StatusCode == http.StatusForbidden, res.StatusCode == http.StatusUnauthorized:
		return o, errors.New("it wants another VITRINE_FOLLOW_KEY, the same as is set there")
	case res.Header.Get("Vitrine-Ask") != word:
		return o, fmt.Errorf("%s answers %s, and it is no Vitrine, or something between keeps old answers", f.cfg.From, res.Status)
	case res.StatusCode == http.StatusNotModified && f.offer != nil:
		return *f.offer, nil
	case res.StatusCode != http.StatusOK:
		return o, fmt.Errorf("it answers %s", res.Status)
	}
	if err := json.Unmarshal(body, &o); err != nil {
		return o, fmt.Errorf("its offer cannot be read: %w", err)
	}
	if err := plausible(o); err != nil {
		return o, err
	}
	f.offer, f.tag = &o, res.Header.Get("ETag")
	return o, nil
}

// plausible refuses an offer that no Vitrine makes.
func plausible(o edition.Offer) error {
	for _, address := range append([]string{o.Base}, o.Also...) {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Path != "" || u.RawQuery != "" {
			return fmt.Errorf("it calls itself %q", address)
		}
	}
	if o.Edition < 0 || len(o.List) != 64 || o.Facts != nil && (o.Facts.Size <= 0 || o.Facts.Size > mostFacts) {
		return errors.New("its offer is no whole one")
	}
	return nil
}

// get reads one part of an edition.
func (f *Follower) get(ctx context.Context, what string, query url.Values, most int64) ([]byte, error) {
	req, err := f.request(ctx, what, query)
	if err != nil {
		return nil, err
	}
	res, body, err := f.read(f.client, req, most)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s when asked for its %s", res.Status, what)
	}
	return body, nil
}

// read does a request and reads an answer of up to most bytes.
func (f *Follower) read(client *http.Client, req *http.Request, most int64) (*http.Response, []byte, error) {
	res, err := client.Do(req)
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // the address is another one each time, and the log shall say things once
	}
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, most+1))
	if err == nil && int64(len(body)) > most {
		err = fmt.Errorf("its answer has more than %d bytes", most)
	}
	return res, body, err
}

// fetch brings every file that is missing, in parts.
func (f *Follower) fetch(ctx context.Context, a *edition.Arrival) error {
	for files := a.Missing(); len(files) > 0; {
		some, size := files[:1], files[0].Packing()
		for len(some) < min(len(files), mostNames) && size+files[len(some)].Packing() <= mostPart {
			size += files[len(some)].Packing()
			some = files[:len(some)+1]
		}
		files = files[len(some):]
		names := make([]string, len(some))
		for n, file := range some {
			names[n] = file.Name()
		}
		body, err := f.get(ctx, "files", url.Values{"names": {strings.Join(names, ".")}}, int64(size))
		if err != nil {
			return err
		}
		for _, file := range some {
			if len(body) < file.Packing() {
				return fmt.Errorf("%s is cut short", file.Path)
			}
			if err := a.Take(file, body[:file.Packing()]); err != nil {
				return err
			}
			body = body[file.Packing():]
		}
	}
	return nil
}

// learn brings the facts up to what is offered; nil where there are none that this
// program can read. Where they do not come the log is read again from its beginning;
// pages do not wait for them for ever.
func (f *Follower) learn(ctx context.Context, o edition.Offer) (*edition.Facts, error) {
	if o.Facts == nil || o.Facts.Log == f.alien {
		return nil, nil
	}
	err := f.readFacts(ctx, *o.Facts)
	if err == nil {
		err = f.facts.Check(o)
	}
	if errors.Is(err, edition.ErrOtherFacts) {
		f.alien = o.Facts.Log
		f.facts.Forget()
		f.cfg.Log.Warn("the other machine runs another version: its pages are shown as they are, and lists made on request are not available here", "err", err)
		return nil, nil
	}
	if err == nil {
		f.lame = 0
		return &f.facts, nil
	}
	f.facts.Forget()
	if f.lame++; f.lame < patience {
		return nil, fmt.Errorf("its facts: %w", err)
	}
	f.cfg.Log.Warn("the facts of the edition do not come; its pages are shown as they are", "err", err)
	return nil, nil
}

func (f *Follower) readFacts(ctx context.Context, o edition.FactsOffer) error {
	if f.facts.Since(o.Log) > o.Size {
		f.facts.Forget()
	}
	for from := f.facts.Since(o.Log); from < o.Size; from = f.facts.Since(o.Log) {
		part, err := f.get(ctx, "facts", url.Values{"log": {o.Log}, "from": {strconv.FormatInt(from, 10)}}, min(mostPart, o.Size-from))
		if err != nil {
			return err
		}
		if len(part) == 0 {
			return errors.New("its facts are cut short")
		}
		if err := f.facts.Take(part); err != nil {
			return err
		}
	}
	return nil
}

// hear reads the event stream of the other machine until it ends.
func (f *Follower) hear(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := f.request(ctx, "events", nil)
	if err != nil {
		return
	}
	res, err := f.stream.Do(req)
	if err != nil {
		return
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return
	}
	quiet := time.AfterFunc(mute, cancel) // it says something every few seconds, else
	defer quiet.Stop()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); quiet.Reset(mute) {
		if lines.Text() == "event: update" {
			f.wake()
		}
	}
}

var errSilent = errors.New("the machine that is followed does not answer")

// Carry sends a visitor's request, whose address is a path alone, to the machine that
// is followed. It does not try while that is silent, and carries few at one time.
func (f *Follower) Carry(req *http.Request) (*http.Response, error) {
	if f.silent.Load() {
		return nil, errSilent
	}
	select {
	case f.room <- struct{}{}:
		defer func() { <-f.room }()
	default:
		return nil, errors.New("too many requests are being carried")
	}
	to, err := url.Parse(f.cfg.From)
	if err != nil {
		return nil, err
	}
	req.URL.Scheme, req.URL.Host, req.Host = to.Scheme, to.Host, to.Host
	f.sign(req)
	return f.carrier().Do(req)
}

// carrier is the client for visitors' requests: an answer that leads on is theirs.
func (f *Follower) carrier() *http.Client {
	c := *f.client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}
