// How many threads a forward uses when nothing is said.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * Counts the cores that this process may use: hardware threads allowed to it, without the second
 * ones of a core, within the CPU quota of its control group.
 */
export function defaultThreads(): number {
  const cores = Math.floor(availableParallelism() / threadsPerCore());
  return Math.max(1, Math.min(cores, cpuQuota()));
}

function threadsPerCore(): number {
  const siblings = read('/sys/devices/system/cpu/cpu0/topology/thread_siblings_list');
  return siblings === undefined ? 1 : Math.max(1, countList(siblings));
}

/** Counts a kernel list such as `0,4` or `0-1`. */
function countList(list: string): number {
  return list
    .split(',')
    .map((part) => part.split('-').map(Number))
    .reduce((count, [first = 0, last = first]) => count + last - first + 1, 0);
}

/** CPUs that the control group may use, rounded up; Infinity without a quota. */
function cpuQuota(): number {
  const [quota, period] = (read('/sys/fs/cgroup/cpu.max') ?? 'max').split(/\s+/).map(Number);
  return quota && period ? Math.ceil(quota / period) : Number.POSITIVE_INFINITY;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
