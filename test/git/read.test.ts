import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXIT, StateError } from '../../src/errors.js';
import { readTarget, sharedRepository } from '../../src/git/read.js';
import { type Content, temporaryFolder, temporaryRepository } from './repository.js';

const utf16 = (text: string, mark: string) => Buffer.from(mark + text, 'utf16le');
const swapped = (text: string, mark: string) => utf16(text, mark).swap16();

async function refusal(path: string): Promise<string> {
  const error = await readTarget(path).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  expect(error.exitStatus).toBe(EXIT.state);
  return error.message;
}

test('a file is read with its path from the top level, its mode and its hash', async () => {
  const repository = temporaryRepository({ 'src/a b.ts': 'x\n' });
  fs.chmodSync(repository.path('src/a b.ts'), 0o755);
  const target = await readTarget(repository.path('src/a b.ts'));
  expect(target).toMatchObject({
    absolute: repository.path('src/a b.ts'),
    path: 'src/a b.ts',
    mode: '100755',
    sha256: '73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac',
  });
  expect(Buffer.from(target.bytes).toString()).toBe('x\n');
});

test('an empty file, invalid UTF-8 and a byte order mark are text', async () => {
  const files = { empty: '', latin: Buffer.from([0xe9, 0x0a]), bom: '\ufeffx\n' };
  const repository = temporaryRepository(files);
  for (const [path, content] of Object.entries(files)) {
    const { bytes } = await readTarget(repository.path(path));
    expect(Buffer.from(bytes)).toEqual(Buffer.from(content as string));
  }
});

test.each<[string, Content, string]>([
  ['a NUL byte', 'a\0b', 'binary'],
  ['UTF-16 with a mark', utf16('text', '\ufeff'), 'UTF-16'],
  ['big-endian UTF-16 with a mark', swapped('漢字', '\ufeff'), 'UTF-16'],
  ['UTF-16 without a mark', utf16('let x = 1;\n', ''), 'UTF-16'],
  ['big-endian UTF-16 without a mark', swapped('let x = 1;\n', ''), 'UTF-16'],
])('a file with %s is refused', async (_, content, kind) => {
  const repository = temporaryRepository({ file: content });
  expect(await refusal(repository.path('file'))).toContain(` is ${kind}`);
});

test('a missing file, a directory, a pipe and a large file are refused', async () => {
  const repository = temporaryRepository({ 'src/a.ts': 'x\n' });
  expect(await refusal(repository.path('b.ts'))).toContain('does not exist');
  expect(await refusal(repository.path('src/a.ts/b'))).toContain('does not exist');
  expect(await refusal(repository.path('src'))).toContain('is a directory');
  execFileSync('mkfifo', [repository.path('pipe')]);
  expect(await refusal(repository.path('pipe'))).toContain('is not a regular file');
  repository.write('large', 'x'.repeat(5_000_001));
  expect(await refusal(repository.path('large'))).toContain('the limit is 5000000');
});

test('a file without read permission is refused', async () => {
  const repository = temporaryRepository({ 'a.ts': 'x\n' });
  fs.chmodSync(repository.path('a.ts'), 0);
  const isRoot = process.geteuid?.() === 0; // root may read everything
  if (isRoot) {
    execFileSync('chown', ['-R', 'nobody', repository.top]);
    process.seteuid?.('nobody');
  }
  try {
    expect(await refusal(repository.path('a.ts'))).toContain('permission denied');
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

describe('the repository', () => {
  test('a file outside a repository is refused', async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(join(folder, 'a.ts'), 'x\n');
    expect(await refusal(join(folder, 'a.ts'))).toContain('is not in a Git repository');
  });

  test('a file in a bare repository or in a git directory is refused', async () => {
    const repository = temporaryRepository({ 'a.ts': 'x\n' });
    expect(await refusal(repository.path('.git/config'))).toContain('belongs to Git itself');
    const bare = join(temporaryFolder(), 'bare');
    repository.git('clone', '--quiet', '--bare', '.', bare);
    expect(await refusal(join(bare, 'config'))).toContain('is bare');
    const apart = join(temporaryFolder(), 'apart');
    repository.git('init', '--quiet', `--separate-git-dir=${apart}`);
    expect(await refusal(join(apart, 'config'))).toContain('belongs to Git itself');
    expect(await refusal(repository.path('.git'))).toContain('belongs to Git itself');
  });

  test('files of two repositories share none', async () => {
    const one = await readTarget(temporaryRepository({ 'a.ts': 'x\n' }).path('a.ts'));
    const other = await readTarget(temporaryRepository({ 'b.ts': 'x\n' }).path('b.ts'));
    expect(sharedRepository([one, one])).toBe(one.repository);
    expect(() => sharedRepository([one, other])).toThrow('different repositories');
  });
});

test('an ignored or secret-looking file is read only with force', async () => {
  const repository = temporaryRepository({ '.gitignore': '*.log\n' });
  repository.write('kept.log', 'x\n');
  expect(await refusal(repository.path('kept.log'))).toContain('is ignored');
  repository.git('add', '--force', 'kept.log');
  await readTarget(repository.path('kept.log'));
  for (const path of ['.env', 'conf/.env.local', 'key.pem', 'id_rsa']) {
    repository.write(path, 'x\n');
    expect(await refusal(repository.path(path))).toContain('looks like a secret');
    await readTarget(repository.path(path), { force: true });
  }
  repository.write('.env.example', 'x\n');
  await readTarget(repository.path('.env.example'));
});
