// What a script adds to a page that is complete without it: the reader's own
// zone beside UTC times, how long an open incident lasts, and live updates that
// can be switched off. It stores one word in the browser and sends nothing.

const words = JSON.parse(document.body.dataset.words ?? '{}')
const say = (key, ...args) => (words[key] ?? key).replace(/\{(\d)\}/g, (_, n) => args[n])
const lang = 'words' in document.body.dataset ? document.documentElement.lang + '-u-nu-latn' : []

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const dated = new Intl.DateTimeFormat(lang, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

// The weekday is said where it is another one than in UTC, once for a pair.
function local(time, i, times) {
  const at = new Date(time.dateTime), first = new Date(times?.[0].dateTime ?? at)
  const plain = at.getDate() === at.getUTCDate() || i > 0 && at.getDate() === first.getDate()
  return (plain ? clock : dated).format(at)
}

function note(after, text) {
  const small = document.createElement('small')
  small.className = 'soft nowrap'
  small.textContent = ' (' + text + ')'
  after.after(small)
}

function addZone(root) {
  const away = [...root.querySelectorAll('time[datetime*=T]')].filter(t => new Date(t.dateTime).getTimezoneOffset())
  for (const span of root.querySelectorAll('.span')) {
    const both = away.filter(t => span.contains(t))
    if (both.length) note(span, both.map(local).join('–'))
  }
  for (const t of away) if (!t.closest('.span')) note(t, local(t))
  return away.length > 0
}

function addAges(root) {
  for (const el of root.querySelectorAll('[data-since]')) {
    const minutes = Math.max(0, Math.round((Date.now() - Date.parse(el.dataset.since)) / 60000))
    const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24
    el.textContent = say(', for {0}', days ? say('{0} d {1} h', days, hours) : hours ? say('{0} h {1} min', hours, minutes % 60) : say('{0} min', minutes))
  }
}

// A document asked for as such is parsed without running anything in it.
function ask(address, fresh) {
  return new Promise((answered, failed) => {
    const request = new XMLHttpRequest()
    request.open('GET', address)
    if (fresh) request.setRequestHeader('Cache-Control', 'max-age=0') // not the copy this page was made of
    request.responseType = 'document'
    request.onload = () => answered(request)
    request.onerror = failed
    request.send()
  })
}

// Pointing at a day of a bar tells it in the line below, in the words of the calendar
// that stands on the page of its service; pressing it opens what happened. The
// calendar is asked for when somebody points, once.
const calendars = new Map()

const drawn = page => ({
  bar: page.querySelector('svg.bar')?.innerHTML,
  days: [...page.querySelectorAll('.calendar')].reverse().flatMap(month => [...month.querySelectorAll('td[title]')])
    .map(day => ({ title: day.title, link: day.querySelector('a')?.getAttribute('href') })),
})

function calendar(address) {
  if (!address) return drawn(document)
  if (!calendars.has(address)) {
    const forget = () => { setTimeout(() => calendars.delete(address), 30000); return {} } // who has trouble is left in peace for a while
    calendars.set(address, ask(address).then(answer => answer.status === 200 ? drawn(answer.response) : forget()).catch(forget))
  }
  return calendars.get(address)
}

function hush(scale) {
  scale.classList.remove('telling')
  delete scale.dataset.day
}

let pointed = 0 // how often: a late answer tells nothing of a place that was left

async function tell(event) {
  if (event.type === 'pointermove' && event.pointerType === 'touch' || event.ctrlKey || event.metaKey) return
  const bar = event.target.closest?.('svg.bar'), scale = bar?.nextElementSibling, now = ++pointed
  for (const old of document.querySelectorAll('.telling')) if (old !== scale) hush(old)
  if (!scale) return
  const box = bar.getBoundingClientRect(), along = (event.clientX - box.left) / box.width, address = bar.closest('li')?.querySelector('.row a').href
  const held = await calendar(address), count = (bar.viewBox.baseVal.width + 1) / 5
  if (now !== pointed || held.bar !== bar.innerHTML || held.days.length !== count) return // another day has begun since the page was made
  const day = held.days[Math.min(count - 1, Math.max(0, Math.floor((document.dir === 'rtl' ? 1 - along : along) * count)))]
  if (event.type === 'click' && day.link && scale.dataset.day === day.title) location = new URL(day.link, address ?? location)
  bar.classList.toggle('leads', !!day.link)
  scale.dataset.day = day.title
  scale.classList.add('telling')
}

addEventListener('pointermove', tell)
addEventListener('click', tell)
addEventListener('keydown', event => { if (event.key === 'Escape') document.querySelectorAll('.telling').forEach(hush) })

const main = () => document.getElementById('main')
const path = () => document.body.dataset.path ?? location.pathname // of the page, as the server names it
const foot = document.querySelector('footer.site > p')

if (addZone(document) && foot) foot.append(say(' · in brackets your time, {0}', zone))
addAges(document)
setInterval(() => addAges(document), 30000)

if ('live' in document.body.dataset && foot && window.EventSource) follow()

function follow() {
  const news = document.createElement('p')
  news.className = 'unseen'
  news.setAttribute('role', 'status')
  document.body.append(news)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'live'
  const dot = document.createElement('span')
  dot.className = 'aside'
  dot.textContent = ' · '
  foot.append(dot, button)

  let source, timer, renewal, last, spoken = '', failures = 0
  let modified = Math.floor(Date.parse(document.lastModified) / 1000) || 0
  let on = remembered() !== 'off'

  function show() {
    button.textContent = on ? say('Live updates are on') : say('Live updates are off')
  }

  // The server tells what happened since the page was made, or since the stream
  // was cut: neither is asked for again when nothing did.
  function connect() {
    const query = last ? { last_event_id: last } : { path: path(), modified }
    source = new EventSource('/events?' + new URLSearchParams(query))
    source.addEventListener('hello', event => { failures = 0; last = event.lastEventId })
    source.addEventListener('update', changed)
    source.onerror = () => {
      source.close()
      timer = setTimeout(connect, Math.min(300, 5 * 2 ** failures++) * 1000 * (.5 + Math.random()))
    }
  }

  function stop() {
    clearTimeout(timer)
    source?.close()
  }

  // Everybody hears at once; the page is asked for over some seconds.
  function changed(event) {
    last = event.lastEventId
    let paths
    try { paths = JSON.parse(event.data).paths } catch { paths = null }
    if (Array.isArray(paths) && paths.length && !paths.includes(path())) return
    clearTimeout(renewal)
    renewal = setTimeout(renew, Math.random() * 3000)
  }

  function later() {
    clearTimeout(renewal)
    renewal = setTimeout(renew, (10 + 20 * Math.random()) * 1000)
  }

  function renew() {
    ask(location.pathname + location.search, true).then(request => { // what was taken back says so in its place
      if ([200, 404, 410].includes(request.status) && request.response?.getElementById('main')) replace(request.response); else later()
    }, later)
  }

  function replace(page) {
    const old = main(), next = document.adoptNode(page.getElementById('main'))
    for (const d of old.querySelectorAll('details[id]')) {
      const twin = next.querySelector('#' + CSS.escape(d.id))
      if (twin && d.open) twin.open = true
    }
    const held = old.contains(document.activeElement) && document.activeElement
    const before = said(old)
    addZone(next)
    addAges(next)
    old.replaceWith(next)
    document.title = page.title
    calendars.clear()
    const stamp = page.querySelector('footer.site time'), worn = foot.querySelector('time')
    if (stamp && worn) {
      if (worn.nextSibling?.localName === 'small') worn.nextSibling.remove()
      worn.replaceWith(document.adoptNode(stamp))
      addZone(foot)
    }
    const icon = page.querySelector('link[rel=icon]')
    if (icon) document.querySelector('link[rel=icon]').href = icon.getAttribute('href')
    if (held) (next.querySelector(same(held)) ?? next).focus({ preventScroll: true })
    const now = said(next)
    if (now && now !== before && now !== spoken) {
      news.textContent = spoken = now
      setTimeout(() => { if (news.textContent === now) news.textContent = '' }, 20000) // it was said; a reader who looks around does not meet it twice
    }
  }

  button.onclick = () => {
    on = !on
    try { localStorage.setItem('vitrine.live', on ? 'on' : 'off') } catch {}
    show()
    if (on) connect(); else stop()
  }
  // A machine that slept may hold a stream that ended without a word.
  let left = 0
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) left = Date.now()
    else if (on && Date.now() - left > 60000) { stop(); connect() }
  })
  // A page that is left holds one of the browser's few connections to us.
  addEventListener('pagehide', stop)
  addEventListener('pageshow', event => { if (event.persisted && on) connect() })
  show()
  if (on) connect()
}

// What is worth saying aloud, in whole sentences: the headline, and the newest
// word under it with how far things are.
function said(root) {
  const newest = root.querySelector('.updates li'), text = el => el?.textContent.trim().replace(/\s+/g, ' ') ?? ''
  const state = text(newest?.querySelector('h3')), word = text(newest?.querySelector('.words > *'))
  return [text(root.querySelector('h1')), state && word ? state + ': ' + word : state].filter(Boolean)
    .map(line => /[.!?。！？؟…]$/.test(line) ? line : line + '.').join(' ')
}

function same(el) {
  if (el.id) return '#' + CSS.escape(el.id)
  const href = el.getAttribute('href')
  return href ? '[href="' + CSS.escape(href) + '"]' : el.localName === 'summary' && el.parentElement.id ? '#' + CSS.escape(el.parentElement.id) + ' > summary' : ':not(*)'
}

function remembered() {
  try { return localStorage.getItem('vitrine.live') } catch { return null }
}
