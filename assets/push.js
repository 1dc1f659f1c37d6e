// A reader's device asks to be told itself. Without a script nothing of it is there,
// not even for a browser that shows what is hidden: only a script can ask for it.

const box = document.querySelector('[data-push]')
const form = document.querySelector('form[data-proof]')
const make = (name, more = {}) => Object.assign(document.createElement(name), more)
const begin = make('button', { type: 'button', textContent: box?.dataset.begin }), end = make('button', { type: 'button', className: 'plain', hidden: true, textContent: box?.dataset.end })
const path = '/push-worker.js'
const named = globalThis.trustedTypes?.createPolicy('push', { createScriptURL: () => path })
const letters = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const words = JSON.parse(document.body.dataset.words ?? '{}')
const say = text => { box.querySelector('[role=status]').textContent = words[text] ?? text }
const mine = async () => (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription()

// device is this browser's subscription at its push service, made for our key.
async function device() {
  const answer = await fetch('/subscribe/push', { cache: 'no-store' })
  if (!answer.ok) throw new Error('no key')
  const { key } = await answer.json()
  await navigator.serviceWorker.register(named ? named.createScriptURL('') : path)
  const { pushManager } = await navigator.serviceWorker.ready
  const old = await pushManager.getSubscription()
  if (old && letters(old.options.applicationServerKey) === key) return old
  await old?.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

async function ask() {
  if (await Notification.requestPermission() !== 'granted') return say('Your browser does not allow it. You can change that in its settings for this page.')
  say('One moment …')
  const one = await device().catch(() => null)
  if (!one) return say('Your browser could not reach its push service. Please try again, or choose another way.')
  const body = new URLSearchParams(new FormData(form)), work = {}
  form.dispatchEvent(new CustomEvent('proof', { detail: work }))
  body.set('proof', await Promise.race([work.proof ?? '', new Promise(done => setTimeout(done, 5000, ''))]))
  for (const name of ['email', 'website', 'list', 'digest']) body.delete(name)
  body.set('endpoint', one.endpoint)
  body.set('p256dh', letters(one.getKey('p256dh')))
  body.set('auth', letters(one.getKey('auth')))
  const answer = await fetch(form.action + '/push', { method: 'POST', body }).catch(() => null) // answered in the language of the page
  const told = await answer?.json().catch(() => null)
  if (!told?.asked) return say(told?.problem ?? 'We could not be reached. Please try again.')
  say('A first message is on its way to this device. When it shows, updates have begun.')
  end.hidden = false
}

async function stop() {
  await (await mine())?.unsubscribe()
  say('This device gets nothing more.')
  end.hidden = true
}

if (box && 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis) {
  const both = make('p'), status = make('p')
  both.append(begin, ' ', end)
  status.setAttribute('role', 'status')
  box.append(make('h2', { textContent: box.dataset.push }), make('p', { textContent: box.dataset.about }), both, status)
  begin.onclick = () => ask().catch(() => say('That did not work. Please try again, or choose another way.'))
  end.onclick = () => stop().catch(() => say('That did not work. You can stop it in the settings of your browser.'))
  mine().then(one => { end.hidden = !one }).catch(() => null)
}
