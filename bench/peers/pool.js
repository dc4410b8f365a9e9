// The drivers that are running; each is started when it is first needed, and only one is asked at a time.
import { join } from 'node:path';
import { Driver } from './driver.js';

export class Pool {
  #drivers = new Map();
  #options;

  /** `about` takes what each driver says of itself, with the time to load; `folder` their logs. */
  constructor({ python, folder, about }) {
    this.#options = { python, folder, about };
  }

  /** Asks an engine for a job; an `error` in the reply says why there is no result. */
  async ask(engine, job) {
    const driver = this.#drivers.get(engine.name) ?? (await this.#start(engine));
    return driver.error ? { error: driver.error } : driver.ask(job);
  }

  /** Ends the drivers of all engines but these, to give back their memory. */
  keep(names) {
    for (const [name, driver] of this.#drivers) {
      if (names.includes(name)) continue;
      driver.close?.();
      this.#drivers.delete(name);
    }
  }

  close() {
    this.keep([]);
  }

  async #start(engine) {
    const { python, folder, about } = this.#options;
    const log = join(folder, `${engine.name.replaceAll(' ', '-')}.log`);
    const driver = new Driver(engine, { python, log });
    const reply = await driver.ask(engine.load);
    about[engine.name] = { peer: engine.peer, weights: engine.weights, ...reply };
    const started = reply.error ? { error: reply.error } : driver;
    if (reply.error) driver.close();
    else await driver.ask(warmUp(engine));
    this.#drivers.set(engine.name, started);
    return started;
  }
}

/** A first job, not measured: kernels choose their ways and memory is touched. */
function warmUp({ peer, hasNoPlain }) {
  const prompt = Array.from({ length: 512 }, (_, i) => 1000 + i);
  const mode = peer ? (hasNoPlain ? 'lookup' : 'plain') : 'prefill';
  return { mode, prompt, answer: prompt.slice(0, 8), nDraft: 4 };
}
