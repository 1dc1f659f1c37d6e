package audience

import "time"

// Health is how mail does, as the console shows it.
type Health struct {
	Configured  bool       // there is a mail server
	Server      string     // host and port of it, without credentials
	LastSuccess *time.Time // when it last took a mail, since this process started
	DownSince   *time.Time // it cannot be reached or refuses everybody since then
	Detail      string     // the reason, in the server's or the network's words
	Waiting     int64      // mails on their way or waiting
	Oldest      *time.Time // when the oldest of them was due
}
