// Malformed data in every place that is read: it works, or one clear error says what is wrong. Never
// another error, never a hang, and nothing is written but what a valid input asks for.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { oracle } from '../../src/apply/oracle.js';
import { resolve } from '../../src/apply/resolve.js';
import { parseNoted } from '../../src/cli/commit-note.js';
import { readSettings } from '../../src/cli/config.js';
import { reportedFiles } from '../../src/cli/diagnostics/files.js';
import { openFiles } from '../../src/cli/edits.js';
import { isFile } from '../../src/cli/file-argument.js';
import { type HookSettings, matches } from '../../src/cli/hook/rules.js';
import { isTrusted, trust } from '../../src/cli/hook/trusted.js';
import { Verdicts } from '../../src/cli/hook/verdicts.js';
import { differencesOf } from '../../src/cli/verify.js';
import { readManifest } from '../../src/decode/model/manifest.js';
import { CadError, EXIT } from '../../src/errors.js';
import { reverseEdits } from '../../src/git/last-edit.js';
import { recover } from '../../src/git/recover.js';
import { Repository } from '../../src/git/repo.js';
import { storedText } from '../../src/git/staged.js';
import { parse } from '../../src/grammar/parse.js';
import { format } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { TestRepository, temporaryFolder } from '../git/repository.js';
import { type Beside, damagedJson, damagedTexts } from '../malformed-inputs.js';
import { cad, TINY_MODEL } from './cad.js';

const MINUTES = 60_000;

/** What one input may take, on a machine that is busy with other things. */
const MOST_MS = 10_000;

const STATUSES: readonly number[] = Object.values(EXIT).filter((status) => status !== EXIT.bug);

const BEFORE = 'one\ntwo\nthree\n';
const AFTER = 'one\nTWO\nthree\n';

/** A repository in a folder of its own, with a folder beside it that holds a file of the same name. */
interface World {
  readonly made: TestRepository;
  readonly repository: Repository;
  readonly beside: Beside;
  readonly before: string;
  readonly after: string;
  /** Writes a file of the repository or, by `../`, beside it. */
  write(path: string, content: string | Uint8Array): void;
}

/** Makes a world, and works in it until the test ends. */
async function world(): Promise<World> {
  const folder = temporaryFolder();
  const made = new TestRepository(join(folder, 'repo'));
  fs.mkdirSync(made.top);
  made.git('init', '--quiet', '--initial-branch=main');
  made.identify();
  made.commit({ 'a.ts': BEFORE, 'sub/b.ts': BEFORE });
  made.commit({ 'a.ts': AFTER, 'sub/b.ts': AFTER });
  made.write('../beside/a.ts', AFTER);
  fs.symlinkSync('../beside', made.path('link'));
  fs.mkdirSync(made.path('.git/cad'));
  const cwd = process.cwd();
  process.chdir(made.top);
  onTestFinished(() => process.chdir(cwd));
  vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'user'));
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const [before, after] = ['HEAD^:a.ts', 'HEAD:a.ts'].map((at) => made.git('rev-parse', at).trim());
  return {
    ...{ made, repository: await Repository.find(made.top), before: before!, after: after! },
    beside: { name: 'beside', path: join(folder, 'beside') },
    write: (path, content) => made.write(path, content),
  };
}

/** Git writes objects for what is merged or stored, and `cad` its own files; nothing else may change. */
const MAY_CHANGE = ['repo/.git/cad', 'repo/.git/objects'];

/** All other files of a world, by path. */
function stateOf({ made }: World): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string) => {
    if (MAY_CHANGE.includes(path)) return;
    const absolute = join(made.top, '..', path);
    const stats = fs.lstatSync(absolute);
    if (stats.isDirectory()) for (const name of fs.readdirSync(absolute)) visit(join(path, name));
    else if (stats.isFile()) files.set(path, fs.readFileSync(absolute, 'latin1'));
    else files.set(path, fs.readlinkSync(absolute));
  };
  for (const name of fs.readdirSync(join(made.top, '..'))) visit(name);
  return files;
}

/** The paths at which two states differ. */
function changedPaths(a: Map<string, string>, b: Map<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}

