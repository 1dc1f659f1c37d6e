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

// exampleFollowers are a machine that is up to date, one that is not yet, and one that
// fell silent.
func exampleFollowers() []Follower {
	lately := before(4 * time.Second)
	return []Follower{
		{Name: "https://status2.northpole.example", Edition: 128, At: before(3 * time.Second)},
		{Name: "https://status3.northpole.example", Edition: 127, At: lately, Behind: &lately},
		{Name: "https://status4.northpole.example", Edition: 121, At: before(7 * time.Hour), Late: true},
	}
}
