// What a script adds to the console. Every page works without it: it keeps what
// is typed in this browser, counts, hints at what the gate would stop, and gives
// the keyboard its shortcuts.

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const two = n => String(n).padStart(2, '0');
const span = minutes => minutes < 1 ? 'less than a minute' : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;

// ---- what is typed is kept in this browser alone, until a page says that the
// deed was done
const kept = {
  get: key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
};
const clock = at => `${two(at.getHours())}:${two(at.getMinutes())}`;

function autosave(form) {
  const key = 'vitrine:' + form.dataset.autosave;
  const fields = () => $$('textarea[name], input[name]:not([type=hidden], [type=password], [type=radio], [type=checkbox], [type=file]), input[name^=was_]', form);
  const note = $('[data-saved]', form) || document.createElement('span');
  if (!note.parentNode) {
    note.className = 'soft';
    ($('.effect', form) || form).append(' ', note);
  }
  const before = kept.get(key);
  if (before && Date.now() - before.at < 864e5 && fields().some(f => before.values[f.name] && before.values[f.name] !== f.value)) offer(form, key, before, fields());
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const at = new Date();
    if (kept.set(key, { at: +at, version: form.elements.version?.value, values: Object.fromEntries(fields().map(f => [f.name, f.value])) }) && !form.dataset.workbench) note.textContent = `kept in this browser ${clock(at)}`;
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  form.addEventListener('submit', () => {
    if (waiting) keep();
    sessionStorage.setItem('vitrine:sent', key);
  });
  addEventListener('pagehide', () => { if (waiting) keep(); });
  if (form.dataset.workbench) savesItself(form, note, key, keep);
}

// offer brings back what was typed before the page was left, on a click. Where
// somebody else has saved since, saving then shows both texts.
function offer(form, key, before, fields) {
  if ($('#problem, .finds, #note', form) || $('[data-typed]', form)) return; // the form came back with what was typed
  const p = document.createElement('p');
  const version = form.elements.version, since = before.version && version && before.version !== version.value;
  p.className = 'notice';
  p.append(`This browser kept a text from ${clock(new Date(before.at))}. ${since ? 'Another text was saved since: saving yours will show both. ' : ''}`);
  const take = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Bring it back' });
  const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Drop it', className: 'plain' });
  take.onclick = () => {
    for (const f of fields) if (before.values[f.name] !== undefined) f.value = before.values[f.name];
    if (since) version.value = before.version;
    p.remove();
    form.dispatchEvent(new Event('input', { bubbles: true }));
  };
  drop.onclick = () => { localStorage.removeItem(key); p.remove(); };
  p.append(take, ' ', drop);
  form.prepend(p);
}

