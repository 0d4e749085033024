// What the page asks of the worker, and a new worker when one stops.

/** The engine stopped, and was started anew. */
export class Stopped extends Error {}

export class Engine {
  #worker;
  #calls = new Map();
  #next = 0;
  /** The bytes of the dictionary file in use; none for the built-in one. */
  #bytes;
  /** When the engine is ready: what the dictionary is. */
  opened;

  constructor() {
    this.#start();
  }

  /** Opens a dictionary file, or without one the built-in dictionary. If it can't be opened, what was in use stays. */
  async open(bytes) {
    const facts = await this.#call("open", bytes);
    this.#bytes = bytes;
    this.opened = Promise.resolve(facts);
    return facts;
  }

  async cut(text, user, at) {
    await this.opened;
    return this.#call("cut", text, user, at);
  }

  async explain(text, user, mode) {
    await this.opened;
    return this.#call("explain", text, user, mode);
  }

  #start() {
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data: { id, result, error, stopped } }) => {
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (stopped) this.#restart(call, error);
      else if (error !== undefined) call.reject(new Error(error));
      else call.resolve(result);
    });
    this.#worker.addEventListener("error", ({ message }) => this.#restart(undefined, message ?? "its script could not be loaded"));
    this.opened = this.#call("open", this.#bytes);
    this.#calls.get(this.#next).isFirst = true;
    // Whoever waits for it is told; nobody must.
    this.opened.catch(() => {});
  }

  #restart(call, message) {
    this.#worker.terminate();
    const calls = [call, ...this.#calls.values()].filter(Boolean);
    this.#calls.clear();
    // A worker that can't even open its dictionary would not be helped by another.
    if (calls.some(({ isFirst }) => isFirst)) {
      calls.forEach(({ reject }) => reject(new Error(`The engine could not be started: ${message}. Reload the page.`)));
      return;
    }
    this.#start();
    calls.forEach(({ reject }) => reject(new Stopped(message)));
  }

  #call(method, ...args) {
    return new Promise((resolve, reject) => {
      this.#calls.set(++this.#next, { resolve, reject });
      this.#worker.postMessage({ id: this.#next, method, args });
    });
  }
}
