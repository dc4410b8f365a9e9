import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StateError } from '../../src/errors.js';
import { commit } from '../../src/git/commit.js';
import { stage } from '../../src/git/stage.js';
import { TestRepository } from './repository.js';
import { CAN_MOUNT, smallDisk } from './small-disk.js';

/** Fills the disk of `folder` but for some kilobytes. */
function fillUp(folder: string, leftKilobytes: number): void {
  const { bavail, bsize } = fs.statfsSync(folder);
  const nBytes = bavail * bsize - leftKilobytes * 1024;
  fs.writeFileSync(join(folder, 'ballast'), Buffer.alloc(Math.max(0, nBytes)));
}

test.skipIf(!CAN_MOUNT).each([
  ['stage', stage],
  ['commit', commit],
])(
  '%s on a disk that is full at any step succeeds or changes nothing',
  { timeout: 300_000 },
  async (_, run) => {
    const folder = smallDisk(16_000);
    fs.mkdirSync(join(folder, 'work'));
    const repository = new TestRepository(join(folder, 'work'));
    repository.git('init', '--quiet', '--template=');
    repository.identify();
    const text = Array.from({ length: 6000 }, (_, n) => `${Math.sin(n)}\n`).join('');
    repository.commit({ 'a.ts': text, 'b.ts': 'one\n' });
    const ends = new Set<string>();
    for (let left = 0; left < 260; left += 20) {
      const old = `${Math.sin(left)}\n`;
      const edits = [
        await repository.edit('a.ts', old, `edit ${left}\n`),
        await repository.edit('b.ts', '\n', `\n${left}\n`),
      ];
      const before = repository.snapshot();
      fillUp(folder, left);
      const error = await run(edits[0]!.repository, edits, 'edit').then(
        () => undefined,
        (thrown) => thrown,
      );
      fs.rmSync(join(folder, 'ballast'));
      ends.add(error ? 'failed' : 'done');
      if (!error) continue;
      expect(error).toBeInstanceOf(StateError);
      expect(repository.snapshot()).toBe(before);
    }
    expect([...ends]).toEqual(['failed', 'done']);
  },
);