// savesItself saves a draft while it is written, and brings what stands around
// the sections up to date. It stops where somebody else was first: then a person
// looks at both texts.
function savesItself(form, note, key, keep) {
  const sections = () => $$('textarea[name], input[name=title], input[name=slug]', form);
  const state = () => JSON.stringify(sections().map(f => f.value));
  let saved = state(), timer = 0, running = null, off = form.dataset.workbench !== 'drafting', left = false;
  const later = ms => { clearTimeout(timer); timer = off || left ? 0 : setTimeout(save, ms); };
  const say = text => { note.textContent = text; };
  const save = () => { running ??= send().finally(() => { running = null; }); };
  async function send() {
    const now = state();
    if (now === saved || off || left) return;
    const answer = await fetch(form.getAttribute('action') + '/autosave', { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok && told?.version) {
      saved = now;
      form.elements.version.value = told.version;
      say(`saved ${clock(new Date())}.`);
      if (state() === now) localStorage.removeItem(key); else later(1500);
      if (!left) await refresh(form);
      return;
    }
    keep();
    if (told?.problem) {
      off = told.stale || answer.status === 409;
      say(told.stale ? 'not saved, kept in this browser.' : `not saved: ${told.problem}`);
      if (told.stale) clash(form, told.problem);
      return;
    }
    say(answer ? 'not saved: you are signed out. It is kept in this browser; sign in again and it is offered here.' : 'not saved: no connection. It is kept in this browser.');
    later(15e3);
  }
  form.addEventListener('input', event => { if (!event.target.closest('.find')) later(2500); });
  form.addEventListener('submit', event => {
    left = true;
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault(); // what is on its way comes first, or it would look like somebody else's
    const { submitter } = event;
    running.then(() => submitter ? submitter.click() : form.requestSubmit());
  });
  addEventListener('online', () => later(500));
  addEventListener('pageshow', () => { left = false; });
}

// clash says that somebody else saved first, with the way to both texts.
function clash(form, problem) {
  const p = Object.assign(document.createElement('div'), { className: 'notice warning' });
  p.setAttribute('role', 'alert');
  p.append(`${problem} `, Object.assign(document.createElement('button'), { type: 'button', textContent: 'Look at both texts', onclick: () => $('.publish', form).click() }));
  form.prepend(p);
}

// pageNow is this page as the server would draw it now, nothing of it run.
const pageNow = (query = '') => new Promise(done => {
  const ask = Object.assign(new XMLHttpRequest(), { onload: () => done(ask.status === 200 ? ask.responseXML : null), onerror: () => done(null) });
  ask.open('GET', location.pathname + query);
  ask.responseType = 'document';
  ask.send();
});

// refresh draws what stands around the sections anew, from the page as it is
// now. What is typed, what is open and what has the focus stays.
async function refresh(form) {
  const page = await pageNow();
  if (page?.querySelector('#bench input[name=version]')?.value !== form.elements.version.value) return; // not the text on this page
  for (const part of $$('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!fresh || fresh.isEqualNode(part)) continue;
    const focus = part.contains(document.activeElement) && mark(document.activeElement), typed = beside(), wide = $$('details', part).map(d => d.open);
    part.replaceChildren(...fresh.childNodes);
    typeAgain(typed);
    $$('details', part).forEach((d, i) => { d.open = wide[i] ?? d.open; });
    if (focus) focusMarked(focus);
  }
}

// What was sent is forgotten on the page that says that it was done, and on no
// other: a preview, a sign-in or a second version on the way there carry it on,
// and after a failure the copy is all that is left.
function forgetSent() {
  const key = sessionStorage.getItem('vitrine:sent');
  if (!key || $('[data-carries]')) return;
  sessionStorage.removeItem('vitrine:sent');
  if ($('[data-done]')) localStorage.removeItem(key);
}

// ---- counters
function counter(field) {
  const out = document.getElementById(field.id + '-count');
  const limit = +field.dataset.limit;
  const show = () => {
    const n = [...field.value].length;
    out.textContent = `${n} of ${limit} characters`;
    out.classList.toggle('over', n > limit);
  };
  field.addEventListener('input', show);
  show();
}

// ---- hints: what the gate would say, while the text is typed
function hints(form) {
  const csrf = $('input[name=csrf]', form)?.value;
  for (const out of $$('[data-hints-for]', form)) {
    const field = form.elements[out.dataset.hintsFor];
    let waiting, last = '';
    field.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        if (field.value === last) return;
        last = field.value;
        const body = new URLSearchParams({ csrf, field: field.name, text: last });
        const answer = await fetch('/hints', { method: 'POST', body }).catch(() => null);
        if (!answer?.ok) return;
        const { finds } = await answer.json();
        if (field.value === body.get('text')) show(out, finds, field); // and not for what stood there before
      }, 500);
    });
  }
}

function show(out, finds, field) {
  const text = field.value;
  out.replaceChildren();
  for (const f of finds) {
    const mark = Object.assign(document.createElement('mark'), { textContent: f.text });
    const put = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: f.suggestion ? `Write “${f.suggestion}” instead` : 'Take it out' });
    put.onclick = () => {
      if (field.value === text) field.value = f.places.reduceRight((now, p) => now.slice(0, p.from) + p.with + now.slice(p.to), text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    };
    out.append(mark, ` ${f.why} `, ...(f.severity === 'block' || f.suggestion ? [put, ' '] : []));
  }
}

// ---- the button says how many people it tells
function reach(form) {
  const button = $('[data-reach]', form), out = $('[data-audience]', form);
  if (!button || !$('select[data-component], input[name=components]', form)) return; // nothing to choose: the count stands
  const chosen = () => [...$$('select[data-component]', form).filter(s => s.value).map(s => s.dataset.component), ...$$('input[name=components]:checked', form).map(i => i.value)];
  let last = null;
  const ask = async () => {
    const ids = chosen().join(','), now = ids + ' ' + form.elements.state?.value;
    if (now === last) return;
    last = now;
    const answer = await fetch(`/reach?kind=${button.dataset.reach}&components=${ids}&about=${button.dataset.about || ''}&state=${form.elements.state?.value || ''}`).catch(() => null);
    if (!answer?.ok) return;
    const said = (await answer.json()).audience;
    if (now === last) out.textContent = said; // and not for what was chosen before
  };
  form.addEventListener('change', ask);
  ask();
}

