package review

import (
	"strings"
	"time"

	"vitrine/models"
	"vitrine/redact"
)

// maxRulebook is the largest rulebook in bytes.
const maxRulebook = 2 << 20

// rulebook is what the organisation knows about itself and does not say: people,
// customers, internal names with their public wording. One row.
type rulebook struct {
	ID        int64
	YAML      string `gorm:"column:yaml"` // the format of redact.ParseRules
	Version   int64  // 0: none was saved yet
	UpdatedAt time.Time
}

// rulebookName is a name of the rulebook and since when it stands there. It stays
// known when it goes.
type rulebookName struct {
	Name  string `gorm:"primaryKey"` // in the form of plain
	Since time.Time
}

// checkRulebook reads rules as they would be used, or says what is wrong with
// them.
func checkRulebook(text string) (redact.Rules, error) {
	if len(text) > maxRulebook {
		return redact.Rules{}, models.Fail(models.TooLarge, "The rulebook has %d KB; %d are possible.", len(text)>>10, maxRulebook>>10)
	}
	rules, err := redact.ParseRules([]byte(text))
	if err == nil {
		_, err = redact.New(rules)
	}
	if err != nil {
		return redact.Rules{}, &models.Error{Kind: models.Invalid, Message: "The rulebook was not saved: " + complaint(err) + ".",
			Fields: map[string]string{"yaml": complaint(err)}}
	}
	return rules, nil
}

// complaint is an error of the rules as one line.
func complaint(err error) string {
	return strings.TrimRight(strings.ReplaceAll(strings.TrimPrefix(err.Error(), "rules: "), "\n", "; "), ".")
}
