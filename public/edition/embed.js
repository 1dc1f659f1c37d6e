// Shows the state of a status page where this script stands:
// <script async src="https://status.example.com/embed.js"></script>
(() => {
  const base = "%BASE%";
  const script = document.currentScript;
  const link = document.createElement("a");
  link.href = base + "/";
  link.className = "vitrine-status";
  link.hidden = true;
  script.after(link);
  const show = async () => {
    try {
      const answer = await fetch(base + "/api/v2/status.json");
      if (!answer.ok) return;
      const { status } = await answer.json();
      link.textContent = status.description;
      link.dataset.indicator = status.indicator;
      link.hidden = false;
    } catch {
      // The page stays as it is: an unknown state is never shown as a good one.
    }
  };
  show();
  setInterval(show, 60000);
})();
