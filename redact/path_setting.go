package redact

import "strings"

// Names of things in a cloud as values of settings, and before the word for them in brackets.

// storeKeys are the names of such settings.
var storeKeys = strings.Fields(`resource_group resource_group_name resourcegroup resourcegroupname key_vault key_vault_name keyvault keyvaultname storage_account storage_account_name storageaccount bucket bucket_name bucketname s3_bucket gcs_bucket aws_bucket
	container_name containername blob_container project_id projectid gcp_project google_project repository repo repo_name registry dataset dataset_id namespace topic topic_name queue queue_name queue_url table table_name cluster cluster_name clustername log_group log_group_name stack_name function_name
	vault_name vaultname workspace workspace_id subscription secret_name secretname index_name stream_name state_bucket backend_bucket data_lake datalake lake_name database_name instance_name db_instance server_name image_name release_name service_account deployment consumer_group group_id job_name pipeline dag_id lambda`)

// storeNouns stand in brackets behind the name of a thing.
var storeNouns = strings.Fields("bucket repo repository project namespace topic queue table dataset vault keyvault container cluster workspace registry branch share volume index schema database lake")

// addStoreSettings adds these keys and nouns.
func (d *dictionary) addStoreSettings() {
	for _, key := range storeKeys {
		tight := strings.HasPrefix(key, "storage")
		d.add(key, func(l *looking, start, end int) { l.settingStore(end, tight) })
	}
	for _, noun := range storeNouns {
		d.add(noun, func(l *looking, start, end int) { l.storeInBrackets(start, end) })
	}
}

// storeName reports whether s is the name of a thing of ours in a store.
func storeName(s string) bool {
	if len(s) < 5 || len(s) > 80 || bits(s)&^(lower|digit|dash|under) != 0 || bits(s)&lower == 0 || !strings.ContainsAny(s, "-_") || placeholder(s) || versionLike(s) || regionName(s) || notHosts[s] || dateLike(s) {
		return false
	}
	head, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	switch head {
	case "kube", "my", "your", "example", "sample", "test", "default", "read", "well", "non", "the", "no", "some":
		return false
	}
	return true
}

// settingStore judges the value of such a setting; a tight one is a single word.
func (l *looking) settingStore(end int, tight bool) {
	t, at := l.text, end
	for at < len(t) && at-end < 24 && strings.IndexByte(" \"'", t[at]) >= 0 {
		at++
	}
	mark := byteAt(t, at)
	if mark != '=' && mark != ':' {
		return
	}
	quoted := false
	for at++; at < len(t) && at-end < 40 && strings.IndexByte(" \"'>", t[at]) >= 0; at++ {
		quoted = quoted || t[at] == '"' || t[at] == '\''
	}
	w := hostAt(t, at)
	if c := byteAt(t, w.end); mark == ':' && !quoted && byteAt(t, end) != ':' || c == '/' || c == '(' || c == '@' || c == ':' {
		return
	}
	if line := strings.Trim(t[lineStart(t, end):end], " \t-\"'"); mark == ':' && !quoted && strings.IndexByte(line, ' ') >= 0 {
		return // a sentence
	}
	if s := w.in(t); storeName(s) || tight && tightName(s) {
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// storeInBrackets judges the name before such a noun in brackets: np-storm-raw (bucket).
func (l *looking) storeInBrackets(start, end int) {
	t := l.text
	if byteAt(t, start-1) != '(' || byteAt(t, end) != ')' || byteAt(t, start-2) != ' ' {
		return
	}
	at := start - 2
	for at > 0 && strings.IndexByte("`\"'*", t[at-1]) >= 0 {
		at--
	}
	from := at
	for from > 0 && at-from < 80 && classes[t[from-1]]&(lower|digit|dash|under) != 0 {
		from--
	}
	if s := t[from:at]; storeName(s) && !wordByte(t, from-1) {
		l.addWeight(from, at, bucketRule, Warn)
	}
}
