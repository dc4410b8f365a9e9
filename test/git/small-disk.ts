// A file system of a few megabytes, for tests that fill it. Only root may mount one.

import { execFileSync, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './repository.js';

export const CAN_MOUNT = process.platform === 'linux' && process.geteuid?.() === 0 && tryMount();

/** Mounts an empty file system of `kilobytes`, for this test only, and gives its folder. */
export function smallDisk(kilobytes: number): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

function tryMount(): boolean {
  // In a mount namespace of its own, so that nothing has to be unmounted.
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}
