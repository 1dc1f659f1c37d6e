// Search in the browser: a reader's words are compared here and sent to nobody. The
// lists it reads are files like every other, one for each month of this year and
// one for each year before, the newest first.

const box = document.querySelector('[data-search]')
const { at, periods, label, every, incident, maintenance, postmortem, any, found, none, part, more, title } = box?.dataset ?? {}
const make = (name, more = {}, ...inside) => { const e = Object.assign(document.createElement(name), more); e.append(...inside); return e }
const lang = document.documentElement.lang
const day = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang ? lang + '-u-nu-latn' : [], { dateStyle: 'long', timeZone: 'UTC' }) // as the pages write it
const kinds = { incident, maintenance, postmortem }
const page = 50

// fold takes case, accents and the Arabic vowel signs away: who searches does not type them.
const fold = text => text.normalize('NFKD').replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, '').toLowerCase()

const field = (id, words, control) => make('p', {}, make('label', { htmlFor: id, textContent: words }), ' ', control)
const choice = (id, first, options = []) => make('select', { id, name: id }, new Option(first, ''), ...options)
const query = make('input', { type: 'search', id: 'q', name: 'q', autocomplete: 'off', enterKeyHint: 'search' })
const kind = choice('kind', every, Object.entries(kinds).map(([value, words]) => new Option(words, value)))
const service = choice('service', any)
const status = make('p', { className: 'soft' }), list = make('ol', { className: 'library' })
const further = make('button', { type: 'button', className: 'plain', textContent: more, hidden: true })

let entries = [], missing = 0, shown = page, reading = true

// read takes one list in; what is in it may show at once.
async function read(period) {
  const answer = await fetch('/search/' + period + '.json').catch(() => null)
  const told = answer?.ok ? await answer.json().catch(() => null) : null
  if (!told) return void missing++
  for (const [id, name] of Object.entries(told.services)) {
    if (![...service.options].some(o => o.value === id)) service.add(new Option(name, id))
  }
  for (const e of told.entries) {
    const { in: others, ...said } = e, own = others?.[lang], mother = e.language ?? box.dataset.own, names = e.services.map(id => told.services[id])
    const all = fold([e.title, e.text, ...own ? [own.title, own.text] : [], ...names].join('\n'))
    entries.push({ ...said, ...own, names, all, head: fold((own ?? e).title), marked: own || mother === lang ? {} : { lang: mother } })
  }
}

// wanted lists what fits, newest first, with those before the others that have every
// word in their title.
function wanted() {
  const words = fold(query.value).split(/\s+/).filter(Boolean)
  const fits = entries.filter(e => (!kind.value || e.kind === kind.value) && (!service.value || e.services.includes(service.value)) && words.every(w => e.all.includes(w)))
  const first = e => words.length > 0 && words.every(w => e.head.includes(w))
  return fits.sort((a, b) => first(b) - first(a) || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

// around is the part of a text in which the first word stands.
function around(e) {
  const [word] = fold(query.value).split(/\s+/).filter(w => fold(e.text).includes(w) && w)
  const from = word ? Math.max(0, e.text.lastIndexOf(' ', Math.max(0, fold(e.text).indexOf(word) - 60))) : 0
  const text = e.text.slice(from, from + 200).trim()
  return (from ? '… ' : '') + text + (from + 200 < e.text.length ? ' …' : '')
}

function line(e) {
  const facts = [kinds[e.kind], day.format(new Date(e.at)), ...e.names]
  return make('li', {}, make('h2', {}, make('a', { href: at + e.path, textContent: e.title, dir: 'auto', ...e.marked })),
    make('p', { className: 'soft', textContent: facts.join(' · ') }), make('p', { className: 'words', textContent: around(e), dir: 'auto', ...e.marked }))
}

function show() {
  const asked = query.value.trim() || kind.value || service.value
  const all = asked ? wanted() : []
  list.replaceChildren(...all.slice(0, shown).map(line))
  further.hidden = all.length <= shown
  status.textContent = !asked ? '' : (all.length ? found.replace('{0}', all.length) : reading ? '' : none) + (missing ? ' ' + part : '')
  document.title = asked && query.value.trim() ? query.value.trim() + ' · ' + title : title
}

// ask keeps the words behind the # of the address, which no request carries.
function ask() {
  shown = page
  const named = [...new FormData(box.querySelector('form'))].filter(([, value]) => value.trim())
  history.replaceState(null, '', location.pathname + location.search + (named.length ? '#' + new URLSearchParams(named) : ''))
  show()
}

async function begin() {
  const asked = new URLSearchParams(location.hash.slice(1))
  status.setAttribute('role', 'status')
  const filters = make('div', { className: 'filters' }, field('kind', box.dataset.what, kind), field('service', box.dataset.service, service))
  const form = make('form', { className: 'form' }, field('q', label, query), filters)
  form.setAttribute('role', 'search')
  form.onsubmit = event => { event.preventDefault(); ask() }
  box.append(form, status, list, further)
  query.value = asked.get('q') ?? ''
  kind.value = asked.get('kind') ?? ''
  if (kind.selectedIndex < 0) kind.value = ''
  let pause
  query.oninput = () => { clearTimeout(pause); pause = setTimeout(ask, 150) }
  kind.onchange = service.onchange = ask
  further.onclick = () => { const n = shown; shown += page; show(); list.children[n]?.querySelector('a').focus() }
  const waiting = periods.split(' ').filter(Boolean)
  const reader = async () => { for (let p; (p = waiting.shift());) { await read(p); show() } }
  await Promise.all([reader(), reader(), reader(), reader()])
  reading = false
  const chosen = service.value || (asked.get('service') ?? '')
  service.replaceChildren(service.options[0], ...[...service.options].slice(1).sort((a, b) => a.text.localeCompare(b.text, lang)))
  service.value = chosen
  if (service.selectedIndex < 0) service.value = ''
  show()
}

if (box) begin()
