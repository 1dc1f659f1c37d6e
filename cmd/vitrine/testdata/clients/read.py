# Prints what two readers of feeds see, as one line of JSON: Universal Feed Parser
# asks for the feed itself, newsboat has it in its cache (a SQLite file).
import json, sqlite3, sys
import feedparser

base, cache = sys.argv[1:]
seen = {}
for name in ("/history.rss", "/history.atom", "/feed.rss", "/feed.atom", "/postmortems.rss"):
    feed = feedparser.parse(base + name)
    seen[name] = {
        "wrong": str(feed.get("bozo_exception", "")) if feed.bozo else "",
        "entries": [{"id": e.id, "title": e.title, "link": e.link, "text": (e.get("content") or [{"value": e.summary}])[0]["value"]} for e in feed.entries],
    }
rows = sqlite3.connect(cache).execute("SELECT guid, title, url, content FROM rss_item WHERE deleted = 0 ORDER BY pubDate DESC").fetchall()
seen["newsboat"] = {"wrong": "", "entries": [dict(zip(("id", "title", "link", "text"), r)) for r in rows]}
print(json.dumps(seen))
