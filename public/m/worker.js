/*
 * The service worker of members' pages (M-60). Without a connection it shows a merchant's wallet as it was saved last on
 * this device, or that nothing is saved. It keeps no other page, nothing of the console and no answer of the API; what it
 * keeps is shown only where the network gives no answer at all. What is saved is the page that the server makes for
 * whoever is signed in at that merchant, each merchant's in a store of its own: once nobody is, nobody's coupons are in it.
 */
const VERSION = "offline 1";
const SHELL = `${VERSION} shell`;
const storeOf = (merchant) => `${VERSION} /m/${merchant}`;
const pageOf = (merchant) => `/m/${merchant}/offline`;
/** Where members sign in and out, and get coupons: what was saved before may be somebody else's after it. */
const CHANGES = /^\/m\/[^/]+\/(?:login|me|coupons)(?:\/|$)/;
/** The newest saving of each merchant's page: one that began before it, for whoever was signed in then, is dropped. */
const newest = new Map();

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(save(SHELL, "/offline", () => true));
});

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("message", (event) => {
  const merchant = String(event.data?.merchant);
  if (/^[\w-]+$/.test(merchant)) event.waitUntil(renew(merchant));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.destination === "style")
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  const merchant = /^\/m\/([\w-]+)(?:\/|$)/.exec(url.pathname)?.[1];
  if (!merchant) return;
  if (request.method === "GET" && request.mode === "navigate") event.respondWith(open(event, merchant));
  if (request.method !== "POST" || !CHANGES.test(url.pathname)) return;
  const answer = fetch(request);
  event.respondWith(answer);
  event.waitUntil(answer.then(() => renew(merchant, true)).catch(() => undefined));
});

async function begin() {
  const old = (await caches.keys()).filter((name) => !name.startsWith(`${VERSION} `));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function open(event, merchant) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    const wallet = await caches.match(pageOf(merchant), { cacheName: storeOf(merchant) });
    return wallet ?? (await caches.match("/offline", { cacheName: SHELL })) ?? Response.error();
  }
}

/** Saves the merchant's page anew; `isOthers`: what is saved goes first, whether or not there is something to take its place. */
async function renew(merchant, isOthers = false) {
  const turn = {};
  newest.set(merchant, turn);
  if (isOthers) await caches.delete(storeOf(merchant));
  await save(storeOf(merchant), pageOf(merchant), () => newest.get(merchant) === turn);
}

async function save(name, path, isNewest) {
  const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
  if (!answer || answer.status >= 500) return;
  // It is read without a connection: its scripts would not come.
  const html = (await answer.text()).replace(/<script\b.*?<\/script>|<link\b[^>]*\bas="script"[^>]*>/gs, "");
  const store = await caches.open(name);
  const styles = [...html.matchAll(/"(\/_next\/static\/[^"]+\.css[^"]*)"/g)].map(([, href]) => href);
  await store.addAll([...new Set(styles)]).catch(() => undefined);
  // From here on nothing is waited for: whoever deletes the store deletes what goes into it here.
  if (!isNewest()) return;
  if (!answer.ok) return await caches.delete(name);
  const policy = answer.headers.get("content-security-policy") ?? "default-src 'none'";
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
  await store.put(path, new Response(html, { headers }));
}
