// What a script adds to a review: a section is written in its place and saves
// itself, others are seen writing, and no word is lost when the connection, the
// session or the race to save first is. Without it every section has a plain page.

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });
const clock = at => new Date(at).toTimeString().slice(0, 8);

const every = 4000, pause = 1500; // milliseconds between looks, and after the last key before saving
const study = $('[data-study]');
const first = $('[data-writing]');
const review = study?.dataset.study ?? first?.dataset.review;
let person = study?.dataset.person ?? first?.dataset.person;

// A page is fetched as a document: the policy of the console lets no text become
// markup by itself.
function load(method, path, body) {
  return new Promise((done, failed) => {
    const x = new XMLHttpRequest();
    x.open(method, path);
    x.responseType = 'document';
    x.timeout = 15000;
    x.onload = () => done({ status: x.status, page: x.response });
    x.onerror = x.ontimeout = () => failed(new Error('no connection'));
    if (body) x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    x.send(body ?? null);
  });
}

const post = (path, fields, keepalive = false) => fetch(path, { method: 'POST', keepalive, headers: { Accept: 'application/json' }, signal: keepalive ? undefined : AbortSignal.timeout(15000), body: new URLSearchParams(fields) });
const token = () => $('input[name=csrf]')?.value ?? '';

// ---- the copy this browser keeps, for one person, until the server says it has
// the same words
const kept = {
  key: section => `vitrine:section:${person}:${review}:${section}`,
  get(section) { try { return JSON.parse(localStorage.getItem(this.key(section))); } catch { return null; } },
  set(section, text, base) { try { localStorage.setItem(this.key(section), JSON.stringify({ text, base, at: Date.now() })); return true; } catch { return false; } },
  drop(section) { try { localStorage.removeItem(this.key(section)); } catch { /* nothing was kept */ } },
};
const same = (a, b) => a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();

// ---- the connection and the session, said once for the whole page
const link = {
  bad: '',
  show(bad) {
    const out = $('[data-link]');
    if (!out || this.bad === bad) return;
    this.bad = bad;
    out.replaceChildren();
    if (bad === 'offline') out.append('No connection. What you write is kept in this browser, and saved when the connection is back.');
    if (bad === 'session') {
      const at = editors.size ? `/reviews/${review}/sections/${[...editors.keys()][0]}` : `/reviews/${review}`;
      out.append('Your session has ended. What you wrote is kept in this browser. ', make('a', 'Sign in again', { href: '/sign-in?next=' + encodeURIComponent(at) }), ', here or in another tab: it is saved then.');
    }
    if (bad === 'other') out.append('Somebody else is signed in here now. What you wrote is kept in this browser for you.');
  },
};

// revive looks whether somebody signed in again, and takes the new session's
// token.
async function revive() {
  const { status, page } = await load('GET', `/reviews/${review}`);
  const now = page && $('[data-study]', page)?.dataset.person;
  if (status !== 200 || !now) return false;
  if (now !== person) { link.show('other'); return false; }
  const csrf = $('input[name=csrf]', page)?.value;
  $$('input[name=csrf]').forEach(i => { i.value = csrf; });
  return true;
}

// ---- one section that is written in
const editors = new Map();

class Editor {
  constructor(form) {
    this.form = form;
    this.section = form.dataset.writing;
    this.field = $('textarea', form);
    this.state = $('[data-state]', form);
    this.version = +($('input[name=version]', form)?.value ?? 0);
    this.saved = this.field.value; // what the server has, as far as we know
    this.lost = []; // what was sent and never answered: the server may have it
    this.theirs = null; // what somebody else saved meanwhile
    this.held = ''; // who writes here instead
    this.typed = Date.now();
    editors.set(this.section, this);
    $('.publish', form).textContent = study ? 'Done' : 'Save';
    this.field.addEventListener('input', () => this.input());
    form.addEventListener('submit', event => { event.preventDefault(); this.finish(); });
    this.offer();
  }

  get dirty() { return !same(this.field.value, this.saved); }

  say(text, bad = false) {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.dataset.state = bad ? 'bad' : '';
  }

