// Keeps the page's own files, so that it works without a network.

// `build` writes down what the files are, and what they hold: another version is another cache.
const [VERSION, FILES] = ["@VERSION@", "@FILES@".split(" ")];
// Caches belong to all pages of the origin, so this page's say whose they are.
const OURS = `maxmatch ${registration.scope} `;
const CACHE = OURS + VERSION;

addEventListener("install", (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll(["./", ...FILES].map((file) => new Request(file, { cache: "no-cache" })));
  event.waitUntil(keep().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(OURS) && name !== CACHE;
  const forget = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(forget().then(() => clients.claim()));
});

// What is kept is for want of a network only, so that nobody sees an old version while there is a new one.
addEventListener("fetch", (event) => {
  const kept = async () => (await (await caches.open(CACHE)).match(event.request, { ignoreSearch: true })) ?? Response.error();
  event.respondWith(fetch(event.request).catch(kept));
});
