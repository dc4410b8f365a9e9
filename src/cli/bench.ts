// `cad bench`: what the model does on this machine, and what `cad fix` gains over plain decoding.

import { startDecoder } from '../decode/engine/process.js';
import { defaultThreads } from '../decode/engine/threads.js';
import type { Measured, MeasureEvent } from '../decode/measure/measure.js';
import { findModel } from '../decode/model/find.js';
import { readManifest } from '../decode/model/manifest.js';
import { EXIT, type ExitStatus, UsageError } from '../errors.js';
import { measuringText } from './announce.js';
import { figuresOf, type Setup, weightBytesOf } from './bench-figures.js';
import { benchReport } from './bench-report.js';
import { readSamples } from './bench-samples.js';
import { readSettings } from './config.js';
import { deviceOf } from './device.js';
import { interrupted } from './interrupt.js';
import { printError, printLine } from './json.js';
import { statusLine } from './progress.js';
import type { Settings } from './settings.js';
import { writeOutput } from './streams.js';
import { wantsColor } from './terminal.js';

const REPEAT = '3';
const LEAST_WIDTH = 80;

/** Options of `cad bench`; `model`, `threads` and `device` are settings too. */
export interface BenchOptions {
  readonly repeat?: string;
  readonly json?: boolean;
  readonly color?: Settings['color'];
}

/** Runs `cad bench`. Throws CadErrors, which `--json` also reports on standard output. */
export async function bench(options: BenchOptions): Promise<ExitStatus> {
  try {
    const nRounds = roundsOf(options.repeat ?? REPEAT);
    const settings = await readSettings({ ...options }, process.cwd());
    const folder = findModel(settings.model);
    const setup: Setup = {
      manifest: readManifest(folder),
      nThreads: settings.threads ?? defaultThreads(),
      device: await deviceOf(folder, settings),
    };
    const figures = figuresOf(await measureModel(folder, setup, nRounds), setup);
    if (options.json) await printLine(figures);
    else {
      const color = wantsColor({ flag: options.color, setting: settings.color }, process.stdout);
      const width = Math.max(LEAST_WIDTH, process.stdout.columns ?? LEAST_WIDTH);
      await writeOutput(benchReport(figures, { width, color }));
    }
    return EXIT.done;
  } catch (error) {
    if (options.json) await printError(error);
    throw error;
  }
}

async function measureModel(
  folder: string,
  { manifest, nThreads: threads, device }: Setup,
  nRounds: number,
): Promise<Measured> {
  const process = startDecoder({ model: folder, threads, device });
  const line = statusLine();
  const request = {
    nRounds,
    weightBytes: weightBytesOf(manifest),
    // What `cad fix` does by default, but for a model whose default is to write everything anew.
    mode: manifest.modes.includes('program') ? ('program' as const) : ('rewrite' as const),
    samples: readSamples(),
  };
  const onEvent = (event: MeasureEvent) =>
    line.show(measuringText(event.type === 'loaded' ? 0 : event.done));
  line.show(measuringText(undefined));
  try {
    return await process.measure(request, onEvent, interrupted).finally(line.clear);
  } finally {
    await process.close();
  }
}

function roundsOf(text: string): number {
  const nRounds = /^\d+$/.test(text) ? Number(text) : 0;
  if (nRounds >= 1 && Number.isSafeInteger(nRounds)) return nRounds;
  throw new UsageError(`\`--repeat\` must be a whole number from 1, got \`${text}\`.`);
}