  input() {
    this.typed = Date.now();
    const safe = kept.set(this.section, this.field.value, this.version);
    if (this.theirs !== null) return;
    if (!safe) this.say('This browser keeps no copy; saving …', true); else if (!link.bad) this.say('…');
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(true), pause);
  }

  // save sends what is written. It returns whether the server has it now.
  async save(going) {
    clearTimeout(this.waiting);
    if (this.busy) { await this.busy; }
    if (this.theirs !== null) return false;
    if (!this.dirty && going) return true;
    this.busy = this.send(going);
    try { return await this.busy; } finally { this.busy = null; }
  }

  async send(going) {
    const text = this.field.value;
    const fields = { csrf: token(), version: this.version, text };
    if (going) fields.going = 'yes';
    let answer, said = {};
    try {
      answer = await post(this.form.action, fields);
      if (answer.headers.get('Content-Type')?.includes('json')) said = await answer.json();
    } catch { this.lost.push(text); return this.later('offline', 'No connection. Kept in this browser; it is saved when the connection is back.'); }
    if (answer.status === 401 || answer.status === 403 && !said.problem) return this.later('session', 'Not saved: your session has ended. Kept in this browser.');
    if (answer.status === 409 && said.version) return this.meet(said, going);
    if (!answer.ok) return this.later('', said.problem || 'Not saved. Kept in this browser; trying again.');
    link.show('');
    this.agree(said.version, text);
    this.say(`Saved ${clock(Date.now())}`);
    return true;
  }

  // agree notes that the server has a text.
  agree(version, text) {
    this.version = version;
    this.saved = text;
    this.lost = [];
    const old = $('input[name=version]', this.form);
    if (old) old.value = version;
    if (same(this.field.value, text)) kept.drop(this.section);
    else { kept.set(this.section, this.field.value, version); this.waiting = setTimeout(() => this.save(true), pause); }
  }

  later(bad, text) {
    if (bad) link.show(bad);
    if (!kept.set(this.section, this.field.value, this.version)) text = 'Not saved, and this browser keeps no copy. Copy your words somewhere safe.';
    this.say(text, true);
    return false;
  }

  // meet deals with a text that was saved before ours. Our own, of which the
  // answer was lost, needs nobody to decide.
  meet(said, going) {
    if (said.mine && this.lost.some(text => same(said.text, text))) {
      this.version = said.version;
      this.saved = said.text;
      return this.send(going);
    }
    this.theirs = said.text;
    this.say('Not saved: somebody saved another text first. Both are shown.', true);
    this.compare(said, `${said.mine ? 'You, in another window,' : said.by || 'Somebody'} saved this section while you wrote. Nothing is lost: above is yours, below what is saved now.`);
    return false;
  }

  compare(said, why) {
    this.panel?.remove();
    const box = make('div', '', { className: 'told', role: 'alert' });
    const ways = make('div', '', { className: 'ways' });
    const way = (name, text) => { const b = make('button', name, { type: 'button' }); b.onclick = () => this.decide(said, text); ways.append(b); };
    way('Put both together', () => said.text.trim() + '\n\n' + this.field.value.trim());
    way('Save mine over it', () => this.field.value);
    way('Keep what is saved, drop mine', () => said.text);
    box.append(make('p', why), make('div', said.text || 'empty', { className: 'saved' }), ways);
    this.panel = box;
    $('.field', this.form).after(box);
  }

  decide(said, text) {
    this.field.value = text();
    this.version = said.version;
    this.saved = said.text;
    this.theirs = null;
    this.panel.remove();
    this.panel = null;
    if (this.dirty) { kept.set(this.section, this.field.value, this.version); this.save(true); }
    else { kept.drop(this.section); this.say('Saved as it was.'); }
    this.field.focus();
  }

  // offer brings back words that were never saved, where this browser has some.
  offer() {
    const copy = kept.get(this.section);
    if (!copy) return;
    if (same(copy.text, this.saved)) { kept.drop(this.section); return; }
    const box = make('div', '', { className: 'told', role: 'status' }), ways = make('div', '', { className: 'ways' });
    const back = make('button', 'Put them back', { type: 'button' }), drop = make('button', 'Drop them', { type: 'button', className: 'plain' });
    back.onclick = () => {
      box.remove();
      if (copy.base === this.version) { this.field.value = copy.text; this.input(); this.field.focus(); return; }
      const said = { text: this.saved, version: this.version, by: '' };
      this.field.value = copy.text;
      this.theirs = said.text;
      this.compare(said, 'The section was changed since you wrote this. Nothing is lost: above is yours, below what is saved now.');
    };
    drop.onclick = () => { kept.drop(this.section); box.remove(); };
    ways.append(back, drop);
    box.append(make('p', `This browser kept words of yours from ${clock(copy.at)} that were not saved.`), make('div', copy.text, { className: 'saved' }), ways);
    this.form.prepend(box);
  }

  // hold shows that somebody else writes here, or that nobody does any more.
  async hold(writer) {
    const name = writer?.name ?? '';
    if (name === this.held) return;
    const before = this.held;
    this.held = name;
    this.banner?.remove();
    this.banner = null;
    if (!name) {
      this.field.readOnly = false;
      if (before) await this.refresh();
      return;
    }
    if (this.dirty) await this.save(true);
    this.field.readOnly = true;
    const take = make('button', 'Take over', { type: 'button' });
    take.onclick = async () => {
      await beat({ section: this.section, take: 'yes' });
      await this.hold(null);
      this.field.focus();
    };
    this.banner = make('div', '', { className: 'told', role: 'status' });
    this.banner.append(make('p', `${name} is writing here since ${writer.since}. ${this.dirty ? 'Your words are kept.' : 'What you wrote is saved.'}`), Object.assign(make('div', '', { className: 'ways' })));
    $('.ways', this.banner).append(take);
    this.form.prepend(this.banner);
  }

  // refresh takes over what others saved, while nothing of ours would be lost.
  async refresh() {
    if (this.dirty || this.busy || this.theirs !== null) return;
    const { status, page } = await load('GET', this.form.action);
    const fresh = status === 200 && $('[data-writing] textarea', page);
    if (!fresh || this.dirty) return;
    const at = this.field.selectionStart;
    this.field.value = this.saved = fresh.value;
    this.version = +$('[data-writing] input[name=version]', page).value;
    this.field.setSelectionRange(at, at);
  }

  async finish() {
    if (!await this.save(false)) return;
    beat({ section: this.section, leave: 'yes' });
    if (!study) { location.href = `/reviews/${review}#${this.section}`; return; }
    this.close();
  }

  // close puts the saved text in the place of the form.
  async close() {
    editors.delete(this.section);
    const { status, page } = await load('GET', `/reviews/${review}`).catch(() => ({}));
    const text = status === 200 && page.getElementById(this.section + '-text');
    if (!text) { location.reload(); return; }
    this.form.replaceWith(document.adoptNode(text));
    const open = $(`#${this.section} [data-write]`);
    if (open) { open.hidden = false; open.focus(); }
    update(page);
  }
}

