// What a script adds to the console. Every page works without it: it keeps what
// is typed in this browser, counts, hints at what the gate would stop, and gives
// the keyboard its shortcuts.

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const two = n => String(n).padStart(2, '0');
const span = minutes => minutes < 1 ? 'less than a minute' : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;

// ---- autosave: text fields of a form, in this browser alone, until a page says
// that the deed was done
const kept = {
  get: key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
};

function autosave(form) {
  const key = 'vitrine:' + form.dataset.autosave;
  const fields = () => $$('textarea[name], input[name]:not([type=hidden], [type=password], [type=radio], [type=checkbox], [type=file])', form);
  const note = document.createElement('span');
  note.className = 'soft';
  ($('.effect', form) || form).append(' ', note);
  const before = kept.get(key);
  if (before && Date.now() - before.at < 864e5 && fields().some(f => before.values[f.name] && before.values[f.name] !== f.value)) offer(form, key, before, fields());
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const at = new Date();
    if (kept.set(key, { at: +at, values: Object.fromEntries(fields().map(f => [f.name, f.value])) })) note.textContent = `saved ${two(at.getHours())}:${two(at.getMinutes())}`;
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  form.addEventListener('submit', () => {
    if (waiting) keep();
    sessionStorage.setItem('vitrine:sent', key);
  });
}

// offer brings back what was typed before the page was left, on a click.
function offer(form, key, before, fields) {
  if ($('#problem, .finds', form) || $('[data-typed]', form)) return; // the form came back with what was typed
  const p = document.createElement('p');
  p.className = 'notice';
  p.append(`This browser kept a text from ${new Date(before.at).toLocaleTimeString()}. `);
  const take = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Bring it back' });
  const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Drop it', className: 'plain' });
  take.onclick = () => { for (const f of fields) if (before.values[f.name] !== undefined) f.value = before.values[f.name]; p.remove(); form.dispatchEvent(new Event('input', { bubbles: true })); };
  drop.onclick = () => { localStorage.removeItem(key); p.remove(); };
  p.append(take, ' ', drop);
  form.prepend(p);
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
        show(out, (await answer.json()).finds);
      }, 500);
    });
  }
}

function show(out, finds) {
  out.replaceChildren();
  for (const f of finds) {
    const mark = Object.assign(document.createElement('mark'), { textContent: f.text });
    out.append(mark, ` ${f.why}`, f.suggestion ? ` Instead: “${f.suggestion}”.` : '', ' ');
  }
}

// ---- the button says how many people it tells
function reach(form) {
  const button = $('[data-reach]', form), out = $('[data-audience]', form);
  if (!button || !$('select[data-component], input[name=components]', form)) return; // nothing to choose: the count stands
  const chosen = () => [...$$('select[data-component]', form).filter(s => s.value).map(s => s.dataset.component), ...$$('input[name=components]:checked', form).map(i => i.value)];
  let last = null;
  const ask = async () => {
    const ids = chosen().join(',');
    if (ids === last) return;
    last = ids;
    const answer = await fetch(`/reach?kind=${button.dataset.reach}&components=${ids}&about=${button.dataset.about || ''}`).catch(() => null);
    if (!answer?.ok) return;
    const said = (await answer.json()).audience;
    if (ids === last) out.textContent = said; // and not for what was chosen before
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

// ---- the workbench: finds by the keyboard. Every key presses a button that
// stands on the page.
const finds = () => $$('[data-workbench] .find:not(.settled)');
const notes = { key: 'vitrine:place', take() { const text = sessionStorage.getItem(this.key); sessionStorage.removeItem(this.key); try { return JSON.parse(text); } catch { return null; } } };
const named = find => $('mark', find).textContent + ' ' + $('.soft', find)?.textContent;
const typedIn = find => $$('input[type=text]', find);
let current = null;

// visit brings a find and its mark in the text into view.
function visit(find) {
  if (!find) return;
  current = find;
  $$('mark.here').forEach(m => m.classList.remove('here'));
  const mark = $(`mark[data-find="${find.id}"]`);
  mark?.classList.add('here');
  mark?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  find.focus({ preventScroll: true });
  find.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

function findKey(key) {
  const all = finds(), at = all.indexOf(current);
  const press = action => $(`button[name=action][value=${action}]`, current)?.click();
  if (key === 's') $('[data-workbench] .publish')?.click();
  else if (key === 'j') visit(all[Math.min(at + 1, all.length - 1)]);
  else if (key === 'k') visit(all[Math.max(at - 1, 0)]);
  else if (at < 0 || !['r', 'x', 'a'].includes(key)) return false;
  else if (key === 'r') press('replace');
  else if (key === 'x') press('remove');
  else {
    const reason = $('input[name^="reason["]', current);
    if (reason && !reason.value.trim()) reason.focus(); else press('accept');
  }
  return true;
}

function workbench(form) {
  $('#keys .keys')?.prepend(...($('#keys-finds')?.children ?? []));
  form.addEventListener('focusin', event => { current = event.target.closest('.find') || current; });
  $('button[aria-hidden]', form)?.addEventListener('click', event => { // Enter presses it; in a find's field it decides that find
    const row = document.activeElement.closest('.find .settling');
    if (!row) return;
    event.preventDefault();
    $('button[name=action]', row)?.click();
  });
  const note = notes.take();
  form.addEventListener('submit', event => {
    const find = event.submitter?.closest('.find');
    const others = finds().filter(f => f !== find).map(f => [named(f), typedIn(f).map(i => i.value === i.defaultValue ? null : i.value)]);
    sessionStorage.setItem(notes.key, JSON.stringify({ path: location.pathname, at: find ? finds().indexOf(find) : -1, others: others.filter(([, v]) => v.some(x => x !== null)) }));
  });
  if (note?.path !== location.pathname || $('#problem, .finds')) return;
  for (const [name, values] of note.others) {
    const find = finds().find(f => named(f) === name);
    if (find) typedIn(find).forEach((i, n) => { if (values[n] !== null) i.value = values[n]; });
  }
  const left = finds(), status = $('.notice[role=status]');
  if (note.at >= 0) visit(left[Math.min(note.at, left.length - 1)] ?? Object.assign($('#found'), { tabIndex: -1 }));
  if (status) setTimeout(() => { status.textContent += ' ' + $('#found').textContent + '.'; }, 100); // said aloud: a region speaks when it changes
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
  for (const b of $$('[data-keys]')) { b.hidden = false; b.onclick = () => box.showModal(); }
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

forgetSent();
$$('form[data-autosave]').forEach(autosave);
$$('[data-limit]').forEach(counter);
$$('form[data-hints]').forEach(hints);
$$('form').forEach(reach);
$$('form[data-once]').forEach(onceOnly);
keys();
tick();
setInterval(tick, 1000);
$('#problem, .finds')?.focus();
$$('[data-workbench]').forEach(workbench);
