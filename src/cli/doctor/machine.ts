// What `cad doctor` says of the machine: versions, threads, memory, the cache folder, the terminal.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { defaultThreads } from '../../decode/engine/threads.js';
import { cacheFolder } from '../../decode/model/stamp.js';
import type { Settings } from '../settings.js';
import { wantsColor } from '../terminal.js';
import { version } from '../version.js';
import type { Finding } from './finding.js';

/** Less than this, and loading the embedded model may fail. */
const LEAST_BYTES = 500e6;

export function machineFindings(settings: Settings): Finding[] {
  return [
    { name: 'cad', found: version() },
    { name: 'node', found: `${process.versions.node} on ${process.platform}-${process.arch}` },
    threads(settings),
    memory(),
    cache(),
    terminal(settings),
  ];
}

function threads({ threads }: Settings): Finding {
  const cpu = cpus()[0]?.model.trim() || 'unknown CPU';
  const used = threads ?? defaultThreads();
  return { name: 'threads', found: `${used} of ${availableParallelism()}, ${cpu}` };
}

function memory(): Finding {
  const free = process.availableMemory();
  const found = `${gigabytes(free)} GB free of ${gigabytes(totalmem())} GB`;
  const todo = 'End other programs: the model needs half a gigabyte.';
  return { name: 'memory', found, ...(free < LEAST_BYTES && { todo }) };
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

function cache(): Finding {
  const folder = cacheFolder();
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(mkdtempSync(join(folder, 'doctor-')), { recursive: true });
    return { name: 'cache', found: folder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      name: 'cache',
      found: `${folder} cannot be written (${code}), so each start checks the whole model again`,
      todo: 'Let `XDG_CACHE_HOME` name a folder that you can write.',
    };
  }
}

function terminal(settings: Settings): Finding {
  const { stdout } = process;
  if (!stdout.isTTY) return { name: 'terminal', found: 'standard output is none' };
  const color = wantsColor({ setting: settings.color }, stdout) ? 'colour' : 'no colour';
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const isUnicode =
    process.platform === 'win32' || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
  return {
    name: 'terminal',
    found: `${stdout.columns}x${stdout.rows}, ${color}, ${isUnicode ? 'Unicode' : 'no Unicode'}`,
    ...(!isUnicode && { todo: 'Set `LANG=C.UTF-8`, so that the screen draws its lines.' }),
  };
}