// write brings the form of a section to the page.
async function write(open) {
  const place = open.closest('.place'), text = $('[data-section]', place);
  const { status, page } = await load('GET', open.href).catch(() => ({}));
  const form = status === 200 && $('[data-writing]', page);
  if (!form) { location.href = open.href; return; }
  text.replaceWith(document.adoptNode(form));
  open.hidden = true;
  const editor = new Editor(form);
  editor.field.focus();
  editor.field.setSelectionRange(editor.field.value.length, editor.field.value.length);
  look();
}

// ---- who else is here, and what is newer than this page
let counted = study?.dataset.comments;

async function beat(fields) {
  const answer = await post(`/reviews/${review}/presence`, { csrf: token(), ...fields });
  if (answer.status === 401 || answer.status === 403) throw new Error('session');
  if (!answer.ok) throw new Error('refused');
  return answer.json();
}

async function look() {
  if (document.hidden) return;
  try {
    if (link.bad === 'session' || link.bad === 'other') { if (!await revive()) return; }
    let room = null;
    for (const e of editors.values()) {
      if (Date.now() - e.typed < 3e5 && !e.held) room = await beat({ section: e.section });
    }
    room = room ?? await beat({});
    link.show('');
    await seat(room);
    for (const e of editors.values()) if (e.dirty && e.theirs === null && !e.busy && Date.now() - e.typed > pause) e.save(true);
  } catch (error) {
    if (error.message === 'session') link.show('session');
    else if (error.message !== 'refused') link.show('offline');
  }
}

