// Shows on this device what the status page sends to it, and does nothing else: it
// touches no page and keeps nothing.
const here = to => { const url = new URL(to ?? '/', location.origin); return url.origin === location.origin ? url.href : location.origin + '/' }

async function told(event) {
  const m = event.data?.json() ?? {}
  if (m.confirm) await fetch(here(m.confirm), { method: 'POST', body: new URLSearchParams({ deed: 'confirm' }), redirect: 'manual' }).catch(() => null)
  await registration.showNotification(m.title || 'Status', {
    body: m.body, tag: m.tag || 'status', renotify: true, lang: m.lang, dir: m.dir, data: { url: m.url, manage: m.manage },
    actions: m.manage ? [{ action: 'manage', title: m.change || m.manage }] : [],
  })
}

addEventListener('push', event => event.waitUntil(told(event)))
addEventListener('notificationclick', event => {
  event.notification.close()
  const { url, manage } = event.notification.data ?? {}
  event.waitUntil(clients.openWindow(here(event.action === 'manage' ? manage : url)))
})
