// The model's process: loads the model at the first request, then answers one request at a time.
// A forward blocks its thread, so messages are taken between forwards.
import { argv, exit } from 'node:process';
import { decode } from '../decode.js';
import type { Decoded } from '../decoder.js';
import type { LoadedModel } from '../loaded-model.js';
import { type Measured, measure } from '../measure/measure.js';
import { calibrate, type LoadOptions, load } from './load.js';
import { type Asked, type FromChild, type ToChild, toFailure } from './messages.js';
import { runtimeVersion } from './session.js';

const options: LoadOptions = JSON.parse(argv[2]!);
let loaded: LoadedModel | undefined;
let running: AbortController | undefined;

// The terminal sends Ctrl-C to all its processes; what it means is for the parent to say.
process.on('SIGINT', () => {});
process.on('disconnect', () => exit());
process.on('message', (message: ToChild) => {
  if (message.type === 'cancel') running?.abort();
  else void answer(message);
});

async function answer(asked: Asked): Promise<void> {
  running = new AbortController();
  try {
    const loadMs = await loadOnce();
    send({ type: 'answered', answer: await answerTo(asked, loadMs, running.signal) });
  } catch (error) {
    send({ type: 'failed', failure: toFailure(error) });
  } finally {
    running = undefined;
  }
}

async function answerTo(
  asked: Asked,
  loadMs: number,
  signal: AbortSignal,
): Promise<Decoded | Measured> {
  if (asked.type === 'measure') {
    const emit = (done: number) => send({ type: 'event', event: { type: 'measuring', done } });
    const measured = await measure(loaded!, asked.request, options.threads, emit, signal);
    await calibrate(loaded!, options);
    return { ...measured, loadMs, runtimeVersion: runtimeVersion() };
  }
  const decoded = await decode(
    loaded!,
    asked.request,
    (event) => send({ type: 'event', event }),
    signal,
  );
  return { ...decoded, stats: { ...decoded.stats, loadMs } };
}

/** Loads the model if need be, and gives the time since this process started; else 0. */
async function loadOnce(): Promise<number> {
  if (loaded) return 0;
  loaded = await load(options);
  const loadMs = performance.now();
  send({ type: 'event', event: { type: 'loaded', loadMs } });
  return loadMs;
}

function send(message: FromChild): void {
  if (process.connected) process.send!(message);
}
