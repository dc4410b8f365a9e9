// Finds settings: flags, then `CAD_*` variables, then the project's file, then the user's file.
// A repository is not trusted, so configuration is data: JSON, YAML or package.json, never code.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { cosmiconfig, defaultLoaders, type Loader, type PublicExplorer } from 'cosmiconfig';
import { UsageError } from '../errors.js';
import { warningText } from './announce.js';
import { type Layer, merge, refuseUnknownKeys, SETTING_NAMES, type Settings } from './settings.js';

const PROJECT_PLACES = ['package.json', '.cadrc', '.cadrc.json', '.cadrc.yaml', '.cadrc.yml'];
const USER_PLACES = ['config.json', 'config.yaml'];

/** Gives the settings in force in folder `cwd`; `flags` holds those of the command line. */
export async function readSettings(
  flags: Readonly<Record<string, unknown>>,
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Settings> {
  const userFolder = join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'cad');
  return merge([
    { values: flags, name: (key) => `\`--${kebab(key)}\`` },
    environment(env),
    ...(await layerIn(projectFolders(cwd), PROJECT_PLACES, cwd)),
    ...(await layerIn([userFolder], USER_PLACES, cwd)),
  ]);
}

function environment(env: NodeJS.ProcessEnv): Layer {
  const variable = (key: string) => `CAD_${kebab(key).replaceAll('-', '_').toUpperCase()}`;
  return {
    values: Object.fromEntries(SETTING_NAMES.map((key) => [key, env[variable(key)] || undefined])),
    name: (key) => `\`${variable(key)}\``,
  };
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

async function layerIn(folders: string[], places: string[], cwd: string): Promise<Layer[]> {
  const explorer = dataExplorer(places);
  for (const folder of folders) {
    const found = await search(explorer, folder);
    if (found === null) continue;
    const file = relative(cwd, found.filepath) || found.filepath;
    if (typeof found.config !== 'object' || found.config === null || Array.isArray(found.config)) {
      throw new UsageError(`\`${file}\` must hold an object of settings.`);
    }
    refuseUnknownKeys(found.config, file);
    const values = { ...found.config, ...modelBeside(found.filepath, found.config.model) };
    return [{ values, name: (key) => `\`${key}\` in \`${file}\`` }];
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
    throw new UsageError(`The configuration in \`${file}\` cannot be read.`, { cause });
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
