// Paths as Git has them in its trees.

/**
 * Whether a text can be the path of a file in a repository, from its top: what Git itself refuses is
 * none, such as `../a`, `/a`, `a/` and `.git/a`.
 */
export function isTreePath(path: unknown): path is string {
  if (typeof path !== 'string' || path.includes('\0')) return false;
  return path.split('/').every((name) => !['', '.', '..', '.git'].includes(name.toLowerCase()));
}
