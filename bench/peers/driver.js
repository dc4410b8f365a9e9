// A driver process: started once, asked one job after another.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../dist/decode/engine/child-environment.js';

/** The processors' own choice of kernels is measured, not what the machine's environment asks for. */
const LEFT_OUT = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE'];

export class Driver {
  #process;
  #replies;

  /** `log` takes what the driver says beside its replies. */
  constructor({ driver }, { python, log }) {
    // All engines get the memory that cad gives its own process.
    const env = Object.fromEntries(
      Object.entries(childEnvironment()).filter(([name]) => !LEFT_OUT.includes(name)),
    );
    const command = driver.endsWith('.py') ? python : process.execPath;
    this.#process = spawn(command, [driver], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stderr.pipe(createWriteStream(log));
    this.#process.stdin.on('error', () => {});
    this.#replies = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Sends a request and gives its reply; an `error` in it says what went wrong. */
  async ask(request) {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#replies.next();
    return done ? { error: 'the driver ended' } : JSON.parse(value);
  }

  close() {
    this.#process.stdin.end();
    this.#process.kill();
  }
}
