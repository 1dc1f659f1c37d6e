package desk

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// Template is a text to begin an update with. Its placeholders are words in
// square brackets ("[service]") that a person replaces; nothing is computed.
type Template struct {
	ID        int64
	PublicID  string
	Name      string
	Kind      string // "incident" or "maintenance"
	Title     string
	State     string // an incident state, may be empty
	Impact    string // an impact, may be empty
	Body      string // Markdown
	Position  int64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName implements gorm's naming: incident_templates.
func (Template) TableName() string { return "incident_templates" }

// check returns every complaint about a template and tidies its texts.
func (t *Template) check() error {
	bad := models.Complaints{}
	t.Name = bad.Line("name", t.Name, 1, 100)
	t.Title = bad.Line("title", t.Title, 0, models.MaxTitle)
	t.Body = bad.Body("body", t.Body, 0, models.MaxBody)
	if t.Kind == "" {
		t.Kind = "incident"
	}
	if t.Kind != "incident" && t.Kind != "maintenance" {
		bad.Add("kind", "There is no kind %q. Choose incident or maintenance.", t.Kind)
	}
	if t.State != "" && !oneOf(t.State, models.IncidentStates) {
		bad.Add("state", "There is no state %q. Choose investigating, identified, monitoring or resolved.", t.State)
	}
	if t.Impact != "" && !oneOf(t.Impact, models.Impacts) {
		bad.Add("impact", "There is no impact %q. Choose none, minor, major or critical.", t.Impact)
	}
	return bad.Err()
}

func oneOf[T ~string](text string, known []T) bool {
	for _, k := range known {
		if string(k) == text {
			return true
		}
	}
	return false
}

// Templates lists the templates in their order.
func (s *Store) Templates(ctx context.Context) ([]Template, error) {
	ts, err := gorm.G[Template](s.query(ctx)).Order("position, name").Find(ctx)
	return ts, models.Fault(err, "template")
}

// Template returns one template by public id.
func (s *Store) Template(ctx context.Context, id string) (Template, error) {
	t, err := gorm.G[Template](s.query(ctx)).Where("public_id = ?", id).First(ctx)
	return t, models.Fault(err, "template")
}

// SaveTemplate adds t when it has no public id, and changes it otherwise.
// Version is the version that was read, 0 any.
func (s *Store) SaveTemplate(ctx context.Context, t Template) (Template, error) {
	if err := t.check(); err != nil {
		return t, err
	}
	err := s.deed(ctx, func(s *Store) error {
		now := s.Now()
		t.UpdatedAt = now
		if t.PublicID == "" {
			t.PublicID, t.Version, t.CreatedAt = models.NewID(), 1, now
			if err := gorm.G[Template](s.query(ctx)).Create(ctx, &t); err != nil {
				return taken(err)
			}
			return s.record(ctx, "template.added", "template", t.PublicID, nil, map[string]any{"name": t.Name})
		}
		return s.changeTemplate(ctx, &t)
	})
	return t, err
}

func (s *Store) changeTemplate(ctx context.Context, t *Template) error {
	before, err := s.Template(ctx, t.PublicID)
	if err != nil {
		return err
	}
	if t.Version != 0 && t.Version != before.Version {
		return models.StaleEdit("template")
	}
	t.ID, t.CreatedAt, t.Version = before.ID, before.CreatedAt, before.Version+1
	done := s.query(ctx).Table("incident_templates").Where("id = ? AND version = ?", before.ID, before.Version).Updates(map[string]any{
		"name": t.Name, "kind": t.Kind, "title": t.Title, "state": t.State, "impact": t.Impact, "body": t.Body,
		"position": t.Position, "version": t.Version, "updated_at": t.UpdatedAt,
	})
	if done.Error != nil {
		return taken(done.Error)
	}
	if done.RowsAffected == 0 {
		return models.StaleEdit("template")
	}
	return s.record(ctx, "template.edited", "template", t.PublicID, map[string]any{"name": before.Name, "title": before.Title, "body": before.Body},
		map[string]any{"name": t.Name, "title": t.Title, "body": t.Body})
}

// taken says that a name is in use, where that is why a row was refused.
func taken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		const sentence = "There is already a template with this name. Choose another name, or change that one."
		return &models.Error{Kind: models.Invalid, Message: sentence, Fields: map[string]string{"name": sentence}, Err: err}
	}
	return models.Fault(err, "template")
}

// DeleteTemplate removes a template.
func (s *Store) DeleteTemplate(ctx context.Context, id string) error {
	return s.deed(ctx, func(s *Store) error {
		t, err := s.Template(ctx, id)
		if err != nil {
			return err
		}
		if _, err := gorm.G[Template](s.query(ctx)).Where("id = ?", t.ID).Delete(ctx); err != nil {
			return models.Fault(err, "template")
		}
		return s.record(ctx, "template.deleted", "template", id, map[string]any{"name": t.Name, "title": t.Title, "body": t.Body}, nil)
	})
}
