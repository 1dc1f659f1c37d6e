package views

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func TestMarkdownKeepsTextAndDropsTheRest(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, md, want string }{
		{"a paragraph", "Hello *there*", "<p>Hello <em>there</em></p>"},
		{"a line break stays", "one\ntwo", "<p>one<br>\ntwo</p>"},
		{"a link leaves safely", "[a](https://a.example/x?y=1&z=2)", `<p><a href="https://a.example/x?y=1&amp;z=2" rel="nofollow noopener">a</a></p>`},
		{"a bare address becomes a link", "see https://a.example/", `<p>see <a href="https://a.example/" rel="nofollow noopener">https://a.example/</a></p>`},
		{"mail addresses may be links", "[us](mailto:us@a.example)", `<p><a href="mailto:us@a.example" rel="nofollow noopener">us</a></p>`},
		{"a script is dropped", "a <script>alert(1)</script> b", "<p>a alert(1) b</p>"},
		{"a javascript link loses its target", "[x](javascript:alert(1))", "<p>x</p>"},
		{"so does a hidden one", "[x](javascript&colon;alert(1))", "<p>x</p>"},
		{"so does a relative one", "[x](/admin)", "<p>x</p>"},
		{"a picture is dropped", "a ![pixel](https://a.example/p.png) b", "<p>a  b</p>"},
		{"headings begin where they should", "# A\n\n### B", "<h3>A</h3>\n<h4>B</h4>"},
		{"struck text", "~~no~~ yes", "<p><del>no</del> yes</p>"},
		{"a table", "|a|b|\n|-|-:|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>"},
		{"quotes in a text cannot pretend", `rel="nofollow"`, "<p>rel=&#34;nofollow&#34;</p>"},
		{"nothing is nothing", "  ", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := string(Markdown(tc.md)); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestHeadingsNeverLeaveTheScale(t *testing.T) {
	t.Parallel()
	if got := string(MarkdownAt(5, "# a\n## b\n### c\n> #### d")); strings.Contains(got, "<h7") || !strings.HasPrefix(got, "<h5>a</h5>") {
		t.Errorf("got %s", got)
	}
}

func TestPlainTextReadsWell(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, md, want string }{
		{"emphasis is dropped", "Hello *there*, **all** of `you`", "Hello there, all of you"},
		{"a link keeps its address", "[the page](https://a.example/)", "the page (https://a.example/)"},
		{"an address is said once", "<https://a.example/> and [https://b.example](https://b.example)", "https://a.example/ and https://b.example"},
		{"a mail address is said once", "[us@a.example](mailto:us@a.example)", "us@a.example"},
		{"paragraphs are parted", "one\n\ntwo", "one\n\ntwo"},
		{"line breaks stay", "one\ntwo", "one\ntwo"},
		{"a list", "- one\n- two\n  - three", "- one\n- two\n  - three"},
		{"a numbered list", "3. one\n4. two", "3. one\n4. two"},
		{"a loose list", "- one\n\n  more\n- two", "- one\n\n  more\n- two"},
		{"a quotation", "> one\n> two\n>\n> three", "> one\n> two\n>\n> three"},
		{"code", "```\na  b\n  c\n```", "a  b\n      c"},
		{"a table", "|a|b|\n|-|-|\n|1|2|", "a | b\n1 | 2"},
		{"a heading", "# One\n\ntwo", "One\n\ntwo"},
		{"raw HTML is dropped", "a <b>b</b> c\n\n<div>d</div>", "a b c"},
		{"references are undone", "a &amp; b \\* c &#65;", "a & b * c A"},
		{"but not in code", "`a &amp; b`", "a &amp; b"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := PlainText(tc.md); got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestPlainTextWraps(t *testing.T) {
	t.Parallel()
	long := "https://a.example/" + strings.Repeat("x", 90)
	got := PlainText("- " + strings.Repeat("wörter ", 40) + long)
	for i, line := range strings.Split(got, "\n") {
		if utf8.RuneCountInString(line) > plainWidth && strings.TrimSpace(line) != long {
			t.Errorf("line %d is %d characters: %s", i, utf8.RuneCountInString(line), line)
		}
		if i > 0 && !strings.HasPrefix(line, "  ") {
			t.Errorf("line %d is not under its bullet: %s", i, line)
		}
	}
}

func TestPlainLineIsOneLine(t *testing.T) {
	t.Parallel()
	if got := PlainLine("# One\n\n- two\n- three"); got != "One - two - three" {
		t.Errorf("got %q", got)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{"# a", "[x](javascript:1)", "<svg/onload=1>", "![a](b)", "> - 1. `x`", "|a|\n|-|\n|<b>|", "&#0;&#x6a;avascript:", "[a]: javascript:x\n\n[a]", "\x00\xff"} {
		f.Add(seed)
	}
	allowed := map[string]bool{"html": true, "head": true, "body": true, "p": true, "br": true, "hr": true, "h3": true, "h4": true, "h5": true, "h6": true,
		"ul": true, "ol": true, "li": true, "blockquote": true, "pre": true, "code": true, "em": true, "strong": true, "del": true,
		"table": true, "thead": true, "tbody": true, "tr": true, "th": true, "td": true, "a": true}
	f.Fuzz(func(t *testing.T, md string) {
		doc, err := html.Parse(strings.NewReader(string(Markdown(md))))
		if err != nil {
			t.Skip()
		}
		each(doc, func(n *html.Node) {
			if !allowed[n.Data] {
				t.Errorf("%q lets <%s> through", md, n.Data)
			}
			for _, a := range n.Attr {
				switch href := strings.ToLower(a.Val); {
				case a.Key == "rel", a.Key == "align", a.Key == "start":
				case a.Key == "href" && (strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "mailto:")):
				default:
					t.Errorf("%q lets %s=%q through", md, a.Key, a.Val)
				}
			}
		})
		_ = PlainText(md)
	})
}
