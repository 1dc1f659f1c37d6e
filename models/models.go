// Package models is the ground floor: what the world may read, the rules that
// keep it true, and the one way it is kept. A row in one of its tables is
// public because it is there; drafts, staff, subscribers and everything frank
// live in the rooms below models/, which this package never imports.
//
// What must reach up (the audit trail, the job queue, the leak gate) is handed
// in as an interface that is bound to the running transaction.
package models
