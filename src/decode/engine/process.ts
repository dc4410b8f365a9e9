// The parent's side of the model's process: requests go out, events come in, cancelling is certain.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { assert, InterruptError, ModelError } from '../../errors.js';
import type { Decoded, DecodeEvent, DecodeRequest, Decoder } from '../decoder.js';
import type { Measured, MeasureEvent, MeasureRequest } from '../measure/measure.js';
import { childEnvironment } from './child-environment.js';
import type { Device } from './devices.js';
import type { LoadOptions } from './load.js';
import { type Asked, type FromChild, type ToChild, toError } from './messages.js';
import { defaultThreads } from './threads.js';

/** Time for a forward to end by itself before the process is killed. */
const GRACE_MS = 150;

/** Native errors kept for the cause of a crash. */
const STDERR_CHARS = 4000;

export interface DecoderOptions {
  /** The model folder. */
  model: string;
  /** @default the cores that this process may use */
  threads?: number;
  /** @default 'cpu' */
  device?: Device;
  /**
   * Bytes that may be kept on disk of what was read of files, for other processes.
   * @default 0
   */
  promptCacheBytes?: number;
}

/** A decoder that can also be measured; as of a decode, one at a time. */
export interface ModelProcess extends Decoder {
  /** Rejects as `decode` does. */
  measure(
    request: MeasureRequest,
    onEvent: (event: MeasureEvent) => void,
    signal?: AbortSignal,
  ): Promise<Measured>;
}

/**
 * Makes a decoder whose model runs in a process of its own. It starts with the first request, and
 * again after a cancel that had to kill it, but not after a crash. The caller closes it; it also
 * ends when this process does.
 */
export function startDecoder(options: DecoderOptions): ModelProcess {
  const { threads = defaultThreads(), device = 'cpu' } = options;
  return new DecoderProcess({ ...options, threads, device });
}

class DecoderProcess implements ModelProcess {
  readonly #options: LoadOptions;
  #child: ChildProcess | undefined;
  #stderr = '';
  #isBusy = false;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  decode(
    request: DecodeRequest,
    onEvent: (event: DecodeEvent) => void,
    signal?: AbortSignal,
  ): Promise<Decoded> {
    return this.#ask({ type: 'decode', request }, onEvent, signal);
  }

  measure(
    request: MeasureRequest,
    onEvent: (event: MeasureEvent) => void,
    signal?: AbortSignal,
  ): Promise<Measured> {
    return this.#ask({ type: 'measure', request }, onEvent, signal);
  }

  async #ask<Event, Answer>(
    asked: Asked,
    onEvent: (event: Event) => void,
    signal?: AbortSignal,
  ): Promise<Answer> {
    assert(!this.#isBusy, 'a request began while another was under way');
    if (signal?.aborted) throw new InterruptError();
    this.#child ??= this.#start();
    this.#isBusy = true;
    const cancel = cancelOnAbort(this.#child, signal);
    try {
      return await this.#answer(this.#child, asked, onEvent, signal);
    } finally {
      cancel.stop();
      this.#isBusy = false;
    }
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await once(child, 'exit');
    clearTimeout(timer);
  }

  #start(): ChildProcess {
    const path = fileURLToPath(new URL('./child.js', import.meta.url));
    const child = fork(path, [JSON.stringify(this.#options)], {
      env: childEnvironment(),
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // Leaving by `process.exit` must not wait for a forward to end.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARS);
    });
    return child;
  }

  #answer<Event, Answer>(
    child: ChildProcess,
    asked: Asked,
    onEvent: (event: Event) => void,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const onMessage = (message: FromChild) => {
        if (message.type === 'event') return onEvent(message.event as Event);
        child.off('message', onMessage).off('close', onClose).off('error', onClose);
        if (message.type === 'answered') resolve(message.answer as Answer);
        else reject(toError(message.failure));
      };
      const onClose = () => {
        if (!signal?.aborted) return reject(this.#crash(child));
        this.#child = undefined;
        reject(new InterruptError());
      };
      if (hasEnded(child)) return onClose();
      child.on('message', onMessage).once('close', onClose).once('error', onClose);
      child.send(asked satisfies ToChild);
    });
  }

  #crash({ exitCode, signalCode }: ChildProcess): ModelError {
    const how = signalCode ? `by the signal \`${signalCode}\`` : `with status \`${exitCode}\``;
    const lines = this.#stderr.trim();
    return new ModelError(
      `The model's process ended unexpectedly, ${how}.`,
      lines === '' ? {} : { cause: new Error(lines) },
    );
  }
}

/** Tells the child when `signal` aborts, and kills it if it does not answer soon. */
function cancelOnAbort(child: ChildProcess, signal?: AbortSignal): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    if (child.connected) child.send({ type: 'cancel' } satisfies ToChild);
    timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    stop: () => {
      signal?.removeEventListener('abort', cancel);
      clearTimeout(timer);
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