/** Gives what is wrong with the way in which `work` ends; nothing where it works or says why not. */
async function problemOf(work: () => unknown, onWorked: () => void): Promise<string | undefined> {
  const begin = process.cpuUsage();
  try {
    await work();
    onWorked();
  } catch (error) {
    if (!(error instanceof CadError)) return String((error as Error).stack).slice(0, 1000);
    if (!STATUSES.includes(error.exitStatus)) return `status ${error.exitStatus}`;
  }
  // Not by the clock: other processes take time too.
  const { user, system } = process.cpuUsage(begin);
  const ms = (user + system) / 1000;
  return ms > MOST_MS ? `took ${ms} ms` : undefined;
}

/** Does `work` with each input, and expects that no problem comes of it. */
async function expectSound<T extends Buffer | string>(
  inputs: readonly T[],
  work: (input: T, at: number) => unknown,
): Promise<void> {
  const problems: string[] = [];
  let nWorked = 0;
  for (const [at, input] of inputs.entries()) {
    const problem = await problemOf(
      () => work(input, at),
      () => nWorked++,
    );
    if (problem)
      problems.push(`${problem}\n  of ${input.toString('latin1' as never).slice(0, 300)}`);
  }
  expect(problems).toEqual([]);
  // Inputs that are all refused would not show what is done with odd ones that are not.
  expect(nWorked).toBeGreaterThan(0);
  expect(Object.prototype).not.toHaveProperty('polluted');
}

/** The same where inputs are read only. */
async function expectReadOnly<T extends Buffer | string>(
  world: World,
  inputs: readonly T[],
  work: (input: T, at: number) => unknown,
): Promise<void> {
  const before = stateOf(world);
  await expectSound(inputs, work);
  expect(changedPaths(before, stateOf(world))).toEqual([]);
}

const TEXT_REPORTS = [
  'a.ts:2:1: E1 two\nsub/b.ts:1: F one [x]\n',
  'a.ts(2,1): error TS1: two\n',
  'a.ts:2:1 - error TS1: two\n',
  '/x/a.ts\n  2:1  error  two  rule\n\na.ts\n  2:1  error  two  rule\n',
  'F401 two\n --> a.ts:2:1\n  |\n',
  '{"file": "a.ts", "line": 2, "message": "two"}\n{"file": "sub/b.ts", "line": 1, "message": "x"}\n',
];

const AT = { line: 2, column: 1, message: 'two' };
const JSON_REPORTS = [
  [{ filePath: 'a.ts', messages: [{ ...AT, ruleId: 'x' }] }],
  [{ filename: 'a.ts', location: { row: 2, column: 1 }, code: 'E1', message: 'two' }],
  [{ path: 'a.ts', ...AT, symbol: 'x', 'message-id': 'C1' }],
  { file: 'a.ts', ...AT, severity: 'error', code: 'x' },
  { messages: [{ path: 'sub/b.ts', ...AT, messageId: 'C1' }] },
  {
    runs: [
      {
        results: [
          {
            ...{ ruleId: 'x', message: { text: 'two' } },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a.ts' },
                  region: { startLine: 2, startColumn: 1 },
                },
              },
            ],
          },
        ],
      },
    ],
  },
];

/** Reports on which a careless expression takes the square of their length. */
const LONG_REPORTS = [
  JSON.stringify([{ path: 'a.ts', line: 1, message: `a${' '.repeat(200_000)}b` }]),
  `${'a.ts:1 x '.repeat(40_000)}\u2028`,
  `${'a.ts:1 x '.repeat(40_000)}\r`,
  'a(1,1'.repeat(60_000),
  `a.ts:${'1'.repeat(200_000)}`,
  ` --> ${':1'.repeat(100_000)}`,
  `${' '.repeat(200_000)}1:1`,
  `\u001b[${';'.repeat(50_000)}`,
  Array.from({ length: 150_000 }, (_, n) => `a.ts:2:1: report ${n}`).join('\n'),
  '{'.repeat(200_000),
];

test(
  'malformed reports of tools are passed over, or about files of the repository',
  async () => {
    const here = await world();
    const inputs = [
      ...damagedTexts(150, TEXT_REPORTS).map(String),
      ...damagedJson(200, JSON_REPORTS, here.beside).map(String),
      ...LONG_REPORTS,
    ];
    await expectReadOnly(here, inputs, async (input) => {
      const { opened } = await openFiles(reportedFiles(input, [], isFile), { force: true });
      const places = opened.map(({ target }) => target.absolute);
      expect(places.filter((path) => !path.startsWith(`${here.made.top}/`))).toEqual([]);
    });
  },
  3 * MINUTES,
);

