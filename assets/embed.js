// What a script adds to the frame that other pages show: it looks once a minute
// whether something changed, while somebody can see it.

function look() {
  if (document.hidden) return
  const request = new XMLHttpRequest()
  request.open('GET', location.pathname)
  request.responseType = 'document'
  request.onload = () => {
    const old = document.getElementById('main'), next = request.status === 200 && request.response?.getElementById('main')
    if (!next || next.textContent === old.textContent || old.contains(document.activeElement)) return
    old.replaceWith(document.adoptNode(next))
    document.title = request.response.title
  }
  request.send()
}

setInterval(look, 60000 + 10000 * Math.random())
document.addEventListener('visibilitychange', look)
