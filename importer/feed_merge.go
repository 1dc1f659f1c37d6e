package importer

import "cmp"

// mergeEntries adds the entries of one more feed of a page. One that another feed
// told already, under the same id or with a link that each of both has once, is
// the same thing: it keeps the ids of both.
func mergeEntries(list, more []told) []told {
	ids, links := map[string]int{}, places(list)
	for n, t := range list {
		ids[t.id()] = n
	}
	own := places(more)
	for k, t := range more {
		n, there := ids[t.id()]
		if m, once := links[t.link]; !there && once && m >= 0 && own[t.link] == k {
			n, there = m, true
		}
		if there {
			list[n] = list[n].with(t)
		} else {
			list = append(list, t)
		}
	}
	return list
}

// places says which entry has a link; -1: several have it.
func places(list []told) map[string]int {
	at := map[string]int{"": -1}
	for n, t := range list {
		if _, twice := at[t.link]; twice {
			n = -1
		}
		at[t.link] = n
	}
	return at
}

// with adds what another feed tells of the entry. The times are those of Atom,
// which tells when it began.
func (t told) with(other told) told {
	if t.atom == "" && other.atom != "" {
		t, other = other, t
	}
	t.atom, t.guid, t.link = cmp.Or(t.atom, other.atom), cmp.Or(t.guid, other.guid), cmp.Or(t.link, other.link)
	t.title, t.html = cmp.Or(t.title, other.title), cmp.Or(t.html, other.html)
	t.published = first(&t.published, &other.published)
	t.updated = first(&t.updated, &other.updated)
	if t.ends == nil {
		t.ends = other.ends
	}
	return t
}
