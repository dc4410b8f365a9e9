// What `cad doctor` says of Git and of the repository here.

import { EXIT } from '../../errors.js';
import { git } from '../../git/git.js';
import { Repository } from '../../git/repo.js';
import { type Finding, failed } from './finding.js';

/** Since then `git rev-parse` takes `--end-of-options`. */
const LEAST = [2, 30] as const;

export async function gitFindings(): Promise<Finding[]> {
  const found = await gitVersion();
  return found.status === undefined ? [found, await repository()] : [found];
}

async function gitVersion(): Promise<Finding> {
  const name = 'git';
  try {
    const { stdout } = await git(['--version'], { cwd: process.cwd(), env: process.env });
    const found = stdout
      .toString()
      .trim()
      .replace(/^git version /, '');
    const [major = 0, minor = 0] = found.split('.').map(Number);
    const isOld = major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
    if (!isOld) return { name, found };
    const todo = `Install Git ${LEAST.join('.')} or newer.`;
    return { name, found: `${found} is too old`, todo, status: EXIT.state };
  } catch (error) {
    return failed(name, error, 'Install Git anew.');
  }
}

async function repository(): Promise<Finding> {
  const name = 'repository';
  try {
    const found = await Repository.find(process.cwd());
    const operation = found.operation();
    if (!operation) return { name, found: found.top };
    return {
      name,
      found: `${found.top}, where a ${operation} is in progress`,
      todo: `Finish it: until then the hook changes nothing, and \`--commit\` is refused.`,
    };
  } catch (error) {
    return failed(name, error, 'Go to a folder of a repository with files.');
  }
}
