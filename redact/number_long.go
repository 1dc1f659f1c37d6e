package redact

import (
	"strconv"
	"strings"
)

// measured are keys of logs whose long numbers measure or count.
var measured = wordSet(`bytes size len length count rows total used free avail available mem memory rss heap limit max min avg sum ns us ms usec nsec time ts timestamp epoch at offset pos position seq sequence lsn xid pid tid port duration dur took elapsed
	took_ns latency samples ticks cycles hits misses keys records events lines blocks sectors inode inodes capacity quota budget cost rate rps qps ops generation version revision build serial checksum crc hash lag behind ahead uptime expires exp iat nbf transaction process ct loinc snomed icd code`)

// longNumber judges eight digits and more without a mark between, which no text counts with,
// as the number of somebody.
func (l *looking) longNumber(start, end int) {
	t := l.text
	s := t[start:end]
	if len(s) < 8 || len(s) > 14 || !all(s, digit) || strings.HasSuffix(s, "000") || wordByte(t, start-1) || wordByte(t, end) || dull(s) {
		return
	}
	if day := s[:2] == "20" || s[:2] == "19"; day && (len(s) == 8 || len(s) == 12 || len(s) == 14) || (len(s) == 10 || len(s) == 13) && s[0] == '1' && s[1] >= '4' && s[1] <= '9' {
		return // a date, a time in seconds
	}
	if strings.IndexByte(".,+-/#", byteAt(t, start-1)) >= 0 && start > 0 && !(t[start-1] == '+' && wordByte(t, start-2) && strings.IndexByte("+'", byteAt(t, end)) >= 0) || byteAt(t, end) == '.' && classAt(t, end+1)&digit != 0 || byteAt(t, end) == '-' || byteAt(t, end) == '/' || counting(t, end) && !cellEnds(t, start, end) {
		return
	}
	if byteAt(t, end) == '+' && strings.Contains(t[end:min(len(t), end+40)], "[bot]@") {
		return // 49699333+dependabot[bot]@users.noreply.github.com
	}
	key := wordBefore(t, start-btoi(byteAt(t, start-1) == '=' || byteAt(t, start-1) == ':' || byteAt(t, start-1) == '"'))
	low := strings.ToLower(strings.TrimRight(key.in(t), "_"))
	if n := strings.LastIndexAny(low, "_-"); n >= 0 {
		low = low[n+1:]
	}
	if measured[low] || low == "isbn" || low == "issn" || strings.HasSuffix(low, "bytes") {
		return
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil && (n&(n-1) == 0 || n&(n+1) == 0 || n%1024 == 0) {
		return // a power of two, or a size
	}
	if next := strings.ToLower(wordAfter(t, end).in(t)); measured[next] || next == "b" || next == "kb" || next == "kib" || next == "mb" || next == "records" || next == "times" {
		return
	}
	l.addWeight(start, end, idRule, Warn)
}

// cellEnds reports whether a number of eleven digits and more is the first cell of its line, with
// a comma behind it that begins no decimals.
func cellEnds(t string, start, end int) bool {
	n := digitsFrom(t, end+1)
	return end-start > 10 && byteAt(t, end) == ',' && (start == 0 || t[start-1] == '\n') && (n == 0 || n > 2 || byteAt(t, end+1+n) == ',')
}