// ---- countdowns
function tick() {
  for (const e of $$('[data-due]')) {
    const minutes = Math.round((new Date(e.dataset.due) - Date.now()) / 6e4);
    e.textContent = minutes >= 0 ? `in ${span(minutes)}` : `${span(-minutes)} overdue`;
    e.classList.toggle('late', minutes < 0);
  }
  for (const e of $$('[data-countdown]')) {
    const seconds = Math.round((new Date(e.dateTime) - Date.now()) / 1e3);
    e.textContent = seconds > 0 ? `in ${seconds} s` : 'now';
    if (seconds <= 0) e.closest('.undo')?.querySelectorAll('form').forEach(f => f.remove());
  }
}

// ---- a notification on its way: its figures follow by themselves
async function follow() {
  let pause = 2000;
  while ($('[data-running]')) {
    await new Promise(done => setTimeout(done, pause));
    if (document.hidden) continue;
    const fresh = $$('[data-follow]', await pageNow(location.search) ?? document.createElement('p')), parts = $$('[data-follow]');
    pause = fresh.length ? 2000 : Math.min(pause * 2, 3e4);
    if (fresh.length !== parts.length) continue;
    parts.forEach((part, n) => renew(part, fresh[n]));
    tick();
  }
}

// renew takes over what differs, so that a button that is about to be pressed stays.
function renew(part, fresh) {
  const counting = $$('[data-countdown]', part);
  $$('[data-countdown]', fresh).forEach((e, n) => { e.textContent = counting[n]?.textContent ?? e.textContent; });
  if (part.children.length !== fresh.children.length) part.replaceChildren(...fresh.childNodes);
  else [...fresh.children].forEach((e, n) => { if (!e.isEqualNode(part.children[n]) && !part.children[n].contains(document.activeElement)) part.children[n].replaceWith(e); });
  if (!fresh.hasAttribute('data-running')) part.removeAttribute('data-running');
}

// ---- the workbench: finds and sentences by the keyboard. Every key presses a
// button that stands on the page.
const finds = () => $$('[data-workbench] .find:not(.settled)');
const notes = { key: 'vitrine:place', take() { const text = sessionStorage.getItem(this.key); sessionStorage.removeItem(this.key); try { return JSON.parse(text); } catch { return null; } } };
let current = null, sentence = null;

// name tells a find by its words, its place and how often they stood there before.
function name(find) {
  const words = f => $('mark', f).textContent + ' ' + $('.soft', f)?.textContent;
  return words(find) + ' ' + finds().filter(f => words(f) === words(find)).indexOf(find);
}
const controls = find => $$('input:not([type=hidden]), button', find);
const beside = () => finds().map(f => [name(f), controls(f).filter(i => i.value !== i.defaultValue && i.type === 'text').map(i => [controls(f).indexOf(i), i.value])]).filter(([, typed]) => typed.length);
function typeAgain(list) {
  for (const [which, typed] of list) {
    const find = finds().find(f => name(f) === which);
    if (find) for (const [n, value] of typed) controls(find)[n].value = value;
  }
}
// mark and focusMarked keep the focus and the caret on a page drawn anew.
function mark(e) {
  const find = e.closest('.find:not(.settled)');
  return { ...(find ? { find: name(find), control: controls(find).indexOf(e) } : { id: e.id }), caret: e.type === 'text' && [e.selectionStart, e.selectionEnd] };
}
function focusMarked({ find, control, id, caret }) {
  const f = find && finds().find(f => name(f) === find);
  const e = (f ? controls(f)[control] ?? f : id && document.getElementById(id)) || $('#found');
  e.focus({ preventScroll: true });
  if (caret) e.setSelectionRange?.(...caret);
}

