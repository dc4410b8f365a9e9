// Finds settings: flags, then `CAD_*` variables, then the project's file, then the user's file.
// A repository is not trusted, so configuration is data: JSON, YAML or package.json, never code.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { cosmiconfig, defaultLoaders, type Loader, type PublicExplorer } from 'cosmiconfig';
import { UsageError } from '../errors.js';
import { warningText } from './announce.js';
import type { HookSettings } from './hook/rules.js';
import { SETTING_NAMES } from './schema.js';
import { type Layer, merge, type Settings } from './settings.js';
import { validateFile } from './validate.js';

const PROJECT_PLACES = ['package.json', '.cadrc', '.cadrc.json', '.cadrc.yaml', '.cadrc.yml'];
const USER_PLACES = ['config.json', 'config.yaml'];

/** Gives the settings in force in folder `cwd`; `flags` holds those of the command line. */
export async function readSettings(
  flags: Readonly<Record<string, unknown>>,
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Settings> {
  return merge(await readLayers(flags, cwd, env));
}

/** Gives all places that may hold settings for folder `cwd`, the strongest first. */
export async function readLayers(
  flags: Readonly<Record<string, unknown>>,
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Layer[]> {
  return [
    { kind: 'flag', values: flags, name: (key) => `\`--${kebab(key)}\`` },
    environment(env),
    ...(await layerIn('project', projectFolders(cwd), cwd)),
    ...(await layerIn('user', [userFolder(env)], cwd)),
  ];
}

/** The folder of the user's own configuration. */
export function userFolder(env: NodeJS.ProcessEnv = process.env): string {
  // A relative one could name a folder of the repository, which is not trusted.
  const named = env.XDG_CONFIG_HOME ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.config'), 'cad');
}

function environment(env: NodeJS.ProcessEnv): Layer {
  return {
    kind: 'environment',
    values: Object.fromEntries(SETTING_NAMES.map((key) => [key, env[variable(key)] || undefined])),
    name: (key) => `\`${variable(key)}\``,
  };
}

/** Spells the name of a setting as its environment variable. */
export function variable(key: string): string {
  return `CAD_${kebab(key).replaceAll('-', '_').toUpperCase()}`;
}

/** The folders from `cwd` up to the repository's top; `cwd` alone outside a repository. */
function projectFolders(cwd: string): string[] {
  const folders = [cwd];
  for (let at = cwd; !existsSync(join(at, '.git')); ) {
    const parent = dirname(at);
    if (parent === at) return [cwd];
    folders.push(parent);
    at = parent;
  }
  return folders;
}

async function layerIn(kind: 'project' | 'user', folders: string[], cwd: string): Promise<Layer[]> {
  const explorer = dataExplorer(kind === 'project' ? PROJECT_PLACES : USER_PLACES);
  for (const folder of folders) {
    const found = await search(explorer, folder);
    if (found === null) continue;
    const { config, filepath: file } = found;
    const named = relative(cwd, file) || file;
    await validateFile(config, { path: file, named });
    const hook: HookSettings | undefined = config.hook;
    return [
      {
        ...{ kind, file },
        values: { ...config, ...modelBeside(file, config.model) },
        // What a repository names is not trusted.
        ...(hook && { hook: kind === 'project' ? { ...hook, file } : hook }),
        name: (key) => `\`${key}\` in \`${named}\``,
      },
    ];
  }
  return [];
}

/** A model given as `./folder` is meant relative to the file that says so. */
function modelBeside(file: string, model: unknown): { model?: string } {
  const isRelative = typeof model === 'string' && /^\.\.?[/\\]/.test(model);
  return isRelative ? { model: resolve(dirname(file), model) } : {};
}

async function search(explorer: PublicExplorer, folder: string) {
  try {
    const found = await explorer.search(folder);
    return found?.isEmpty ? null : found;
  } catch (cause) {
    const file = (cause as { filepath?: string }).filepath ?? folder;
    const { lineOfError } = await import('./position.js');
    const line = lineOfError(file, cause);
    const where = line === undefined ? file : `${file}:${line}`;
    throw new UsageError(`The configuration in \`${where}\` cannot be read.`, { cause });
  }
}

function dataExplorer(searchPlaces: string[]): PublicExplorer {
  const refuse = (path: string) => {
    throw new UsageError(`Configuration must be data, and \`${path}\` is code.`);
  };
  const code = { '.js': refuse, '.cjs': refuse, '.mjs': refuse, '.ts': refuse };
  return withoutMetaConfiguration(() =>
    cosmiconfig('cad', {
      searchPlaces,
      searchStrategy: 'none',
      loaders: { ...defaultLoaders, ...code, '.json': loadJson },
    }),
  );
}

/** A package.json that is no JSON holds no settings; it may be the very file that is to be mended. */
const loadJson: Loader = (path, content) => {
  try {
    return defaultLoaders['.json'](path, content);
  } catch (error) {
    if (basename(path) !== 'package.json') throw error;
    process.stderr.write(warningText(`\`${path}\` is not JSON, so its settings are left out.`));
    return {};
  }
};

/**
 * Runs `make` in this file's folder. cosmiconfig looks in the current folder for configuration of
 * its own, `.config/config.js` among it, which it would execute out of an untrusted repository.
 */
function withoutMetaConfiguration<T>(make: () => T): T {
  const cwd = process.cwd();
  process.chdir(import.meta.dirname);
  try {
    return make();
  } finally {
    process.chdir(cwd);
  }
}

/** Spells the name of a setting or an option as its flag does: `maxTokens` as `max-tokens`. */
export function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
