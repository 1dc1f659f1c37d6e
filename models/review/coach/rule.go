package coach

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed rule/*.yaml
var files embed.FS

// Rule is one piece of advice that the coach can give.
type Rule struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Kinds    []Kind   `yaml:"kinds"`
	Reason   string   `yaml:"reason"`
	Better   string   `yaml:"better"`
	Examples Examples `yaml:"examples"`
}

// Examples are sentences that a rule must mark and must leave alone.
type Examples struct {
	Mark []string `yaml:"mark"`
	Pass []string `yaml:"pass"`
}

// rule is a Rule with its patterns. A sentence is marked where match fits, but
// not where unless touches the mark, and not at all where quiet fits.
type rule struct {
	Rule     `yaml:",inline"`
	Measure  string            `yaml:"measure"` // "": by match; "abbreviations"; "missing": marked where match fits nowhere
	Words    map[string]string `yaml:"words"`
	Match    []family          `yaml:"match"`
	When     []family          `yaml:"when"` // of what is missing: only where a sentence fits this
	Unless   []string          `yaml:"unless"`
	Quiet    []string          `yaml:"quiet"`
	Ordinary []string          `yaml:"ordinary"` // capitalised words that are nobody's name
	Known    []string          `yaml:"known"`    // abbreviations that need no explanation

	match, when, unless, quiet []expression
}

// A family is patterns of one sort, and what excuses their marks alone.
type family struct {
	Is  []string `yaml:"is"`
	But []string `yaml:"but"`
}

// order is how rules are listed.
var order = []string{"blame", "human_error", "single_cause", "hindsight", "counterfactual", "vague_time", "vague_quantity", "jargon",
	"hidden_actor", "why_who", "no_impact", "no_next_update", "fix_promise", "vendor_blame", "no_apology", "no_commitment", "hardware"}

// rules compiles the rules, once. They are a part of the program, as patterns in
// code are: a broken one fails every test of this package, and stops a program
// that was built all the same.
var rules = sync.OnceValue(func() []*rule {
	list, err := load()
	if err != nil {
		panic("coach: " + err.Error())
	}
	return list
})

// Rules lists the rules in their order.
func Rules() []Rule {
	var list []Rule
	for _, r := range rules() {
		list = append(list, r.Rule)
	}
	return list
}

func load() ([]*rule, error) {
	words := map[string]string{}
	if err := read("words", &words); err != nil {
		return nil, err
	}
	var list []*rule
	for _, id := range order {
		r := &rule{}
		if err := read(id, r); err != nil {
			return nil, err
		}
		if r.ID != id {
			return nil, fmt.Errorf("rule %s calls itself %q", id, r.ID)
		}
		if err := r.compile(words); err != nil {
			return nil, fmt.Errorf("rule %s: %w", id, err)
		}
		list = append(list, r)
	}
	return list, nil
}

func read(name string, into any) error {
	raw, err := files.ReadFile(path.Join("rule", name+".yaml"))
	if err != nil {
		return fmt.Errorf("rule %s: %w", name, err)
	}
	if err := yaml.UnmarshalWithOptions(raw, into, yaml.Strict()); err != nil {
		return fmt.Errorf("rule %s: %w", name, err)
	}
	return nil
}

func (r *rule) compile(shared map[string]string) (err error) {
	words := map[string]string{}
	for name, pattern := range shared {
		words[name] = pattern
	}
	for name, pattern := range r.Words {
		words[name] = pattern
	}
	if r.match, err = compileFamilies(r.Match, words); err != nil {
		return err
	}
	if r.when, err = compileFamilies(r.When, words); err != nil {
		return err
	}
	if r.unless, err = compileAll(r.Unless, words); err != nil {
		return err
	}
	r.quiet, err = compileAll(r.Quiet, words)
	return err
}

// compileFamilies are the patterns of families, each with the excuses of its own.
func compileFamilies(list []family, words map[string]string) (all []expression, err error) {
	for _, f := range list {
		but, err := compileAll(f.But, words)
		if err != nil {
			return nil, err
		}
		is, err := compileAll(f.Is, words)
		if err != nil {
			return nil, err
		}
		for _, e := range is {
			e.but = but
			all = append(all, e)
		}
	}
	return all, nil
}

func compileAll(patterns []string, words map[string]string) (list []expression, err error) {
	for _, pattern := range patterns {
		e, err := compile(pattern, words)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pattern, err)
		}
		list = append(list, e)
	}
	return list, nil
}

// expression is a pattern and what must stand in a sentence for it to fit.
type expression struct {
	*regexp.Regexp
	need [][]string
	but  []expression // excuse its marks
}

// may reports whether the expression can fit at all a sentence in lower case.
func (e expression) may(lower string) bool {
	for _, list := range e.need {
		if !slices.ContainsFunc(list, func(text string) bool { return strings.Contains(lower, text) }) {
			return false
		}
	}
	return true
}

// marks returns where the expression fits, as FindAllStringSubmatchIndex does;
// the second pair is the mark.
func (e expression) marks(sentence, lower string) [][]int {
	if !e.may(lower) {
		return nil
	}
	return e.FindAllStringSubmatchIndex(sentence, -1)
}

var inner = regexp.MustCompile(`\{[A-Za-z_]+\}`)

// compile makes an expression of a pattern: words in braces filled in, a blank
// for any white space, ~ for an apostrophe, bound to whole words.
func compile(pattern string, words map[string]string) (expression, error) {
	var unknown []string
	for range 6 {
		pattern = inner.ReplaceAllStringFunc(pattern, func(name string) string {
			w, ok := words[strings.Trim(name, "{}")]
			if !ok {
				unknown = append(unknown, name)
			}
			return w
		})
	}
	if len(unknown) > 0 {
		return expression{}, fmt.Errorf("unknown words %v", slices.Compact(unknown))
	}
	pattern = strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "~", `(?:'|’)`).Replace(pattern)
	pattern = `(?i)(?:^|\b|\W)(?P<mark>` + pattern + `)(?:\b|\W|$)`
	e, err := regexp.Compile(pattern)
	return expression{Regexp: e, need: need(pattern)}, err
}