// visit brings a find and its mark in the text into view.
function visit(find) {
  if (!find) return;
  current = find;
  $$('mark.here').forEach(m => m.classList.remove('here'));
  const word = $(`mark[data-find="${find.id}"]`);
  word?.classList.add('here');
  word?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  find.focus({ preventScroll: true });
  find.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

// read goes to the next sentence of the review, or the one before.
function read(step) {
  const all = $$('.sentence:has(.over)'), at = all.indexOf(sentence);
  const next = all[Math.max(0, Math.min(at + step, all.length - 1))];
  if (!next) return;
  $('.over', next).focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

function findKey(key) {
  const all = finds(), at = all.indexOf(current);
  const press = action => $(`button[name=action][value=${action}]`, current)?.click();
  if (key === 's') $('[data-workbench] .publish')?.click();
  else if (key === 'z') $('[data-undo]')?.click();
  else if (key === 'i' || key === 'I') read(key === 'i' ? 1 : -1);
  else if (key === 'b') $('.over', sentence ?? document.createElement('i'))?.click();
  else if (key === 'j') visit(all[Math.min(at + 1, all.length - 1)]);
  else if (key === 'k') visit(all[Math.max(at - 1, 0)]);
  else if (at < 0 || !['r', 'x', 'a', 'e'].includes(key)) return false;
  else if (key === 'r') press('replace');
  else if (key === 'x') press('remove');
  else if (key === 'e') edit(current);
  else {
    const reason = $('input[name^="reason["]', current);
    if (reason && !reason.value.trim()) reason.focus(); else press('accept');
  }
  return true;
}

// edit goes to what a find was found in, with the words selected.
function edit(find) {
  const field = $(`#bench [name="${$('input[name^="was["]', find).value.split(':')[0]}"]`), words = $('mark', find).textContent;
  if (!field) return;
  field.focus();
  const at = field.value.indexOf(words);
  if (at >= 0) field.setSelectionRange(at, at + words.length);
}

function workbench(form) {
  $('#keys .keys')?.prepend(...($('#keys-finds')?.children ?? []));
  const into = $('#into');
  document.addEventListener('focusin', ({ target }) => {
    current = target.closest('.find:not(.settled)') || current;
    sentence = target.closest('.sentence') || sentence;
    if (into && target.form === form && [...into.options].some(o => o.value && o.value === target.name)) into.value = target.name; // sentences go where one writes
  });
  $('button[data-enter]')?.addEventListener('click', event => { // Enter presses it; in a find's field it decides that find
    const row = document.activeElement.closest('.find .settling');
    if (!row) return;
    event.preventDefault();
    $('button[name=action]', row)?.click();
  });
  const note = notes.take();
  form.addEventListener('submit', ({ submitter }) => {
    const find = submitter?.closest('.find');
    const active = document.activeElement, focus = submitter?.matches('.over') ? { id: submitter.id } : active.id && form.contains(active) && !find ? { id: active.id } : null;
    sessionStorage.setItem(notes.key, JSON.stringify({ path: location.pathname, at: find ? finds().indexOf(find) : -1, focus, top: scrollY, inside: $('.inside')?.scrollTop }));
  });
  if (note?.path !== location.pathname || $('#problem, .finds')) return;
  const left = finds(), status = $('.notice[role=status]'), was = note.focus && document.getElementById(note.focus.id);
  const again = location.hash.startsWith('#find-') && document.getElementById(location.hash.slice(1));
  if (again || note.at < 0) scrollTo({ top: note.top, behavior: 'instant' });
  if (note.inside) $('.inside').scrollTop = note.inside;
  if (note.at >= 0) visit(left[Math.min(note.at, left.length - 1)] ?? Object.assign($('#found'), { tabIndex: -1 }));
  else if (again) visit(again);
  else if (was) was.focus({ preventScroll: true });
  else if (note.focus === null) Object.assign($('#found'), { tabIndex: -1 }).focus({ preventScroll: true });
  if (status) setTimeout(() => { status.textContent += ' ' + $('#found').textContent + '.'; }, 100); // said aloud: a region speaks when it changes
}

// ---- the coach: quiet remarks below what is typed. It advises; no button waits
// for it, and where it cannot be reached nothing is said.
const coached = new WeakMap();

function coach({ target }) {
  const near = target.closest?.('[data-coach]'), form = target.form;
  if (!near || !form || !target.matches('textarea[name], .with-button input[name]') || target.matches('.mono, [name=known], [name=reason]')) return;
  clearTimeout(coached.get(target)?.waiting);
  const now = coached.get(target) ?? { gone: new Set() };
  coached.set(target, now);
  now.waiting = setTimeout(() => advise(target, near, now), 900);
}

async function advise(field, near, now) {
  const form = field.form, picked = name => $(`[name=${name}]:checked`, form)?.value ?? '';
  const body = new URLSearchParams({ csrf: $('input[name=csrf]', form)?.value ?? '', kind: near.dataset.coach, about: near.dataset.about ?? '', text: field.value });
  if (!['', 'none'].includes(picked('next_in'))) body.set('promised', 'yes');
  if (picked('state') === 'resolved' || $('input[name=past]', form)) body.set('resolved', 'yes');
  const answer = field.value.trim() ? await fetch('/coach', { method: 'POST', body }).catch(() => null) : null;
  if (answer && !answer.ok) return;
  const marks = answer ? (await answer.json()).marks : [];
  if (field.isConnected) remark(field, near, now, marks.filter(m => !now.gone.has(m.key)));
}

function remark(field, near, now, marks) {
  const box = now.box ?? Object.assign(document.createElement('details'), { className: 'advice' });
  const open = box.open;
  now.box = box;
  if (!marks.length) { box.remove(); return; }
  const summary = document.createElement('summary'), list = document.createElement('ul');
  const said = marks.map(m => m.whole ? m.name.toLowerCase() : `“${m.text}”`);
  summary.append(`Coach: ${marks.length} remark${marks.length > 1 ? 's' : ''} `, Object.assign(document.createElement('span'), { className: 'soft', textContent: said.slice(0, 3).join(' · ') }));
  for (const m of marks) list.append(remarked(field, near, now, m, marks));
  box.replaceChildren(summary, list);
  box.open = open;
  if (!box.isConnected) (field.closest('.with-button') ?? field.closest('.field') ?? field).after(box);
}

function remarked(field, near, now, m, marks) {
  const item = document.createElement('li'), first = document.createElement('p'), second = document.createElement('p');
  const button = (text, click) => Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: text, onclick: click });
  const show = () => {
    const at = field.value.indexOf(m.text);
    field.focus();
    if (at >= 0) field.setSelectionRange(at, at + m.text.length);
  };
  if (!m.whole) first.append(Object.assign(document.createElement('mark'), { className: 'quiet', textContent: m.text }), ' ');
  first.append(Object.assign(document.createElement('b'), { textContent: `${m.name}.` }), ` ${m.reason}`);
  second.append(Object.assign(document.createElement('span'), { className: 'soft', textContent: 'Better: ' }), m.better);
  item.append(first, second, button('Show', show), ' ', button('Fine here', () => {
    now.gone.add(m.key);
    if (near.dataset.about) fetch('/coach/dismiss', { method: 'POST', redirect: 'manual', body: new URLSearchParams({ csrf: $('input[name=csrf]', field.form)?.value ?? '', about: near.dataset.about, advice: m.key }) }).catch(() => null);
    remark(field, near, now, marks.filter(o => o.key !== m.key));
    field.focus();
  }));
  return item;
}

