package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"vitrine/models"
	"vitrine/public"
	"vitrine/public/edition"
	"vitrine/public/follow"
)

// follow serves the editions of another machine until it is asked to stop. It opens
// no database and knows nothing of staff.
func (c *serveCommand) follow(s *session) error {
	if !c.PublicOnly {
		return errors.New("VITRINE_FOLLOW lets a machine without a database show the pages of another: start it with serve --public-only, or remove VITRINE_FOLLOW")
	}
	if s.config.PublicURL == defaultPublicURL { // its own address only decides whether visitors come by HTTPS, and how it is called
		s.config.PublicURL = "http://" + near(s.config.PublicAddr)
	}
	house := &house{config: s.config, log: s.logger()}
	site := models.NewSite(nil)
	house.press = edition.New(edition.Config{Dir: house.followedDir(), BaseURL: s.config.Follow, Site: site, Version: version + commit(), Log: house.log, Follows: true})
	sv := &serving{session: s, house: house, serveCommand: *c}
	return sv.runFollowing()
}

// followedDir holds what comes from the other machine. It is not where an edition of
// our own would lie: the two know nothing of each other.
func (h *house) followedDir() string { return filepath.Join(h.config.DataDir, "followed") }

// runFollowing serves the last edition from disk at once, whatever the other machine
// does, and follows.
func (v *serving) runFollowing() error {
	ctx, cancel := context.WithCancel(v.ctx)
	defer cancel()
	v.failed = make(chan error, 4)
	if err := v.house.press.Load(); err != nil && !errors.Is(err, edition.ErrNoEdition) {
		return err
	}
	if v.house.press.Private() && !v.config.closed() { // the door was taken away meanwhile
		if err := v.house.press.Close(); err != nil {
			return fmt.Errorf("what lies in %s is not for everybody, and this site has no door (VITRINE_PRIVATE_…); it could not be removed: %w", v.house.followedDir(), err)
		}
	}
	follower := follow.New(follow.Config{Press: v.house.press, From: v.config.Follow, Key: v.config.FollowKey, Name: v.config.PublicURL,
		Closed: v.config.closed(), Log: v.house.log})
	if err := v.openFollowed(ctx, follower); err != nil {
		return err
	}
	v.workers.Go(func() { follower.Run(ctx) })
	v.printf("Public site: %s, follows %s\n", v.config.PublicURL, v.config.Follow)
	select {
	case <-v.ctx.Done():
		return v.shutdown(cancel, nil)
	case err := <-v.failed:
		return v.shutdown(cancel, err)
	}
}

func (v *serving) openFollowed(ctx context.Context, follower *follow.Follower) error {
	proxies, err := v.config.proxies()
	if err != nil {
		return err
	}
	if v.config.closed() { // signs what readers keep
		if v.house.key, err = v.config.key(); err != nil {
			return fmt.Errorf("read the secret key: %w", err)
		}
	}
	handler := public.New(v.house.press, nil, public.Config{
		Private: v.config.private(v.house.key), PublicURL: v.config.PublicURL, Dir: filepath.Join(v.config.DataDir, "leaving"),
		TrustedProxies: proxies, Log: v.house.log, Onward: follower.Carry, Now: time.Now,
	})
	v.workers.Go(func() { handler.Run(ctx) })
	return v.listen(public.NewApp(handler), v.config.PublicAddr)
}
