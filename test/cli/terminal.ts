// A real pseudo-terminal, of 80 by 24 at first, with `cad` in it, and the screen that a user would see.

import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { CAD, CLEAN } from './cad.js';

const SCRIPTED = fileURLToPath(new URL('./scripted-fix.js', import.meta.url));
const COLUMNS = 80;
const ROWS = 24;
const PATIENCE_MS = 30_000;

export interface Ended {
  /** As a shell gives it: 128 and the signal's number after a signal. */
  readonly status: number;
  /** From the last key or signal to the end. */
  readonly ms: number;
}

export class TestTerminal {
  readonly #screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  readonly #process: pty.IPty;
  readonly #ended: Promise<number>;
  #since = performance.now();
  /** Everything that was written to the terminal. */
  #written = '';

  private constructor(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.#process = pty.spawn(file, [...args], {
      cols: COLUMNS,
      rows: ROWS,
      cwd,
      // A variable without a value would become the text `undefined`.
      env: JSON.parse(JSON.stringify({ ...CLEAN, TERM: 'xterm-256color', ...env })),
    });
    this.#process.onData((data) => {
      this.#written += data;
      this.#screen.write(data);
    });
    this.#ended = new Promise((resolve) => {
      this.#process.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
    });
    onTestFinished(() => {
      try {
        this.#process.kill('SIGKILL');
      } catch {
        // It has ended already.
      }
    });
  }

  /** Runs `cad` in a terminal. */
  static cad(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): TestTerminal {
    return new TestTerminal(process.execPath, [CAD, ...args], cwd, env);
  }

  /** Runs `scripted-fix.js` in a terminal: `cad fix` with a model that does what it is told. */
  static scripted(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): TestTerminal {
    return new TestTerminal(process.execPath, [SCRIPTED, ...args], cwd, env);
  }

  /** Runs a shell line in a terminal, with `$CAD` for the command. */
  static shell(line: string, cwd: string, env: NodeJS.ProcessEnv = {}): TestTerminal {
    const all = { ...env, CAD: `${process.execPath} ${CAD}` };
    return new TestTerminal('/bin/sh', ['-c', line], cwd, all);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The lines of the screen, without the blank ones at its end. */
  get lines(): string[] {
    const buffer = this.#screen.buffer.active;
    const lines = Array.from({ length: this.#screen.rows }, (_, row) =>
      buffer.getLine(buffer.baseY + row)!.translateToString(true),
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Whether the second screen is shown, which programs that fill the screen use. */
  get isAlternate(): boolean {
    return this.#screen.buffer.active.type === 'alternate';
  }

  /** Whether the cursor was shown after it was hidden last. */
  get isCursorShown(): boolean {
    return this.#written.lastIndexOf('\u001b[?25h') >= this.#written.lastIndexOf('\u001b[?25l');
  }

  /** Whether any colour or other style was ever set. */
  get isColored(): boolean {
    return this.#written.split('\u001b[').some((part) => /^[\d;]*m/.test(part));
  }

  /** Waits until the screen holds `text`. */
  async see(text: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!this.text.includes(text)) {
      if (performance.now() > end) throw new Error(`no "${text}" in:\n${this.text}`);
      await setTimeout(20);
    }
  }

  /** Waits until the screen no longer holds `text`. */
  async lose(text: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.text.includes(text)) {
      if (performance.now() > end) throw new Error(`still "${text}" in:\n${this.text}`);
      await setTimeout(20);
    }
  }

  /** Waits until `sequence` was written, as the terminal gets it. */
  async writes(sequence: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!this.#written.includes(sequence)) {
      if (performance.now() > end) throw new Error(`no ${JSON.stringify(sequence)} was written`);
      await setTimeout(20);
    }
  }

  /** Presses keys, then waits until the screen holds `text`. */
  async pressed(keys: string, text: string): Promise<void> {
    this.press(keys);
    await this.see(text);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#process.resize(columns, rows);
  }

  /** Everything that was written, as the terminal got it. */
  get written(): string {
    return this.#written;
  }

  press(keys: string): void {
    this.#since = performance.now();
    this.#process.write(keys);
  }

  kill(signal: NodeJS.Signals): void {
    this.#since = performance.now();
    this.#process.kill(signal);
  }

  /** Waits for the end, and until all output is on the screen. */
  async end(): Promise<Ended> {
    const status = await this.#ended;
    const ms = performance.now() - this.#since;
    await setTimeout(50);
    await new Promise<void>((resolve) => this.#screen.write('', resolve));
    return { status, ms };
  }
}
