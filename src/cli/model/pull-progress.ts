// How far a pull is: a line on a terminal; in a log, what was brought, and now and then how much.

import type { PullEvent } from '../../decode/model/pull/pull.js';
import { statusLine } from '../progress.js';
import { broughtText, chosenText, logText, pullingText, waitingText } from './announce.js';

const PERIOD_MS = 100;
const LOG_PERIOD_MS = 10_000;

/** Time over which a rate is taken. */
const RATE_MS = 5000;

/** Gives a listener for the events of a pull, and a function that ends the reports. */
export function pullProgress(
  name: string,
  stream: NodeJS.WriteStream = process.stderr,
): { onEvent(event: PullEvent): void; end(): void } {
  const line = statusLine(stream);
  const log = (text: string) => void (stream.isTTY || stream.write(text));
  const meter = new Meter();
  let total: number | undefined;
  // Not with the events: a line is to tell, too, that nothing comes.
  const report = () => {
    if (total === undefined) return;
    line.show(pullingText(name, meter.bytes, total, meter.bytesPerSecond));
    log(logText(meter.bytes, total));
  };
  const timer = setInterval(report, stream.isTTY ? PERIOD_MS : LOG_PERIOD_MS);
  return {
    onEvent(event) {
      if (event.type === 'bytes') meter.bytes = event.bytes;
      else if (event.type === 'waiting') {
        line.show(waitingText(name));
        log(`${waitingText(name)}\n`);
      } else if (event.type === 'chosen') {
        total = event.bytes;
        log(chosenText(name, event));
      } else if (total !== undefined) log(broughtText(event));
    },
    end() {
      clearInterval(timer);
      line.clear();
    },
  };
}

/** Keeps how much is here, and how much came in the last seconds. */
class Meter {
  bytes = 0;
  #samples: { ms: number; bytes: number }[] = [];

  /** Takes a sample, too: to be asked for regularly. */
  get bytesPerSecond(): number {
    const now = { ms: performance.now(), bytes: this.bytes };
    this.#samples = [...this.#samples.filter(({ ms }) => now.ms - ms < RATE_MS), now];
    const [first] = this.#samples;
    if (!first || first.ms === now.ms) return 0;
    return Math.max(0, (1000 * (now.bytes - first.bytes)) / (now.ms - first.ms));
  }
}
