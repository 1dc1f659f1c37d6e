package models

import "context"

// Actor is who does a deed, as the audit trail names them.
type Actor struct {
	ID   int64  // user id; 0 for the system and for visitors
	Name string // "Dana Whitfield", "clock", "command line"
	From string // network address or process the deed came from
}

type actorKey struct{}

// By returns a context whose deeds are done by a.
func By(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf returns who does the deeds of ctx; the system when nobody was named.
func ActorOf(ctx context.Context) Actor {
	if a, ok := ctx.Value(actorKey{}).(Actor); ok {
		return a
	}
	return Actor{Name: "system"}
}