const PROGRAMS = [
  '<copy lines="1-1"/><gen>TWO\n</gen><copy lines="3-3"/>',
  '<copy lines="1-3"/>\n<gen><\\/gen></gen>\n',
  '<gen></gen><copy lines="2-3"/>',
];

const LONG_PROGRAMS = [
  '<gen>'.repeat(50_000),
  '<gen>x</gen>'.repeat(20_000),
  '<copy lines="1-1"/>'.repeat(20_000),
  `<copy lines="1-${'9'.repeat(100_000)}"/>`,
  '<copy lines="1-999999999999999"/>',
  `<gen>${'<\\'.repeat(50_000)}</gen>`,
  `${' '.repeat(200_000)}<`,
];

test(
  'malformed programs are refused with a caret, or make bytes',
  async () => {
    const here = await world();
    const source = Source.of(BEFORE);
    const inputs = [
      ...damagedTexts(300, PROGRAMS),
      ...LONG_PROGRAMS.map((text) => Buffer.from(text)),
    ];
    await expectReadOnly(here, inputs, (input) => {
      const program = parse(input);
      expect(parse(format(program))).toEqual(program);
      resolve(program, source);
    });
  },
  3 * MINUTES,
);

const SETTINGS = {
  ...{ model: './m', mode: 'program', threads: 2, color: 'auto', trailer: false },
  ...{ temperature: 0.5, topP: 0.9, seed: 1, maxTokens: 100, candidates: 2, minConfidence: 0.5 },
  promptCache: 0,
};
const HOOK = {
  rules: [
    { files: '*.ts', instruction: 'use ===', minConfidence: 0.9, timeBudgetMs: 1000 },
    { files: ['sub/**', '!b.ts'], check: 'eslint --', timeBudgetMs: 1 },
  ],
  ...{ minConfidence: 0.5, timeBudgetMs: 5000, strict: true },
};

const YAML = [
  'seed: 1\nmode: program\nhook:\n  rules:\n    - files: "*.ts"\n      instruction: use ===\n',
  'threads: 2\ntrailer: no\n',
];

const bomb = (key: string) => {
  const levels = Array.from({ length: 12 }, (_, n) => {
    return `  - &l${n + 1} [${Array(12).fill(n === 0 ? 'x' : `*l${n}`)}]`;
  });
  return `${key}:\n${levels.join('\n')}\n`;
};

const ODD_YAML = [
  'model: &a [*a]',
  'hook: &a {rules: [*a]}',
  'hook: {rules: &a [*a]}',
  'hook: {rules: [{files: &a [*a], instruction: x}]}',
  ...[bomb('model'), bomb('hook'), bomb('x')],
  '$import: .cadrc',
  '$import: ../beside/a.ts',
  '$import: [{}]',
  'model: !!js/function "function () {}"',
  'model: !!binary aGVsbG8=',
  'model: 2001-12-14',
  '!!timestamp 2001-12-14',
  '<<: *x',
  `${'k'.repeat(3_000_000)}: 1`,
  `${'- '.repeat(5000)}x`,
  'hook: {rules: [{files: ["*", "!"], instruction: x}]}',
  `hook: {rules: [{files: "${'*'.repeat(70_000)}", instruction: x}]}`,
  'hook: {rules: [{files: "*", instruction: x, timeBudgetMs: 1e300}]}',
];

/** The text of a configuration, in each file that may hold it. */
const CONFIGURATIONS: ((text: Buffer) => [path: string, text: Buffer])[] = [
  (text) => ['.cadrc', text],
  (text) => ['.cadrc.json', text],
  (text) => ['package.json', Buffer.concat([Buffer.from('{"cad":'), text, Buffer.from('}')])],
  (text) => ['../user/cad/config.json', text],
];

/** Uses all that the hook reads of its rules. */
function useHook(hook: HookSettings): void {
  for (const rule of hook.rules) {
    for (const path of ['a.ts', 'sub/b.ts', 'x'.repeat(200)]) matches(rule, path);
    const times = [rule.timeBudgetMs, hook.timeBudgetMs].filter((ms) => ms !== undefined);
    // A timer that is too long would end at once.
    for (const ms of times) expect(ms).toBeLessThan(2 ** 31);
  }
  isTrusted(hook);
}

