import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cad-package-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the packed tarball, installed without scripts, edits a file', async () => {
  const packed = await execa('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: ROOT,
  });
  const tarball = join(folder, JSON.parse(packed.stdout)[0].filename);
  await writeFile(join(folder, 'package.json'), '{}');
  await execa('npm', ['install', '--ignore-scripts', '--no-audit', tarball], { cwd: folder });
  const cad = join(folder, 'node_modules', '.bin', 'cad');
  const { stdout } = await execa(cad, ['fix', '-', '--filename', 'a.js', 'use === instead of =='], {
    cwd: folder,
    input: 'export function isZero(x) {\n  return x == 0;\n}\n',
  });
  expect(stdout).toBe('export function isZero(x) {\n  return x === 0;\n}');
});