// seat shows the people of a room, and fetches what is newer.
async function seat(room) {
  const others = room.present.filter(p => String(p.id) !== person);
  const writer = section => others.find(p => p.section === section);
  for (const out of $$('[data-writer]')) put(out, writer(out.dataset.writer) ? `${writer(out.dataset.writer).name} is writing here` : '');
  for (const out of $$('[data-writer-short]')) put(out, writer(out.dataset.writerShort)?.name ?? '');
  const here = $('[data-here]');
  if (here) put(here, [...new Set(others.map(p => p.name))].map(name => name + (others.some(p => p.name === name && p.section) ? ' is writing.' : ' is here.')).join(' '));
  for (const e of editors.values()) {
    await e.hold(writer(e.section));
    if ((room.versions[e.section] ?? 1) > e.version) await e.refresh();
  }
  const newer = $$('[data-section]').some(s => (room.versions[s.dataset.section] ?? 1) > +s.dataset.version);
  if (study && (newer || room.comments !== counted)) {
    const { status, page } = await load('GET', `/reviews/${review}`);
    if (status === 200) { update(page); counted = $('[data-study]', page)?.dataset.comments ?? counted; }
  }
}

const put = (out, text) => { if (out.textContent.trim() !== text) out.textContent = text; };

// update takes texts and talk over from a newer page, where nobody is in the
// middle of writing something.
function update(page) {
  for (const old of $$('[data-section], [data-talk]')) {
    const fresh = page.getElementById(old.id);
    if (!fresh || old.contains(document.activeElement) || fresh.isEqualNode(old)) continue;
    if ($$('textarea, input[name=body]', old).some(f => f.value !== f.defaultValue)) continue;
    old.replaceWith(document.adoptNode(fresh));
  }
}

// inPlace sends a small form and shows its result where it stands, so that what
// is written elsewhere on the page stays open.
async function inPlace(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const { status, page } = await load('POST', form.action, body).catch(() => ({}));
  const fresh = page?.getElementById(form.dataset.inplace);
  if (!fresh) { link.show(status === 401 ? 'session' : status ? '' : 'offline'); if (status && status !== 401) HTMLFormElement.prototype.submit.call(form); return; }
  const old = document.getElementById(form.dataset.inplace);
  old.replaceWith(document.adoptNode(fresh));
  const next = $('summary, button', fresh);
  next?.focus();
  counted = $('[data-study]', page)?.dataset.comments ?? counted;
}

