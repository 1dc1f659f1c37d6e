// What a script adds to a form that is complete without it: the reader's zone,
// and a little work that shows that a browser sends it. Forms without the work
// are taken too, but fewer of them from one network. Nothing is asked of anybody
// else.

const zone = document.querySelector('[data-proof] input[name=zone]')
if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''

const bytes = new TextEncoder()

function zeros(hash) {
  const view = new DataView(hash)
  let n = 0
  for (let at = 0; at < 8; at += 4) {
    n += Math.clz32(view.getUint32(at))
    if (n < (at + 4) * 8) break
  }
  return n
}

// solve looks for a number whose hash behind the challenge begins with so many
// zero bits.
async function solve() {
  const answer = await fetch('/subscribe/challenge', { cache: 'no-store' })
  if (!answer.ok) return ''
  const { challenge, bits } = await answer.json()
  const step = 512
  for (let from = 0; from < 2 ** (bits + 5); from += step) {
    const hashes = await Promise.all(Array.from({ length: step }, (_, n) => crypto.subtle.digest('SHA-256', bytes.encode(challenge + '.' + (from + n)))))
    const found = hashes.findIndex(hash => zeros(hash) >= bits)
    if (found >= 0) return challenge + '.' + (from + found)
  }
  return ''
}

if (globalThis.crypto?.subtle) for (const form of document.querySelectorAll('form[data-proof]')) {
  let work
  const begin = () => { work ??= solve().catch(() => '') }
  form.addEventListener('focusin', begin, { once: true })
  form.addEventListener('submit', async event => {
    if (form.elements.proof) return
    event.preventDefault()
    begin()
    const proof = await Promise.race([work, new Promise(done => setTimeout(done, 5000, ''))])
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'proof', value: proof }))
    form.submit()
  })
  form.addEventListener('proof', event => { begin(); event.detail.proof = work; work = undefined }) // each is good for once
  addEventListener('pageshow', event => { if (event.persisted) { form.elements.proof?.remove(); work = undefined } })
}
