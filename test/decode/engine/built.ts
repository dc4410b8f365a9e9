// The compiled engine: the model's process runs from dist, which `npm test` builds first.
import { readdirSync, readFileSync } from 'node:fs';

export const BUILT_PROCESS = new URL('../../../dist/decode/engine/process.js', import.meta.url)
  .href;

export const { startDecoder }: typeof import('../../../src/decode/engine/process.js') =
  await import(BUILT_PROCESS);

/** The processes that `pid` started and that still run; none where there is no `/proc`. */
export function childrenOf(pid: number): number[] {
  return processes().filter((child) => {
    const [state, parent] = statOf(child);
    return Number(parent) === pid && state !== 'Z';
  });
}

/** Whether a process runs still. */
export function isRunning(pid: number): boolean {
  const [state] = statOf(pid);
  return state !== undefined && state !== 'Z';
}

/** Waits until a condition holds, for 5 s at most. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 250 && !condition(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (!condition()) throw new Error('it did not come to hold within 5 s');
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** State and parent of a process; empty where there is none. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return [];
  }
}
