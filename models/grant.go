package models

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// GroundTables lists the tables whose every row is public.
var GroundTables = []string{
	"component_changes", "component_groups", "components", "countermeasures", "incidents", "maintenance_components",
	"maintenances", "postmortem_incidents", "postmortem_revisions", "postmortems", "publications", "redirects", "retractions", "site_settings",
	"translations", "update_components", "updates",
}

// InsideTables lists the tables the public side has no right to.
var InsideTables = []string{
	"alarms", "canaries", "sending",
	"advice_dismissals", "review_answers", "review_templates",
	"acceptances", "action_items", "action_reminders", "alert_statuses", "alerts", "api_tokens", "audit_entries",
	"bounce_reports", "bounced_addresses",
	"chat_lines", "chat_logs", "deliveries", "desk_settings", "downtime_costs", "draft_authors", "draft_jottings",
	"draft_steps", "drafts", "endpoints", "factors", "findings", "hub_pings", "idempotency_keys", "impact_intervals", "imports", "incident_drafts",
	"incident_templates", "learnings", "notification_outcomes", "notifications", "push_keys", "retired_translations", "review_authors", "review_clocks", "review_comments",
	"review_figures", "review_graph_files", "review_graphs", "review_incidents", "review_meetings", "review_mentions", "review_participants",
	"review_presences", "review_sections", "review_signoffs", "review_texts", "review_words", "reviews", "rulebook_names", "rulebooks",
	"sessions", "setup_tokens", "sign_in_attempts", "signup_asks", "signup_mails", "staff_mail_choices", "staff_mails",
	"subscriber_components", "subscriber_groups", "subscriber_incidents", "subscribers", "suppressions", "ticket_events", "ticket_sources", "timeline_changes",
	"timeline_entries", "timeline_remarks", "users", "waivers",
}

// keepOut takes from everybody what PostgreSQL gives everybody. A role that had
// more rights before loses them.
const keepOut = `REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, %[1]s;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, %[1]s;
REVOKE ALL ON SCHEMA public FROM %[1]s;
GRANT USAGE ON SCHEMA public TO %[1]s;
`

// letIn gives the right to call the functions of sign-up, to nobody but the role.
const letIn = `DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'signup\_%%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %%s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %%s TO %%I', f, %[1]s);
  END LOOP;
END $$;
`

// PublicGrantSQL returns the statements that give role the rights of the public
// side: to read the ground floor, to call the functions of sign-up, and nothing
// else. They may be run again after every migration.
func PublicGrantSQL(role string) string {
	name := pgx.Identifier{role}.Sanitize()
	var b strings.Builder
	fmt.Fprintf(&b, keepOut, name)
	fmt.Fprintf(&b, "GRANT SELECT ON %s TO %s;\n", strings.Join(GroundTables, ", "), name)
	fmt.Fprintf(&b, letIn, literal(role))
	return b.String()
}

// GrantPublic creates the public side's role, whose name and password roleURL
// holds, or gives the existing one that password, and sets its rights. Where the
// user of db may not do so, the Denied *Error carries the SQL for somebody who
// may; the password in it is left for them to fill in.
func GrantPublic(ctx context.Context, db *DB, roleURL string) error {
	if !db.Postgres() {
		return nil
	}
	u, err := url.Parse(roleURL)
	if err != nil || u.User.Username() == "" {
		return Fail(Invalid, "The public database URL must name a user: postgres://vitrine_public:password@host/database.")
	}
	role := u.User.Username()
	password, _ := u.User.Password()
	var owner string
	if err := db.pool.QueryRow(ctx, "SELECT current_user").Scan(&owner); err != nil {
		return fmt.Errorf("grant the public role: %w", err)
	}
	if role == owner {
		return Fail(Invalid, "The public database URL names %s, who owns the tables. Name a role of its own, so that the wall holds.", role)
	}
	if err := grant(ctx, db.pool, role, password); err != nil {
		return denied(err, role)
	}
	return nil
}

func grant(ctx context.Context, pool *pgxpool.Pool, role, password string) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		var there bool
		if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role).Scan(&there); err != nil {
			return err
		}
		if err := allow(ctx, tx, role, password, there); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, PublicGrantSQL(role))
		return err
	})
}

// allow lets the role sign in with its password.
func allow(ctx context.Context, tx pgx.Tx, role, password string, there bool) error {
	statement := roleSQL(role, there)
	if password != "" {
		statement += " PASSWORD " + literal(password)
	}
	if !there {
		_, err := tx.Exec(ctx, statement)
		return err
	}
	// The password of a role that somebody else made may not be ours to set;
	// then it is theirs, and the rights are what counts.
	if _, err := tx.Exec(ctx, "SAVEPOINT password"); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, statement)
	if forbidden(err) {
		_, err = tx.Exec(ctx, "ROLLBACK TO SAVEPOINT password")
	}
	return err
}

// roleSQL is the statement that lets the role sign in and gives it no power.
func roleSQL(role string, there bool) string {
	verb := "CREATE"
	if there {
		verb = "ALTER"
	}
	return verb + " ROLE " + pgx.Identifier{role}.Sanitize() + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
}

// forbidden reports SQLSTATE 42501, insufficient_privilege.
func forbidden(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == "42501"
}

func denied(err error, role string) error {
	if !forbidden(err) {
		return fmt.Errorf("grant the public role: %w", err)
	}
	return &Error{Kind: Denied, Err: err, Message: "The database user may not set up the role of the public side. Let an administrator run this, with a password of your choice:\n\n" +
		roleSQL(role, false) + " PASSWORD '…';\n" + PublicGrantSQL(role)}
}

// literal quotes text as an SQL string, whatever standard_conforming_strings
// says.
func literal(text string) string {
	text = strings.ReplaceAll(text, "'", "''")
	if strings.Contains(text, `\`) {
		return " E'" + strings.ReplaceAll(text, `\`, `\\`) + "'"
	}
	return "'" + text + "'"
}
