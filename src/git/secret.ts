// Names of files that commonly hold secrets.

const SECRETS = [
  /^\.env(\..+)?$/,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^\.(netrc|pgpass|pypirc|htpasswd|git-credentials)$/,
];
const SAMPLES = /^\.env\.(example|sample|template|dist|defaults)$/;

/** Whether the name of the file at `path` (with `/`) is one that commonly holds a secret. */
export function looksSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return !SAMPLES.test(name) && SECRETS.some((secret) => secret.test(name));
}
