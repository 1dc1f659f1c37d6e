// What a script adds to the timeline: the reader's own time beside UTC, entries
// of one moment that can be dragged, and keys for a pasted chat. Every page works
// without it.

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

// ---- the reader's own time, where it is another
for (const e of $$('time[data-zone]')) {
  const at = new Date(e.dateTime), own = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (own !== e.dateTime.slice(11, 16)) e.title = `${own} your time`;
}

// ---- entries of one moment change places by dragging
let dragged = null;
for (const row of $$('tr[data-twin]')) {
  row.draggable = true;
  row.addEventListener('dragstart', () => { dragged = row; });
  row.addEventListener('dragover', event => { if (dragged?.dataset.twin === row.dataset.twin && dragged !== row) { event.preventDefault(); row.classList.add('over'); } });
  row.addEventListener('dragleave', () => row.classList.remove('over'));
  row.addEventListener('drop', event => {
    event.preventDefault();
    const all = $$(`tr[data-twin="${row.dataset.twin}"]`);
    const move = Object.assign(document.createElement('button'), { name: 'move', value: `${dragged.id.slice(2)} ${all.indexOf(row) - all.indexOf(dragged)}`, hidden: true });
    const form = row.closest('form');
    form.append(move);
    form.requestSubmit(move);
  });
}

// ---- a pasted chat, by keys
function chat(form) {
  const rows = $$('.said:not(.made)', form);
  let at = rows.find(r => r.classList.contains('suggested')) ?? rows[0], changed = new Set(), waiting;
  const radio = (row, value) => $(`input[value="${value}"]`, row);
  const chosen = row => $('input:checked', row)?.value ?? 'drop';
  const count = () => { $('[data-kept]', form).textContent = rows.filter(r => chosen(r) !== 'drop').length; };
  const go = row => { if (!row) return; at = row; row.focus({ preventScroll: true }); row.scrollIntoView({ block: 'center', behavior: 'instant' }); };
  const beside = by => rows[rows.indexOf(at) + by];
  const suggestion = () => rows.slice(rows.indexOf(at) + 1).find(r => r.classList.contains('suggested') && chosen(r) === 'drop');
  const save = async () => {
    clearTimeout(waiting);
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const sent = changed;
    changed = new Set();
    for (const r of sent) for (const f of $$('input:checked, select', r)) body.append(f.name, f.value);
    const answer = await fetch(form.dataset.chat, { method: 'POST', body }).catch(() => null);
    if (!answer?.ok) sent.forEach(r => changed.add(r));
    $('[data-saved]', form).textContent = answer?.ok ? 'Choices saved.' : 'The choices are not saved yet.';
  };
  const note = row => { changed.add(row); count(); clearTimeout(waiting); waiting = setTimeout(save, 700); };
  const mark = (value) => {
    const row = at, on = row.classList.contains('suggested');
    radio(row, value).checked = true;
    note(row);
    go((on && suggestion()) || beside(1));
  };
  const keys = {
    '+': () => mark('positive'), '=': () => mark('positive'), '-': () => mark('negative'), '0': () => mark('none'), 'x': () => mark('drop'),
    'j': () => go(beside(1)), 'k': () => go(beside(-1)), 'n': () => go(suggestion()),
    's': () => { for (const r of rows) if (r.dataset.guess && chosen(r) === 'drop') { radio(r, r.dataset.guess).checked = true; note(r); } },
    'a': () => $('button[value=keep]', form).click(),
  };
  form.addEventListener('change', event => { const row = event.target.closest('.said'); if (row) { at = row; note(row); } });
  form.addEventListener('focusin', event => { at = event.target.closest('.said:not(.made)') || at; });
  addEventListener('keydown', event => { // before the keys of the whole console
    const typing = event.target.closest?.('input:not([type=radio]), textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || $('dialog[open]') || localStorage.getItem('vitrine:keys') === 'off') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.key]();
  }, true);
  $('button[value=suggested]', form)?.addEventListener('click', event => { event.preventDefault(); keys.s(); });
  $('[data-keys-line]').hidden = false;
  go(at);
}
$$('form[data-chat]').forEach(chat);
