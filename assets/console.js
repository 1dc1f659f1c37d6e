// What a script adds to the console. Every page works without it: it keeps what
// is typed in this browser, counts, hints at what the gate would stop, and gives
// the keyboard its shortcuts.

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const two = n => String(n).padStart(2, '0');
const span = minutes => minutes < 1 ? 'less than a minute' : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;

// ---- autosave: text fields of a form, in this browser alone, until it is sent
function autosave(form) {
  const key = 'vitrine:' + form.dataset.autosave;
  const fields = () => $$('textarea[name], input[name]:not([type=hidden], [type=password], [type=radio], [type=checkbox], [type=file])', form);
  const note = document.createElement('span');
  note.className = 'soft';
  ($('.effect', form) || form).append(' ', note);
  const kept = JSON.parse(localStorage.getItem(key) || 'null');
  if (kept && Date.now() - kept.at < 864e5 && fields().some(f => kept.values[f.name] && kept.values[f.name] !== f.value)) offer(form, key, kept, fields());
  let waiting;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const at = new Date();
      localStorage.setItem(key, JSON.stringify({ at: +at, values: Object.fromEntries(fields().map(f => [f.name, f.value])) }));
      note.textContent = `saved ${two(at.getHours())}:${two(at.getMinutes())}`;
    }, 800);
  });
  form.addEventListener('submit', event => {
    const step = event.submitter?.value;
    if (step !== 'preview' && step !== 'template') sessionStorage.setItem('vitrine:sent', key);
  });
}

// offer brings back what was typed before the page was left, on a click.
function offer(form, key, kept, fields) {
  if ($('#problem', form)) return; // the form came back with what was typed
  const p = document.createElement('p');
  p.className = 'notice';
  p.append(`This browser kept a text from ${new Date(kept.at).toLocaleTimeString()}. `);
  const take = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Bring it back' });
  const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Drop it', className: 'plain' });
  take.onclick = () => { for (const f of fields) if (kept.values[f.name] !== undefined) f.value = kept.values[f.name]; p.remove(); form.dispatchEvent(new Event('input', { bubbles: true })); };
  drop.onclick = () => { localStorage.removeItem(key); p.remove(); };
  p.append(take, ' ', drop);
  form.prepend(p);
}

// A form that was sent and did not come back with a problem is done.
function forgetSent() {
  const key = sessionStorage.getItem('vitrine:sent');
  if (!key) return;
  sessionStorage.removeItem('vitrine:sent');
  if (!$('#problem') && !$('.finds') && $('body.desk')) localStorage.removeItem(key);
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
  if (!button) return;
  const chosen = () => [...$$('select[data-component]', form).filter(s => s.value).map(s => s.dataset.component), ...$$('input[name=components]:checked', form).map(i => i.value)];
  let last = '';
  const ask = async () => {
    const ids = chosen().join(',');
    if (ids === last) return;
    last = ids;
    const answer = await fetch(`/reach?kind=${button.dataset.reach}&components=${ids}&about=${button.dataset.about || ''}`).catch(() => null);
    if (answer?.ok) out.textContent = (await answer.json()).audience;
  };
  form.addEventListener('change', ask);
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
keys();
tick();
setInterval(tick, 1000);
$('#problem, .finds')?.focus();