// ---- a button that makes something makes it once
function onceOnly(form) {
  let sent = false;
  form.addEventListener('submit', event => { if (sent) event.preventDefault(); sent = true; });
  addEventListener('pageshow', event => { if (event.persisted) sent = false; });
}

// ---- keys
function keys() {
  const box = $('#keys'), off = $('#keys-off');
  if (!box) return;
  off.checked = localStorage.getItem('vitrine:keys') === 'off';
  off.onchange = () => localStorage.setItem('vitrine:keys', off.checked ? 'off' : 'on');
  for (const b of $$('[data-keys]')) b.hidden = false;
  document.addEventListener('click', event => { if (event.target.closest('[data-keys]')) box.showModal(); });
  document.addEventListener('keydown', event => {
    const field = event.target.closest?.('input, textarea, select');
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && field?.form) { event.preventDefault(); $('.publish', field.form)?.focus(); return; }
    if (event.key === 'Escape' && field) { field.blur(); return; }
    if (field || off.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (box.open) return;
    if ($('[data-workbench]') && findKey(event.key)) { event.preventDefault(); return; }
    if (event.key === '?') box.showModal();
    if (event.key === 'n') location.href = '/incidents/new';
    if (event.key === 'g') location.href = '/';
    if (event.key === 'u') ($('#update textarea') || $('.list li.open a'))?.[$('#update textarea') ? 'focus' : 'click']();
    if (event.key === 'u') event.preventDefault();
  });
}

document.documentElement.classList.add('scripted');
// where the list of places lies in one line, the one we are in is brought into view
$('.rail [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
forgetSent();
$$('form[data-autosave]').forEach(autosave);
$$('[data-limit]').forEach(counter);
$$('form[data-hints]').forEach(hints);
$$('form').forEach(reach);
document.addEventListener('input', coach);
document.addEventListener('focusin', coach);
$$('form[data-once]').forEach(onceOnly);
keys();
tick();
setInterval(tick, 1000);
follow();
$('#note, #problem, .finds')?.focus();
$$('[data-workbench]').forEach(workbench);
