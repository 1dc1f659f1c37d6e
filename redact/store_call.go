package redact

import "strings"

// Buckets in calls of programs and in sentences, and files that one stage of an image takes from
// another.

// storeCalls are calls of which one argument is a bucket.
var storeCalls = []string{"upload_fileobj(", "upload_file(", "download_file(", "download_fileobj(", "s3.bucket(", "storage.bucket(", "get_bucket(", "create_bucket(", "putobject(", "getobject(", "fputobject(", "fgetobject(", "listobjects(", "put_object(", "get_object(", "list_objects(", "generate_presigned_url(", "presignedgetobject(", "bucket_name=", "bucketname:"}

// addStoreCalls adds these calls and the words of sentences.
func (d *dictionary) addStoreCalls() {
	for _, call := range storeCalls {
		d.addLoose(call, func(l *looking, start, end int) { l.calledStore(end) })
	}
	for _, phrase := range []string{"bucket is", "bucket was", "the bucket is called", "the buckets are", "buckets are"} {
		d.add(phrase, func(l *looking, start, end int) { l.toldStore(end) })
	}
	for _, command := range storeCommands {
		d.add(command, func(l *looking, start, end int) { l.listedStores(end) })
	}
	d.add("copy --from", func(l *looking, start, end int) { l.copiedFrom(end) })
}

// calledStore judges the first text between quotation marks among the arguments of a call.
func (l *looking) calledStore(end int) {
	t := l.text
	line, _, _ := strings.Cut(t[end:min(len(t), end+120)], "\n")
	n := strings.IndexAny(line, "\"'`)")
	if n < 0 || line[n] == ')' {
		return
	}
	w := hostAt(t, end+n+1)
	s := w.in(t)
	if byteAt(t, w.end) == line[n] && len(s) > 4 && bits(s)&^(lower|digit|dash|dot|under) == 0 && strings.ContainsAny(s, "-_") && !placeholder(s) && !strings.HasPrefix(s, "my-") && !strings.HasPrefix(s, "example") && !strings.Contains(s, ".") && s != "put_object" && s != "get_object" {
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// storeCommands list and move what lies in buckets that stand behind the name of where they are kept.
var storeCommands = []string{"mc ls", "mc cp", "mc cat", "mc rm", "mc stat", "mc du", "mc find", "mc mirror", "mc mb", "mc rb", "mc head", "mc tree", "mc mv", "rclone ls", "rclone lsd", "rclone lsf", "rclone lsl", "rclone copy", "rclone copyto", "rclone sync", "rclone move", "rclone check", "rclone size", "rclone delete", "rclone purge", "rclone cat", "rclone mount", "rclone tree", "rclone ncdu"}

// storeExamples stand for a bucket in manuals.
var storeExamples = wordSet("bucket mybucket my-bucket path path/to bucket/path dest destination source backup")

// listedStores judges the arguments of such a command: mc ls prod/wx-images/2025/, rclone copy
// wx:wx-images /tmp.
func (l *looking) listedStores(end int) {
	at := end
	for range 5 {
		w := argumentAt(l.text, at)
		w.end = w.start + len(strings.TrimRight(w.in(l.text), ",.:"))
		s := w.in(l.text)
		if s == "" || w.start == end {
			return
		}
		at = w.end
		n := strings.IndexAny(s, "/:")
		if n < 1 || strings.IndexByte("-./~$<{", s[0]) >= 0 || strings.Contains(s, "://") || placeholder(s) || len(s)-n < 4 || storeExamples[strings.TrimRight(s[n+1:], "/")] || bits(s[:n])&letters == 0 {
			continue
		}
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// copiedFrom judges the file that COPY --from takes out of another stage.
func (l *looking) copiedFrom(end int) {
	t := l.text
	if byteAt(t, end) != '=' {
		return
	}
	at := end + 1
	for at < len(t) && at-end < 64 && t[at] != ' ' && t[at] != '\n' {
		at++
	}
	if stop := pathEnd(t, min(at+1, len(t)-1)); byteAt(t, at) == ' ' && byteAt(t, at+1) == '/' && stop-at > 3 && strings.Count(t[at+1:stop], "/") > 1 {
		l.addWeight(at+1, stop, pathRule, Warn)
	}
}

// addDiskHosts adds the words for parts of a machine that its name follows: disks in reg-blob-11.
func (d *dictionary) addDiskHosts() {
	for _, part := range []string{"disk", "disks", "drive", "drives", "memory", "fan", "fans", "power supply", "power supplies", "network card", "ram", "raid card", "motherboard", "mainboard"} {
		for _, link := range []string{" in", " of", " for", " from"} {
			d.add(part+link, func(l *looking, start, end int) { l.partOfHost(end) })
		}
	}
}

// partOfHost judges the name behind such words: two words and a number.
func (l *looking) partOfHost(end int) {
	t := l.text
	if byteAt(t, end) != ' ' {
		return
	}
	w := hostAt(t, end+1+btoi(byteAt(t, end+1) == '`'))
	if wordsAndNumber(w.in(t)) {
		l.addWeight(w.start, w.end, hostNamed, Warn)
	}
}

// wordsAndNumber reports whether a name is two or three words in small letters and a number.
func wordsAndNumber(s string) bool {
	parts := strings.Split(s, "-")
	n := len(parts)
	if n < 2 || n > 4 || len(s) < 6 || !all(parts[n-1], digit) || len(parts[n-1]) > 3 || parts[n-1] == "" || notHosts[s] || regionName(s) || threadName(s) {
		return false
	}
	for _, p := range parts[:n-1] {
		if p == "" || !all(p, lower) || unitWords[p] || countedThings[p] || countedProducts[p] || monthWords[p] {
			return false
		}
	}
	return true
}
