// Real source files out of pinned packages: what is fetched, where it is kept, and how it is cut.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';

/** All of them permit copying: MIT, BSD-3-Clause (click, qs, flask) and Apache-2.0 (requests). */
const PACKAGES = {
  'koa@3.3.0': { registry: 'npm', license: 'MIT' },
  'express@5.3.0': { registry: 'npm', license: 'MIT' },
  'qs@6.17.1': { registry: 'npm', license: 'BSD-3-Clause' },
  'commander@15.1.0': { registry: 'npm', license: 'MIT' },
  'requests@2.34.2': { registry: 'pypi', license: 'Apache-2.0' },
  'click@8.5.1': { registry: 'pypi', license: 'BSD-3-Clause' },
};

const FILES = {
  100: [
    'koa@3.3.0/lib/context.js',
    'requests@2.34.2/requests/sessions.py',
    'express@5.3.0/lib/utils.js',
  ],
  300: ['koa@3.3.0/lib/response.js', 'click@8.5.1/click/types.py', 'qs@6.17.1/lib/parse.js'],
  700: [
    'commander@15.1.0/lib/help.js',
    'requests@2.34.2/requests/utils.py',
    'express@5.3.0/lib/response.js',
  ],
};

/** Fetches and unpacks the packages into `folder`; those that are there stay. */
export async function fetchSources(folder, python) {
  mkdirSync(folder, { recursive: true });
  for (const [name, { registry }] of Object.entries(PACKAGES)) {
    const target = join(folder, name);
    if (existsSync(target)) continue;
    const unpacked = `${target}.part`;
    mkdirSync(unpacked, { recursive: true });
    const options = { cwd: unpacked };
    if (registry === 'npm') {
      const { stdout } = await execa('npm', ['pack', '--silent', name], options);
      await execa('tar', ['xzf', stdout.trim(), '--strip-components=1'], options);
    } else {
      const pinned = name.replace('@', '==');
      await execa(python, ['-m', 'pip', 'download', '--no-deps', '--quiet', pinned], options);
      const wheel = readdirSync(unpacked).find((file) => file.endsWith('.whl'));
      await execa(python, ['-m', 'zipfile', '-e', wheel, '.'], options);
    }
    await execa('mv', [unpacked, target]);
  }
}

/** The files of about `nLines`, cut before a line that begins a part of the file. */
export function sourceFiles(folder, nLines) {
  return FILES[nLines].map((place) => {
    const [name] = place.split('/');
    const { license } = PACKAGES[name];
    const lines = readFileSync(join(folder, place), 'utf8').split('\n');
    let end = nLines;
    while (end > 0.9 * nLines && !(lines[end - 1] === '' && /^\S/.test(lines[end] ?? ''))) end--;
    if (end <= 0.9 * nLines) end = nLines;
    const text = `${lines.slice(0, end).join('\n').trimEnd()}\n`;
    return { id: place, path: basename(place), license, text };
  });
}
