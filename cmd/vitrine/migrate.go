package main

import (
	"strings"

	"vitrine/models"
	"vitrine/notify"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" default:"1" help:"Apply every missing step, and create the public side's role."`
	Status migrateStatus `cmd:"" help:"List the steps."`
}

type migrateUp struct{}

// Run brings the schema up to this program.
func (migrateUp) Run(s *session) error {
	db, err := s.openDatabase()
	if err != nil {
		return err
	}
	defer db.Close()
	applied, err := db.Migrate(s.ctx)
	if err != nil {
		return err
	}
	if err := notify.MigrateRiver(s.ctx, db); err != nil {
		return err
	}
	busy, err := models.ForgetSamples(s.ctx, db)
	if err != nil {
		return err
	}
	if len(busy) > 0 {
		s.printf("The statistics of %s still hold samples of words: the tables were busy. The next start, or this command, tries again.\n", strings.Join(busy, ", "))
	}
	if s.config.PublicDatabaseURL != "" {
		if err := models.GrantPublic(s.ctx, db, s.config.PublicDatabaseURL); err != nil {
			return err
		}
		s.printf("The public role may read what is public and nothing else.\n")
	}
	s.printf("%d steps applied; the schema is up to date.\n", applied)
	return nil
}

type migrateStatus struct{}

// Run lists the steps; exit 1 while one is missing.
func (migrateStatus) Run(s *session) error {
	db, err := s.openDatabase()
	if err != nil {
		return err
	}
	defer db.Close()
	steps, pending, err := db.MigrationStatus(s.ctx)
	if err != nil {
		return err
	}
	for _, step := range steps {
		state := "missing"
		if step.Applied {
			state = "applied"
		}
		s.printf("%5d  %-8s %s\n", step.Version, state, step.Name)
	}
	if pending > 0 {
		return errNotSo
	}
	return nil
}

// openDatabase opens the database of the configuration.
func (s *session) openDatabase() (*models.DB, error) {
	if err := s.config.check(); err != nil {
		return nil, err
	}
	return models.Open(s.ctx, s.config.DatabaseURL)
}
