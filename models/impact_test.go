package models

import "testing"

func TestImpactOf(t *testing.T) {
	t.Parallel()
	a, b := int64(1), int64(2)
	components := []Component{{ID: 1, GroupID: &a}, {ID: 2, GroupID: &a}, {ID: 3, GroupID: &b}, {ID: 4, GroupID: &b}, {ID: 5}, {ID: 6}}
	said := func(pairs ...any) (u Update) {
		for n := 0; n < len(pairs); n += 2 {
			u.Components = append(u.Components, UpdateComponent{ComponentID: int64(pairs[n].(int)), NewStatus: pairs[n+1].(Status)})
		}
		return u
	}
	for _, tc := range []struct {
		name    string
		updates []Update // newest first
		want    Impact
	}{
		{"nothing said is none", nil, NoImpact},
		{"maintenance is none", []Update{said(1, UnderMaintenance)}, NoImpact},
		{"degraded is minor", []Update{said(1, Degraded, 2, Operational)}, MinorImpact},
		{"a partial outage is major", []Update{said(1, PartialOutage)}, MajorImpact},
		{"one major outage is major", []Update{said(5, MajorOutage)}, MajorImpact},
		{"major outages in one group are major", []Update{said(1, MajorOutage, 2, MajorOutage)}, MajorImpact},
		{"major outages in two groups are critical", []Update{said(1, MajorOutage, 3, MajorOutage)}, CriticalImpact},
		{"major outages of half of all are critical", []Update{said(1, MajorOutage, 5, MajorOutage, 6, MajorOutage)}, CriticalImpact},
		{"outages that never stood together do not add up", []Update{said(3, MajorOutage), said(1, Operational), said(1, MajorOutage)}, MajorImpact},
		{"outages of two updates that stand together do", []Update{said(3, MajorOutage), said(1, MajorOutage)}, CriticalImpact},
		{"the worst of the past stays", []Update{said(1, Operational), said(1, PartialOutage)}, MajorImpact},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := ImpactOf(tc.updates, components); got != tc.want {
				t.Errorf("impact = %s, want %s", got, tc.want)
			}
		})
	}
	if got := ImpactOf([]Update{said(1, MajorOutage)}, components[:1]); got != CriticalImpact {
		t.Errorf("the only component down = %s, want critical", got)
	}
}
