// A model on the Hugging Face hub.
import { HubApiError, listFiles, modelInfo } from '@huggingface/hub';
import { ModelError, UsageError } from '../../../errors.js';
import { type ModelId, modelName } from '../store.js';
import { contentOf, type Fetch, hubFetch } from './fetch.js';
import { retried } from './retry.js';
import { ConnectionError, type OpenSource, type Source, type SourceFile } from './source.js';

const HUB = 'https://huggingface.co';

/**
 * Looks a model up on the hub, at the commit that its revision now is. `HF_ENDPOINT` names another
 * hub, `HF_TOKEN` is sent along. Throws a ModelError where there is no such model.
 */
export async function openHub(id: ModelId, signal: AbortSignal): Promise<Source> {
  const hubUrl = endpoint();
  const fetch = hubFetch(hubUrl, process.env.HF_TOKEN || undefined, signal);
  const asked = { hubUrl, fetch: fetch as unknown as typeof globalThis.fetch };
  try {
    const { sha: commit } = await retried(
      () =>
        modelInfo({ ...asked, name: id.repo, revision: id.revision, additionalFields: ['sha'] }),
      signal,
    );
    const files = await retried(
      () => filesAt({ ...asked, repo: id.repo, revision: commit }),
      signal,
    );
    const base = `${hubUrl}/${id.repo}/resolve/${commit}`;
    return { commit, files, open: (file, from) => open(fetch, base, file, from) };
  } catch (error) {
    throw error instanceof HubApiError ? refusal(id, error) : error;
  }
}

function endpoint(): string {
  const named = process.env.HF_ENDPOINT || HUB;
  if (!/^https?:/.test(named) || !URL.canParse(named)) {
    throw new UsageError(`\`HF_ENDPOINT\` must be the address of a hub, got \`${named}\`.`);
  }
  return named.replace(/\/+$/, '');
}

async function filesAt(asked: Parameters<typeof listFiles>[0]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const { type, path, size, oid, lfs } of listFiles({ ...asked, recursive: true })) {
    if (type !== 'file') continue;
    const hash = lfs
      ? ({ kind: 'sha256', hex: lfs.oid.replace(/^sha256:/, '') } as const)
      : oid && ({ kind: 'blob', hex: oid } as const);
    files.push({ path, bytes: lfs?.size ?? size, ...(hash && { hash }) });
  }
  return files;
}

async function open(
  fetch: Fetch,
  base: string,
  { path, bytes }: SourceFile,
  from: number,
): Promise<OpenSource> {
  const url = `${base}/${path.split('/').map(encodeURIComponent).join('/')}`;
  // Compressed, the bytes of a range would not be those of the file.
  const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) };
  const response = await fetch(url, { headers });
  if (response.status === 200) return { from: 0, content: contentOf(response) };
  if (response.status === 206) {
    const [, first, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
    if (Number(first) <= from && (total === '*' || Number(total) === bytes)) {
      return { from: Number(first), content: contentOf(response) };
    }
  }
  await response.body?.cancel();
  if (from > 0) return open(fetch, base, { path, bytes }, 0); // it cannot go on from there
  throw response.ok
    ? new ConnectionError(`${new URL(url).host} answers with another part of \`${path}\`.`)
    : new ModelError(`The hub refuses \`${path}\` with status ${response.status}.`, {
        hint: 'Set `HF_TOKEN` to a token that may read it.',
      });
}

function refusal(id: ModelId, error: HubApiError): ModelError {
  const { statusCode: status } = error;
  const token = 'Set `HF_TOKEN` to a token that may read it, and accept its terms on the hub.';
  if (status === 403) {
    return new ModelError(`The hub does not let you read \`${id.repo}\`.`, { hint: token });
  }
  if (status === 401 || status === 404) {
    const hint = `Look for its name and revision on the hub; for a private model, set \`HF_TOKEN\`.`;
    return new ModelError(`There is no model \`${modelName(id)}\` on the hub.`, { hint });
  }
  return new ModelError(`The hub answers with status ${status}.`, { cause: error });
}
