// The model's process: loads the model at the first request, then decodes one request at a time.
// A forward blocks its thread, so messages are taken between forwards.
import { argv, exit } from 'node:process';
import { decode } from '../decode.js';
import type { DecodeEvent, DecodeRequest } from '../decoder.js';
import type { LoadedModel } from '../loaded-model.js';
import { type LoadOptions, load } from './load.js';
import { type FromChild, type ToChild, toFailure } from './messages.js';

const options: LoadOptions = JSON.parse(argv[2]!);
let loaded: LoadedModel | undefined;
let running: AbortController | undefined;

// The terminal sends Ctrl-C to all its processes; what it means is for the parent to say.
process.on('SIGINT', () => {});
process.on('disconnect', () => exit());
process.on('message', (message: ToChild) => {
  if (message.type === 'cancel') running?.abort();
  else void answer(message.request);
});

async function answer(request: DecodeRequest): Promise<void> {
  running = new AbortController();
  const emit = (event: DecodeEvent) => send({ type: 'event', event });
  try {
    const loadMs = await loadOnce(emit);
    const decoded = await decode(loaded!, request, emit, running.signal);
    send({ type: 'decoded', decoded: { ...decoded, stats: { ...decoded.stats, loadMs } } });
  } catch (error) {
    send({ type: 'failed', failure: toFailure(error) });
  } finally {
    running = undefined;
  }
}

/** Loads the model if need be, and gives the time since this process started; else 0. */
async function loadOnce(emit: (event: DecodeEvent) => void): Promise<number> {
  if (loaded) return 0;
  loaded = await load(options);
  const loadMs = performance.now();
  emit({ type: 'loaded', loadMs });
  return loadMs;
}

function send(message: FromChild): void {
  if (process.connected) process.send!(message);
}
