// The words of `cad model`.

import type { Manifest } from '../../decode/model/manifest.js';
import type { Pulled } from '../../decode/model/pull/pull.js';
import { lines, warningText } from '../announce.js';
import { printable } from '../printable.js';
import type { ListedModel } from './listed.js';

/** Gives the models as columns; a star is before the one in use. */
export function listText(models: readonly ListedModel[]): string {
  const width = Math.max(...models.map(({ name }) => name.length));
  return lines(
    ...models.map(({ name, bytes, state, isUsed, dtype }) => {
      const columns = [isUsed ? '*' : ' ', name.padEnd(width), sizeText(bytes).padStart(8), state];
      return [...columns, ...(dtype ? [dtype] : [])].join('  ');
    }),
  );
}

export function waitingText(name: string): string {
  return `Another process works on ${printable(name)}; waiting`;
}

export function chosenText(
  name: string,
  { nFiles, bytes }: { nFiles: number; bytes: number },
): string {
  return lines(`Pulling \`${name}\`: ${nFiles} files, ${sizeText(bytes)}.`);
}

export function broughtText({ name, bytes }: { name: string; bytes: number }): string {
  return lines(`  ${name}  ${sizeText(bytes)}`);
}

export function logText(bytes: number, total: number): string {
  return lines(`  ${sizeText(bytes)} of ${sizeText(total)}`);
}

/** Gives how far a pull is, for a line on a terminal. */
export function pullingText(name: string, bytes: number, total: number, rate: number): string {
  const left = rate > 0 ? ` · ${sizeText(rate)}/s · ${timeText((total - bytes) / rate)} left` : '';
  return `Pulling · ${sizeText(bytes)} of ${sizeText(total)}${left} · ${printable(name)}`;
}

export function pulledText(name: string, { origin, manifest, isNew }: Pulled): string {
  const what = isNew ? 'Pulled' : 'Nothing to pull: it is here already, and intact:';
  const size = [...(origin.dtype ? [origin.dtype] : []), sizeText(bytesOf(manifest))].join(', ');
  return lines(
    `${what} \`${name}\` (${size}).`,
    `Hint: \`cad model use ${name}\` makes it your model.`,
  );
}

export function verifyingText(name: string): string {
  return `Reading ${printable(name)}`;
}

export function intactText(name: string): string {
  return lines(`\`${name}\` is intact.`);
}

export function removedText(name: string): string {
  return lines(`Removed \`${name}\`.`);
}

export function usedText(name: string, file: string): string {
  return lines(`\`${file}\` now says to use \`${name}\`.`);
}

export function overruledText(name: string): string {
  return warningText(
    `Here \`${name}\` is used: the environment or this repository's configuration says so.`,
  );
}

/** Bytes of the files that a manifest names. */
export function bytesOf({ files }: Manifest): number {
  return Object.values(files).reduce((total, { bytes }) => total + bytes, 0);
}

/** Gives a size in three digits or so: `12 kB`, `1.2 MB`, `350 MB`, `2.1 GB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
