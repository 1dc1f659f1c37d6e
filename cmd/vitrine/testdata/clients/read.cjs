// Reads a status page with three clients of hosted pages, once for each line on
// standard input, and answers with one line of JSON: what each of them sees.
// BASE is the address of the page. statuspage.js asks its vendor's host and is
// led here by the proxy that the environment names.
const {Statuspage} = require('statuspage.io');
const {StatusPageClient, maintenances} = require('@aero/statuspage');
const {Statuspage: Page} = require('statuspage.js');

const base = process.env.BASE;

// sight is what one client sees: the state of the page, and of its newest incident.
const sight = (indicator, newest, open, parts, works) => ({
  indicator, open, parts, works,
  name: newest?.name ?? '', state: newest?.status ?? '',
  updates: (newest?.incident_updates ?? newest?.updates ?? []).map((u) => `${u.status}: ${u.body ?? u.description}`),
});

async function vendor() {
  const client = new Statuspage('page');
  client.setApiUrl(base);
  const [summary, status, parts, all, open, works] = await Promise.all([client.api.getSummary(), client.api.getStatus(), client.api.getComponents(),
    client.api.incidents.getAll(), client.api.incidents.getUnresolved(), client.api.scheduledMaintenances.getAll()]);
  if (summary.status.indicator !== status.status.indicator) throw new Error('summary and status differ');
  return sight(status.status.indicator, all.incidents[0], open.incidents.length, parts.components.length, works.scheduled_maintenances.length);
}

async function aero() {
  const client = () => new StatusPageClient(base); // one remembers its route
  const summary = await client().summary();
  const all = await client().incidents();
  const open = await client().incidents(true);
  const works = await client().maintenances(maintenances.ALL);
  const parts = await client().components();
  return sight(summary.status.indicator, all[0], open.length, parts.reduce((n, c) => n + 1 + c.children.length, 0), works.length);
}

async function page() {
  const client = new Page('page');
  const [summary, parts, all, open, works] = await Promise.all([client.summary(), client.components(), client.allIncidents(),
    client.unresolvedIncidents(), client.allScheduledMaintenances()]);
  const newest = all.incidents[0];
  if (newest && !(newest.incident_updates[0].display_at instanceof Date)) throw new Error('a time is no time');
  return sight(summary.status.indicator, newest, open.incidents.length, parts.components.length, works.scheduled_maintenances.length);
}

require('readline').createInterface({input: process.stdin}).on('line', async () => {
  try {
    const [one, two, three] = await Promise.all([vendor(), aero(), page()]);
    console.log(JSON.stringify({'statuspage.io': one, '@aero/statuspage': two, 'statuspage.js': three}));
  } catch (error) {
    console.log(JSON.stringify({error: String(error.stack ?? error)}));
  }
});