test(
  'malformed configuration is refused as wrong usage, or has settings',
  async () => {
    const here = await world();
    const values = [SETTINGS, { hook: HOOK }, { seed: 1, hook: HOOK }];
    const inputs = [
      ...damagedJson(320, values, here.beside),
      ...damagedTexts(80, YAML),
      ...ODD_YAML.map((text) => Buffer.from(text)),
    ];
    const isYaml = (at: number) => at >= 320;
    await expectReadOnly(here, inputs, async (input, at) => {
      const [path, text] = CONFIGURATIONS[isYaml(at) ? 0 : at % CONFIGURATIONS.length]!(input);
      here.write(path, text);
      try {
        const { hook } = await readSettings({}, here.made.top);
        if (hook) useHook(hook);
      } finally {
        fs.rmSync(here.made.path(path));
        fs.rmSync(here.made.path('../user'), { recursive: true, force: true });
      }
    });
  },
  3 * MINUTES,
);

test(
  'malformed trust files are refused, or trust nothing more',
  async () => {
    const here = await world();
    const file = here.made.path('.cadrc');
    const hook = { rules: [{ files: '*', check: 'eslint' }], file };
    trust(hook.file, hook);
    const path = here.made.path('../user/cad/trust.json');
    const valid = JSON.parse(fs.readFileSync(path, 'utf8'));
    const other = { ...hook, rules: [{ files: '*', check: 'other' }] };
    const values = [valid, { ...valid, '/x/.cadrc': '0'.repeat(64) }];
    const deep = `{"/x/.cadrc": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const inputs = [...damagedJson(120, values, here.beside), Buffer.from(deep)];
    await expectReadOnly(here, inputs, (input) => {
      try {
        fs.writeFileSync(path, input);
        expect(isTrusted(other)).toBe(false);
        trust(other.file, other);
        expect(isTrusted(other)).toBe(true);
        expect(isTrusted(hook)).toBe(false);
      } finally {
        fs.writeFileSync(path, `${JSON.stringify(valid, null, 2)}\n`);
      }
    });
  },
  MINUTES,
);

test(
  'malformed manifests of models are refused, or name what the model has',
  async () => {
    const here = await world();
    const valid = JSON.parse(fs.readFileSync(join(TINY_MODEL, 'manifest.json'), 'utf8'));
    const calibration = { bias: 0, logit: 1, margin: 1, unchanged: 0, threshold: 0.5 };
    const full = { ...valid, copyContext: 'prefill', calibration };
    const folder = temporaryFolder();
    const inputs = damagedJson(300, [valid, full], here.beside);
    await expectReadOnly(here, inputs, (input) => {
      fs.writeFileSync(join(folder, 'manifest.json'), input);
      const { graph, files } = readManifest(folder);
      expect(Object.keys(files).filter((name) => basename(name) !== name)).toEqual([]);
      expect(Object.values(files).map(({ sha256 }) => typeof sha256)).not.toContain('object');
      expect(Object.hasOwn(files, graph)).toBe(true);
    });
  },
  MINUTES,
);

/** The process id of a process that has ended. */
const deadPid = () => spawnSync('true').pid;

/** Journals of a dead process whose edits were made, in the worktree at least. */
function journals({ repository, before, after }: World) {
  const changes = ['a.ts', 'sub/b.ts'].map((path) => ({ path, before, after }));
  const { index } = repository;
  return ['write', 'stage', 'commit', 'hook'].map((to) => ({
    ...{ to, pid: deadPid(), at: Date.now(), host: hostname(), head: '0'.repeat(40), index },
    ...{ files: changes, entries: to === 'hook' ? changes : [] },
  }));
}

/** Journals that are well formed, and odd. */
function oddJournals(here: World): object[] {
  const [write, stage, , hook] = journals(here);
  const [change] = write!.files;
  const files = (...paths: string[]) => paths.map((path) => ({ ...change!, path }));
  const { gitDir } = here.repository;
  return [
    { ...hook, files: files('a.ts', 'a.ts') },
    { ...hook, files: files('a.ts', './a.ts') },
    { ...write, files: files('a.ts/b') },
    { ...write, files: files('a.ts/') },
    { ...write, files: files('.git') },
    { ...write, files: files('link/a.ts') },
    { ...write, files: files(`../${here.beside.name}/a.ts`) },
    { ...write, files: files(`${here.beside.path}/a.ts`) },
    { ...stage, index: join(gitDir, 'x\0') },
    { ...stage, index: join(gitDir, 'x'.repeat(300)) },
    { ...stage, index: join(gitDir, '..') },
    { ...hook, index: here.made.path('a.ts') },
    { ...hook, entries: files('a\0b') },
    { ...hook, entries: files('x'.repeat(200_000)) },
  ];
}

const bytesOf = (value: object) => Buffer.from(JSON.stringify(value));

test(
  'malformed journals are refused, or about files of the worktree',
  async () => {
    const here = await world();
    const inputs = [
      ...damagedJson(150, journals(here), here.beside),
      ...oddJournals(here).map(bytesOf),
    ];
    await expectSound(inputs, async (input, at) => {
      const before = stateOf(here);
      here.write('.git/cad/journal.json', input);
      if (at % 4 === 0) here.write('.git/cad/git.pid', ['x', '1e400', '[]', '1.5', ''][at % 5]!);
      const recovery = await recover(here.repository).finally(() => {
        fs.rmSync(here.made.path('.git/cad'), { recursive: true });
        const changed = changedPaths(before, stateOf(here));
        for (const path of ['a.ts', 'sub/b.ts']) here.write(path, AFTER);
        for (const path of changed.filter((path) => path.endsWith('.kept'))) {
          fs.rmSync(join(here.made.top, '..', path));
        }
        const allowed = /^repo\/(?:a\.ts|sub\/b\.ts|(?:sub\/)?\.cad-[0-9a-f-]{36}\.kept)$/;
        expect(changed.filter((path) => !allowed.test(path))).toEqual([]);
      });
      if (!recovery) return;
      expect(recovery.paths.every((path) => typeof path === 'string')).toBe(true);
    });
    expect(here.made.git('status', '--porcelain')).toBe('?? link\n');
  },
  5 * MINUTES,
);

test(
  'malformed records of the last edit are refused, or reversed in the worktree',
  async () => {
    const here = await world();
    const edits = journals(here).map(({ to, files }) => ({ to, files }));
    const [first] = edits;
    const twice = [
      { ...first, files: [...first!.files, ...first!.files] },
      { ...first, files: first!.files.map((file) => ({ ...file, path: 'link/a.ts' })) },
    ];
    fs.mkdirSync(here.made.path('other'));
    fs.symlinkSync('../sub', here.made.path('other/sub'));
    const linked = ['sub/b.ts', 'other/sub/b.ts'].map((path) => ({ ...first!.files[1]!, path }));
    const inputs = [
      ...damagedJson(100, edits, here.beside),
      ...[...twice, { ...first, files: linked }].map(bytesOf),
    ];
    await expectReadOnly(here, inputs, async (input) => {
      here.write('.git/cad/last-edit.json', input);
      const { edits } = await reverseEdits(here.repository);
      const places = edits.map(({ absolute }) => absolute);
      expect(places.filter((path) => !path.startsWith(`${here.made.top}/`))).toEqual([]);
      expect(new Set(places).size).toBe(places.length);
    });
  },
  3 * MINUTES,
);

test(
  'malformed records of a hook change the index as committed, or not at all',
  async () => {
    const here = await world();
    const { made, before, after } = here;
    const head = made.git('rev-parse', 'HEAD^').trim();
    const entries = ['a.ts', 'sub/b.ts'].map((path) => ({ path, before, after }));
    const tree = made.git('rev-parse', 'HEAD:sub').trim();
    const folder = { head, entries: [{ path: 'sub', before, after: tree }] };
    const inputs = [...damagedJson(100, [{ head, entries }], here.beside), bytesOf(folder)];
    const index = made.path('.git/index');
    made.git('read-tree', 'HEAD^');
    const old = fs.readFileSync(index);
    const state = stateOf(here);
    await expectSound(inputs, async (input) => {
      fs.writeFileSync(index, old);
      here.write('.git/cad/hook.json', input);
      await recover(here.repository);
      const changed = changedPaths(state, stateOf(here));
      expect(changed.filter((path) => path !== 'repo/.git/index')).toEqual([]);
      if (changed.length === 0) return;
      const entries = made.git('ls-files', '--stage').trim().split('\n');
      const allowed = ['a.ts', 'sub/b.ts'].map(
        (path) => `100644 (?:${before}|${after}) 0\t${path}`,
      );
      expect(entries).toEqual(allowed.map((entry) => expect.stringMatching(`^${entry}$`)));
    });
  },
  3 * MINUTES,
);

test(
  'malformed verdicts are none, or name blobs',
  async () => {
    const here = await world();
    const { repository, after } = here;
    const keys = ['0', '1', '2'].map((digit) => digit.repeat(64));
    const valid = keys.map((key) => [key, after]);
    const file = { path: 'a.ts', mode: '100644', blob: after, hasFilter: false };
    await expectReadOnly(here, damagedJson(120, [valid], here.beside), async (input) => {
      here.write('.git/cad/verdicts.json', input);
      const verdicts = new Verdicts(repository);
      for (const blob of keys.flatMap((key) => verdicts.get(key) ?? [])) {
        expect(blob).toMatch(/^[0-9a-f]{40,64}$/);
        if (blob !== after) await storedText(repository, file, blob);
      }
      verdicts.set('x', after);
      verdicts.save();
      expect(new Verdicts(repository).get('x')).toBe(after);
    });
  },
  2 * MINUTES,
);

/** The text of a note as `cad fix --commit` writes it, about the last commit. */
function note(): { files: { path: string; program: string }[] } {
  const program = format(oracle(Source.of(BEFORE), Source.of(AFTER)));
  const text = Buffer.from(program).toString('base64');
  const files = ['a.ts', 'sub/b.ts'].map((path) => ({ path, program: text }));
  return { ...{ cad: '1', instruction: 'x', mode: 'program' }, files };
}

test(
  'malformed notes are refused, or compared with their commit',
  async () => {
    const here = await world();
    const commit = here.made.git('rev-parse', 'HEAD').trim();
    const program = (text: string) => [
      { path: 'a.ts', program: Buffer.from(text).toString('base64') },
    ];
    const odd = [
      ...['a\0b', 'x'.repeat(200_000), '../beside/a.ts', '--textconv'].map((path) => {
        return { files: [{ ...note().files[0], path }] };
      }),
      ...PROGRAMS.map((text) => ({ files: program(text) })),
      { files: program('<copy lines="1-9"/>') },
    ];
    const inputs = [...damagedJson(150, [note()], here.beside), ...odd.map(bytesOf)].map(String);
    await expectReadOnly(here, inputs, async (input) => {
      await differencesOf(here.repository, commit, parseNoted(input).files);
    });
  },
  3 * MINUTES,
);

interface Run {
  readonly args: readonly string[];
  readonly files?: Record<string, string | Buffer>;
  readonly input?: string;
  readonly note?: string;
}

const MODEL = ['--model', TINY_MODEL];
const FROM = ['fix', '--from', '-', '--write', ...MODEL];
const FIX = ['fix', 'a.ts', 'use ===', '--dry-run', ...MODEL];
const at = (path: string) => JSON.stringify([{ path, line: 2, message: 'two' }]);

/** The files of the tiny model, with a manifest that says `change` of its graph. */
function modelFiles(change: object): Record<string, Buffer> {
  const read = (name: string) => fs.readFileSync(join(TINY_MODEL, name));
  const files = fs.readdirSync(TINY_MODEL).map((name) => [`model/${name}`, read(name)] as const);
  const manifest = bytesOf({ ...JSON.parse(read('manifest.json').toString()), ...change });
  return { ...Object.fromEntries(files), 'model/manifest.json': manifest };
}

const OTHER_MODEL = ['fix', 'a.ts', 'x y', '--dry-run', '--model', './model'];

const RUNS: Record<string, [status: number, run: Run]> = {
  'a report about a NUL byte': [0, { args: FROM, input: at('a\0b') }],
  'a report about a name that is too long': [0, { args: FROM, input: at('x'.repeat(5000)) }],
  'a report about a file outside': [0, { args: FROM, input: at('../beside/a.ts') }],
  'a report whose words are no text': [
    0,
    { args: FROM, input: '[{"path":"a.ts","line":2,"message":[],"code":{"toString":1}}]' },
  ],
  'reports that are cut short': [0, { args: FROM, input: '[{"path":"a.ts","line"' }],
  'a program that is cut short': [2, { args: ['resolve', '-', 'a.ts'], input: '<copy lines="1-' }],
  'a program of bytes': [2, { args: ['resolve', '-', 'a.ts'], input: '\0\uffff<gen>' }],
  'settings in themselves': [2, { args: FIX, files: { '.cadrc': 'model: &a [*a]' } }],
  'settings that grow': [2, { args: FIX, files: { '.cadrc': bomb('seed') } }],
  'a setting of every object': [2, { args: FIX, files: { '.cadrc': '{"toString": 1}' } }],
  'a glob that is empty': [
    2,
    {
      args: ['hook', 'status'],
      files: { '.cadrc': '{"hook":{"rules":[{"files":["*","!"],"instruction":"x"}]}}' },
    },
  ],
  'configuration that is no UTF-8': [
    2,
    { args: FIX, files: { '.cadrc.json': Buffer.of(0xff, 0, 0xfe) } },
  ],
  'a trust file of lists': [
    3,
    {
      args: ['trust'],
      files: {
        '.cadrc': '{"hook":{"rules":[{"files":"*","check":"x"}]}}',
        '../user/cad/trust.json': `{"/x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      },
    },
  ],
  'a manifest whose format is no text': [
    4,
    {
      args: ['fix', 'a.ts', 'x y', '--model', './model'],
      files: { 'model/manifest.json': '{"format":{"toString":1}}' },
    },
  ],
  'a manifest of wider rows': [4, { args: OTHER_MODEL, files: modelFiles({ headDim: 2 ** 52 }) }],
  'a manifest of fewer layers': [4, { args: OTHER_MODEL, files: modelFiles({ layers: 1 }) }],
  'a manifest of more tokens': [4, { args: OTHER_MODEL, files: modelFiles({ vocabulary: 600 }) }],
  'a journal that is cut short': [
    3,
    { args: ['undo'], files: { '.git/cad/journal.json': '{"to":"wri' } },
  ],
  'a journal about a file outside': [
    3,
    {
      args: ['verify'],
      files: {
        '.git/cad/journal.json': JSON.stringify({
          ...{ to: 'write', pid: 0.5, at: Date.now(), host: hostname(), index: '/', entries: [] },
          files: [{ path: '../beside/a.ts', before: '0'.repeat(40), after: '1'.repeat(40) }],
        }),
      },
    },
  ],
  'a last edit of a NUL byte': [
    3,
    {
      args: ['undo'],
      files: {
        '.git/cad/last-edit.json': JSON.stringify({
          to: 'write',
          files: [{ path: 'a\0b', before: '0'.repeat(40), after: '1'.repeat(40) }],
        }),
      },
    },
  ],
  'a record of a hook that is none': [
    3,
    { args: ['undo'], files: { '.git/cad/hook.json': '[{"path":"a\\u0000b"}]' } },
  ],
  'a note about a NUL byte': [
    3,
    { args: ['verify'], note: '{"files":[{"path":"a\\u0000b","program":""}]}' },
  ],
  'a note about a name that is too long': [
    3,
    {
      args: ['verify'],
      note: JSON.stringify({ files: [{ path: 'x'.repeat(200_000), program: '' }] }),
    },
  ],
  'a revision like an option': [3, { args: ['verify', '--', '--upload-pack=x'] }],
};

test.each(Object.entries(RUNS))('cad ends with its own status for %s', async (_, [status, run]) => {
  const here = await world();
  const { args, files = {}, input = '', note } = run;
  for (const [path, content] of Object.entries(files)) here.write(path, content);
  if (note) {
    here.write('.git/cad/note', note);
    here.made.git('notes', '--ref=cad', 'add', '-f', '-F', '.git/cad/note', 'HEAD');
  }
  const before = stateOf(here);
  const env = { XDG_CONFIG_HOME: here.made.path('../user') };
  const ended = await cad(args, { cwd: here.made.top, input, env });
  expect(ended.stderr).not.toMatch(/bug|^\s+at /m);
  expect(ended.status).toBe(status);
  expect(changedPaths(before, stateOf(here))).toEqual([]);
});
