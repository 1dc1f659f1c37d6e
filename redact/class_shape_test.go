package redact

import "testing"

// shapeClassCases are codes that no list knows, what stands without a gap beside a find, and what
// looks like one, with their look-alikes. They belong to the house open/northpole.
var shapeClassCases = []namedText{
	{"codes of no known form", "crate ⟦identifier|QF20771845NL⟧ came back, reader ⟦identifier|ab21cd0913⟧ was told; the door opens with ⟦identifier|K8812Z⟧, seal ⟦identifier|77Q-4410-XR⟧"},
	{"codes of public forms", "CVE-2026-10773, IEF450I, ICH408I, port-443, mid-2019, Newsletter2025, L10-L20, S7-1500, bookworm-20240408, 3m40s, 2026-11-03T02, 0x80070005, eu-west-2, img_20261104, AES-256-GCM, model M3-1127"},
	{"the rest of a repository's path", "bumped the heap in ⟦path|platform/kestrel-deploy⟧ and ⟦path|mail/kestrel_cobol⟧"},
	{"the rest of a name", "spoke to ⟦person|Torsten Blixgaard⟧; PID|1||0051^^^NP||⟦person|Qvarnlund^Torsten⟧||M\n\n1;⟦person|Torsten_Qvarnlund⟧;done"},
	{"numbers of the same shape", "account ⟦identifier|KV-77-0413⟧ failed first; then ⟦identifier|KV-81-2290⟧ and ⟦identifier|QP-10-7731⟧"},
}

func TestClassesByShapeAreFound(t *testing.T) {
	t.Parallel()
	checkClasses(t, shapeClassCases)
}
