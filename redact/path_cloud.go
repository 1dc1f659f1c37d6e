package redact

import "strings"

// cloudNouns are what things in a cloud are called, before the name of one.
var cloudNouns = []string{"target group", "asg", "auto scaling group", "autoscaling group", "log group", "queue", "topic", "stream", "lambda", "state machine", "event bus", "dead letter queue", "dlq", "stack", "table", "dataset", "data set", "delivery stream", "launch template", "security group", "key vault", "storage account", "container app", "function app", "keyspace", "collection"}

// addCloudNouns adds these words.
func (d *dictionary) addCloudNouns() {
	for _, noun := range cloudNouns {
		d.add(noun, func(l *looking, start, end int) { l.cloudThing(end) })
	}
}

// cloudParts are parts of the names of such things, beside the environments.
var cloudParts = wordSet("dlq asg tg sg eks ecs rds sqs sns prod stg")

// cloudThing judges a name of small letters and hyphens, one part of which tells an environment or a
// sort of thing and another of which no lexicon knows: the queue wx-orders-dlq.
func (l *looking) cloudThing(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" :`\"'*", t[at]) >= 0 {
		at++
	}
	stop := at
	for stop < len(t) && stop-at < 64 && classes[t[stop]]&(lower|digit|dash|under) != 0 {
		stop++
	}
	parts := strings.FieldsFunc(t[at:stop], func(r rune) bool { return r == '-' || r == '_' })
	if at == end || len(parts) < 2 || stop-at < 6 || wordByte(t, stop) || strings.IndexByte("(@/=", byteAt(t, stop)) >= 0 && stop < len(t) {
		return
	}
	placed, odd := false, false
	for _, p := range parts {
		if cloudParts[p] || environments[p] {
			placed = true
		} else if len(p) > 1 && (len(p) < 3 && !prose[p] && !sentenceStops[p] || !ordinary(p)) {
			odd = true
		}
	}
	if placed && odd {
		l.addWeight(at, stop, bucketRule, Warn)
	}
}