document.addEventListener('click', event => {
  const open = event.target.closest?.('[data-write]');
  if (!open || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  write(open);
});
document.addEventListener('submit', event => {
  if (!event.target.matches?.('form[data-inplace]') || !study) return;
  event.preventDefault();
  inPlace(event.target, event.submitter);
});
addEventListener('online', look);
addEventListener('offline', () => link.show('offline'));
document.addEventListener('visibilitychange', look);
addEventListener('pagehide', () => {
  for (const e of editors.values()) {
    if (e.dirty && e.theirs === null) post(e.form.action, { csrf: token(), version: e.version, text: e.field.value, going: 'yes' }, true).catch(() => {});
    post(`/reviews/${review}/presence`, { csrf: token(), section: e.section, leave: 'yes' }, true).catch(() => {});
  }
});

// remember says on the page of the review which words this browser kept and the
// server never got.
function remember() {
  for (const open of $$('[data-write]')) {
    const place = open.closest('.place'), text = $('[data-section]', place), copy = kept.get(text.dataset.section);
    if (!copy) continue;
    const said = make('p', `This browser kept words of yours from ${clock(copy.at)} that may not be saved. `, { className: 'told' });
    const show = make('button', 'Look at them', { type: 'button' });
    show.onclick = () => { said.remove(); write(open); };
    said.append(show);
    text.before(said);
  }
}

// ---- a picture is pasted or dropped, and stays chosen when its form is refused
const most = 3 << 20; // bytes

class Picture {
  constructor(form) {
    this.form = form;
    this.file = $('input[type=file]', form);
    $('.help', this.file.closest('.field')).append(' Paste it, or drop it here.');
    this.file.addEventListener('change', () => this.show());
    form.addEventListener('submit', event => { event.preventDefault(); this.send(); });
    form.addEventListener('dragover', event => { if ([...event.dataTransfer.types].includes('Files')) { event.preventDefault(); form.classList.add('over'); } });
    form.addEventListener('dragleave', () => form.classList.remove('over'));
    form.addEventListener('drop', event => { form.classList.remove('over'); if (this.take(event.dataTransfer.files)) event.preventDefault(); });
    this.show();
  }

  // take chooses the picture among files; false where there is none.
  take(files) {
    const one = [...files].find(f => f.type.startsWith('image/'));
    if (!one) return false;
    const list = new DataTransfer();
    list.items.add(one);
    this.file.files = list.files;
    this.form.closest('details').open = true;
    this.show();
    $('textarea', this.form).focus();
    return true;
  }

  // show draws what is chosen, so that nobody adds the wrong one.
  show() {
    $('.chosen', this.form)?.remove();
    const one = this.file.files[0];
    if (!one) return;
    this.say(one.size > most ? 'This picture has more than 3 MB. Cut it to what matters, or save it as a JPEG.' : '');
    const reader = new FileReader();
    reader.onload = () => {
      const seen = make('img', '', { className: 'chosen', alt: 'The picture that is chosen', src: reader.result });
      seen.onerror = () => seen.remove();
      this.file.after(seen);
    };
    reader.readAsDataURL(one);
  }

  say(text) {
    $('[data-said]', this.form)?.remove();
    if (!text) return;
    const out = make('p', text, { className: 'error', role: 'alert' });
    out.dataset.said = '';
    this.file.before(out);
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    try {
      const x = await this.post();
      const fresh = x.response?.querySelector('form[data-graph]');
      if (x.status === 200 && new URL(x.responseURL).pathname === `/reviews/${review}`) {
        history.replaceState(null, '', x.responseURL + '#graphs');
        location.reload();
      } else if (x.status === 401) {
        link.show('session');
        this.say('Not added: your session has ended. Sign in again in another tab, then press the button again; the picture is still chosen.');
      } else if (!fresh) {
        this.say(x.status === 413 ? 'Not added: this is more than 4 MB. Choose a smaller picture.' : 'Not added, and nothing is lost: press the button again in a moment.');
      } else {
        $('[data-again]', fresh)?.remove();
        $('input[type=file]', fresh).replaceWith(this.file);
        this.form.replaceWith(document.adoptNode(fresh));
        adding = new Picture(fresh);
        $('#problem', fresh)?.focus();
      }
    } catch { this.say('No connection, so it was not added. The picture is still chosen: press the button again when it is back.'); } finally { this.busy = false; }
  }

  post() {
    return new Promise((done, failed) => {
      const x = new XMLHttpRequest();
      x.open('POST', this.form.action);
      x.responseType = 'document';
      x.timeout = 60000;
      x.onload = () => done(x);
      x.onerror = x.ontimeout = () => failed(new Error('no connection'));
      x.send(new FormData(this.form));
    });
  }
}

let adding = study && $('form[data-graph]') && new Picture($('form[data-graph]'));
addEventListener('paste', event => { if (!event.clipboardData?.types.includes('text/plain') && adding?.take(event.clipboardData?.files ?? [])) event.preventDefault(); });

if (review && token()) {
  if (first) { $('[data-taken]')?.remove(); new Editor(first); }
  remember();
  if (study && matchMedia('(max-width: 75rem)').matches) $('.contents')?.removeAttribute('open');
  look();
  setInterval(look, every);
}
