/*
 * The service worker of members' pages (M-60). Without a connection it shows a merchant's wallet as it was saved last on
 * this device, or that nothing is saved. It keeps no other page, nothing of the console and no answer of the API; what it
 * keeps is shown only where the network gives no answer at all. What is saved is the page that the server makes for
 * whoever is signed in at that merchant, each merchant's in a store of its own: once nobody is, nobody's coupons are in it.
 * They may be signed out elsewhere, which is not known here: what was saved long ago is shown no more.
 */
const VERSION = "offline 1";
const SHELL = `${VERSION} shell`;
const KEPT_MS = 14 * 86_400_000;
/** What was saved so lately is not saved anew for a page that shows no coupons. */
const FRESH_MS = 10 * 60_000;
const storeOf = (merchant) => `${VERSION} /m/${merchant}`;
const pageOf = (merchant) => `/m/${merchant}/offline`;
/** Where members sign in and out: what was saved before may be somebody else's after it. */
const SIGNS = /^\/m\/[^/]+\/(?:login|me)(?:\/|$)/;
/** Where members get and give coupons. */
const COUPONS = /^\/m\/[^/]+\/coupons(?:\/|$)/;
/** The newest saving of each merchant's page: one that began before it, for whoever was signed in then, is dropped. */
const newest = new Map();

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(renewShell());
});

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("message", (event) => {
  const merchant = String(event.data?.merchant);
  if (/^[\w-]+$/.test(merchant)) event.waitUntil(Promise.all([refresh(merchant, event.data), renewShell()]));
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
  const signs = SIGNS.test(url.pathname);
  if (request.method !== "POST" || !(signs || COUPONS.test(url.pathname))) return;
  const answer = fetch(request);
  event.respondWith(answer);
  // A busy server has changed nothing.
  const done = answer.then(({ status }) => (status === 503 ? undefined : renew(merchant, signs)));
  event.waitUntil(done.catch(() => undefined));
});

async function begin() {
  const old = (await caches.keys()).filter((name) => !name.startsWith(`${VERSION} `));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  // What the worker before this one saved was in those. It is not waited for: pages would wait for it too.
  const merchants = old.flatMap((name) => / \/m\/([\w-]+)$/.exec(name)?.[1] ?? []);
  for (const merchant of new Set(merchants)) renew(merchant).catch(() => undefined);
}

async function open(event, merchant) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    const wallet = await walletOf(merchant);
    return wallet ?? (await caches.match("/offline", { cacheName: SHELL })) ?? Response.error();
  }
}

/** What is saved of the merchant's, unless it is too old: then it goes. */
async function walletOf(merchant) {
  const wallet = await caches.match(pageOf(merchant), { cacheName: storeOf(merchant) });
  if (!wallet || !isOld(wallet)) return wallet;
  await caches.delete(storeOf(merchant));
}

/** One that does not say when it was saved is old. */
function isOld(saved, ms = KEPT_MS) {
  return Date.now() - Number(saved.headers.get("x-saved-at")) > ms;
}

/** A page of the merchant's is there; `mayBeKept`: it tells nothing new of whoever is signed in. */
async function refresh(merchant, { mayBeKept }) {
  const wallet = mayBeKept && (await caches.match(pageOf(merchant), { cacheName: storeOf(merchant) }));
  if (!wallet || isOld(wallet, FRESH_MS)) await renew(merchant);
}

/** Saves the merchant's page anew; `isOthers`: what is saved goes first, whether or not there is something to take its place. */
async function renew(merchant, isOthers = false) {
  const turn = {};
  newest.set(merchant, turn);
  if (isOthers) await caches.delete(storeOf(merchant));
  await save(storeOf(merchant), pageOf(merchant), () => newest.get(merchant) === turn);
}

/** Its saving may have failed while the worker was installed, which is once; and whoever uses the device may read another language now. */
async function renewShell() {
  const shell = await caches.match("/offline", { cacheName: SHELL });
  if (!shell || isOld(shell)) await save(SHELL, "/offline", () => true);
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
  const headers = {
    ...{ "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
    "x-saved-at": String(Date.now()),
  };
  await store.put(path, new Response(html, { headers }));
  const needed = new Set([path, ...styles].map((href) => new URL(href, self.location.origin).href));
  const others = (await store.keys()).filter(({ url }) => !needed.has(url));
  if (isNewest()) await Promise.all(others.map((request) => store.delete(request)));
}
