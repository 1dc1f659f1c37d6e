package console

import "time"

// exampleMirrors are one mirror in order, one that fails and one that never worked.
func exampleMirrors() []Mirror {
	now, lately, long := before(20*time.Second), before(2*time.Minute), before(26*time.Hour)
	return []Mirror{
		{Name: "dir:/srv/mirror", Edition: 128, At: &now, Files: 212},
		{Name: "s3://storage.example/status", Edition: 127, At: &lately, Behind: &lately, Trouble: "PUT index.html: 503 Service Unavailable (SlowDown)", Files: 212},
		{Name: "hook:/etc/vitrine/push-to-git", Edition: 0, Behind: &long, Late: true, Trouble: "exit status 128: fatal: could not read from remote repository"},
	}
}
