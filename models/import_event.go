package models

import "context"

// importedEvent is an incident or a maintenance on its way in: what the two have in
// common.
type importedEvent struct {
	line     ImportLine
	folder   string // of its page: "/incidents/"
	digest   string // of what is told over there, without its ids in feeds
	ids      fed
	said     []ImportedUpdate
	oldPaths []string
	before   func(publicID string) (standing, error) // what was made of it here, locked
	put      func(now standing, said []ImportedUpdate) error
}

// standing is how a thing stands here.
type standing struct {
	id       int64
	publicID string
	version  int64
	ids      fed
	updates  []Update
}

// event takes one over: new, or anew where it changed over there and nobody touched
// it here.
func (r *importing) event(ctx context.Context, e importedEvent) error {
	seen, there, same, err := r.known(ctx, e.line.Noun, e.line.ForeignID, e.digest)
	if err != nil {
		return err
	}
	now := standing{publicID: keepID(e.line.ForeignID), version: 1, ids: e.ids}
	if !there {
		if done, err := r.adopted(ctx, e.ids, e.line); done || err != nil {
			return err
		}
	} else {
		before, err := e.before(seen.Subject)
		if err != nil {
			return err
		}
		e.line.Deed, e.line.Path = importStep(same, before.version == seen.Version), e.folder+before.publicID
		if e.line.Deed == ImportKnown {
			return r.adopt(ctx, e.line.Noun+"s", before.id, e.ids, e.line)
		} else if e.line.Deed != ImportChanged {
			r.tell(e.line)
			return nil
		}
		now = standing{id: before.id, publicID: before.publicID, version: before.version + 1, ids: before.ids.or(e.ids)}
		e.said = handOn(before.updates, e.said)
		if err := r.clear(ctx, e.line.Noun+"_id", now.id); err != nil {
			return err
		}
	}
	if err := e.put(now, e.said); err != nil {
		return err
	}
	e.line.Path = e.folder + now.publicID
	if e.line.OldPaths, err = r.sendOn(ctx, e.oldPaths, e.line.Path); err != nil {
		return err
	}
	r.tell(e.line)
	return r.remember(ctx, seen, now.publicID, now.version)
}
