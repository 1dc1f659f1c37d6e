// Shows the state of a status page where this script stands:
// <script async src="https://status.example.com/embed.js"></script>
// data-style="none" leaves the looks to the page; data-frame shows /embed.html in a
// frame, with what is open.
(() => {
  const base = "%BASE%";
  const script = document.currentScript;
  if (!script) return;
  if ("frame" in script.dataset) {
    const frame = document.createElement("iframe");
    frame.src = base + "/embed.html";
    frame.title = script.dataset.frame || "Service status";
    frame.loading = "lazy";
    Object.assign(frame.style, { border: "0", width: "100%", height: "9rem", colorScheme: "light dark" });
    script.after(frame);
    return;
  }
  const shapes = { none: "\u2713", minor: "\u25D0", major: "\u25B2", critical: "\u2715" }; // a shape beside each word
  const place = document.createElement("span");
  place.className = "vitrine-status";
  place.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = base + "/";
  link.hidden = true;
  const shape = document.createElement("span");
  shape.setAttribute("aria-hidden", "true");
  const word = document.createElement("span");
  link.append(shape, " ", word);
  place.append(link);
  if (script.dataset.style !== "none") {
    Object.assign(link.style, { color: "inherit", font: "inherit", textDecoration: "none", border: "1px solid currentColor", borderRadius: "1em", padding: ".1em .7em" });
  }
  script.after(place);
  const show = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(base + "/api/v2/status.json", { credentials: "omit" });
      if (!answer.ok) return;
      const { status } = await answer.json();
      if (word.textContent === status.description) return; // said once, not every minute
      word.textContent = status.description;
      shape.textContent = shapes[status.indicator] ?? "\u25CC";
      link.dataset.indicator = place.dataset.indicator = status.indicator;
      link.hidden = false;
    } catch {
      // The page stays as it is: an unknown state is never shown as a good one.
    }
  };
  show();
  setInterval(show, 60000 + 10000 * Math.random());
  document.addEventListener("visibilitychange", show);
})();
