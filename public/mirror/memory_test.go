package mirror_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/mirror"
)

// TestAMirrorForgetsNothingOfATryThatFailed: storage took all but the front page when
// the site went back to what it was. What was put meanwhile is put right again, and
// pages of that time go, with and without a restart in between.
func TestAMirrorForgetsNothingOfATryThatFailed(t *testing.T) {
	t.Parallel()
	for _, restart := range []bool{false, true} {
		s := newSite(t)
		store := newStorage(t)
		s.carry(store.target())
		s.settled()
		before := store.bodies()["subscribe/index.html"]
		store.refuses("index.html")
		s.called("Kestrel")
		c := modelstest.Component(t, s.store, "Short-lived")
		s.catchUp()
		s.until("the try fails", func(m mirror.State) bool { return m.Trouble != "" })
		if store.bodies()["subscribe/index.html"] == before {
			t.Fatal("nothing was put; the trial proves nothing")
		}
		if restart {
			s.stop()
		}
		s.called("Status")
		if err := s.store.DeleteComponent(t.Context(), c.PublicID); err != nil {
			t.Fatal(err)
		}
		s.catchUp()
		store.refuses("")
		if restart {
			s.carry(store.target())
		}
		s.settled()
		s.same("the storage", store.bodies())
	}
}

// speaks puts the site into languages, its own first.
func (s *site) speaks(languages ...string) {
	s.t.Helper()
	if _, err := s.store.EditSettings(s.t.Context(), models.SettingsEdit{Language: &languages[0], Languages: &languages}); err != nil {
		s.t.Fatal(err)
	}
}

// called gives the site a name.
func (s *site) called(name string) {
	s.t.Helper()
	if _, err := s.store.EditSettings(s.t.Context(), models.SettingsEdit{Name: &name}); err != nil {
		s.t.Fatal(err)
	}
}

// TestARestartCarriesNothingAgain: what a mirror holds is remembered; a page that
// vanished from the site while nobody carried it goes with the next start.
func TestARestartCarriesNothingAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	store := newStorage(t)
	s.carry(store.target())
	s.settled()
	s.stop()
	n := store.puts()
	s.carry(store.target())
	if list := s.settled(); list[0].Files != len(s.want()) || store.puts() != n {
		t.Errorf("%d files were carried again; it says it holds %d", store.puts()-n, list[0].Files)
	}
	s.stop()
	s.life(func(string) {})
	s.carry(store.target())
	s.settled()
	s.same("the storage", store.bodies())
}
