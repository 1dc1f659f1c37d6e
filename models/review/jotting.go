package review

import "slices"

// Jotting is what somebody typed beside a find without deciding it yet. It is
// theirs alone and no part of the draft.
type Jotting struct {
	Finding     string `json:"finding"` // public id of the find when it was typed
	Field       string `json:"field"`
	Found       string `json:"found"`
	Replacement string `json:"replacement,omitempty"`
	All         bool   `json:"all,omitempty"` // replace or remove it everywhere
	Reason      string `json:"reason,omitempty"`
	Everywhere  bool   `json:"everywhere,omitempty"` // accept it everywhere
}

// placed finds for each jotting the find it belongs to now: the same one, or
// where the text was changed since, one of the same words in the same field. The
// result is by public id of the find.
func placed(js []Jotting, fs []Finding) map[string]Jotting {
	at, rest := map[string]Jotting{}, js[:0:0]
	for _, j := range js {
		if slices.ContainsFunc(fs, func(f Finding) bool { return f.Action == "" && f.PublicID == j.Finding }) {
			at[j.Finding] = j
		} else {
			rest = append(rest, j)
		}
	}
	for _, j := range rest {
		i := slices.IndexFunc(fs, func(f Finding) bool {
			_, taken := at[f.PublicID]
			return !taken && f.Action == "" && f.Field == j.Field && f.Found == j.Found
		})
		if i >= 0 {
			at[fs[i].PublicID] = j
		}
	}
	return at
}
