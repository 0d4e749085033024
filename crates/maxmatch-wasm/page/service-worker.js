// Keeps the page's own files, so that it works without a network.

// `build` writes down what the files are, and what they hold: another version is another cache.
const [VERSION, FILES] = ["@VERSION@", "@FILES@".split(" ")];

addEventListener("install", (event) => {
  const keep = async () => (await caches.open(VERSION)).addAll(["./", ...FILES].map((file) => new Request(file, { cache: "no-cache" })));
  event.waitUntil(keep().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const forget = async () => Promise.all((await caches.keys()).filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  event.waitUntil(forget().then(() => clients.claim()));
});

// What is kept is for want of a network only, so that nobody sees an old version while there is a new one.
addEventListener("fetch", (event) => {
  const kept = async () => (await (await caches.open(VERSION)).match(event.request, { ignoreSearch: true })) ?? Response.error();
  event.respondWith(fetch(event.request).catch(kept));
});
