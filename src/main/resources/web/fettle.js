// Renews the page every five seconds, and says so when nobody answers: what is old must not look
// like good news. Without scripts the page reloads itself.
const silent = document.getElementById("silent");
let shown = new Date();

async function renew() {
  if (document.hidden || !getSelection().isCollapsed) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) throw new Error(answer.statusText);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    silent.querySelector("span").textContent = "at " + shown.toLocaleTimeString();
    silent.hidden = false;
  }
}

function show(fresh) {
  const focused = document.activeElement?.getAttribute("href");
  document.title = fresh.title;
  const icon = document.querySelector("link[rel=icon]");
  const freshIcon = fresh.querySelector("link[rel=icon]").getAttribute("href");
  if (icon.getAttribute("href") !== freshIcon) icon.setAttribute("href", freshIcon);
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
  if (focused) {
    const links = [...document.querySelectorAll("main a")];
    links.find(link => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
  }
  shown = new Date();
  silent.hidden = true;
  if (!fresh.querySelector("script")) clearInterval(timer);
}

const timer = setInterval(renew, 5000);
