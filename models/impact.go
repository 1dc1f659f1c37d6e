package models

import "context"

// ImpactOf works out the impact of an incident from what its updates (newest
// first) said about components. Each update is judged by the statuses that stood
// after it, and the worst update counts, so that history keeps how bad it was:
//
//   - critical when major outages cover at least half of all components, or
//     components of more than one group;
//   - major for any other major outage, and for a partial outage;
//   - minor for degraded performance;
//   - none otherwise.
func ImpactOf(updates []Update, components []Component) Impact {
	groups := make(map[int64]*int64, len(components))
	for _, c := range components {
		groups[c.ID] = c.GroupID
	}
	worst, standing := 0, map[int64]Status{}
	for n := len(updates) - 1; n >= 0; n-- {
		for _, c := range updates[n].Components {
			standing[c.ComponentID] = c.NewStatus
		}
		worst = max(worst, impactRank(standing, groups))
	}
	return Impacts[worst]
}

// impactRank is the place in Impacts of the statuses that stand at one time.
func impactRank(standing map[int64]Status, groups map[int64]*int64) int {
	worst, down, downGroups := Operational, 0, map[int64]bool{}
	for id, status := range standing {
		worst = Worse(worst, status)
		if status != MajorOutage {
			continue
		}
		down++
		if g := groups[id]; g != nil {
			downGroups[*g] = true
		}
	}
	switch {
	case down > 0 && (2*down >= len(groups) || len(downGroups) > 1):
		return 3
	case worst == MajorOutage || worst == PartialOutage:
		return 2
	case worst == Degraded:
		return 1
	}
	return 0
}

func (s *Store) workOutImpact(ctx context.Context, updates []Update) (Impact, error) {
	components, err := s.Components(ctx)
	return ImpactOf(updates, components), err
}
