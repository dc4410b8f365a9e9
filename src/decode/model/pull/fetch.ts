// Requests to the hub: through the user's proxy, with the user's token, failures told apart.
import { EnvHttpProxyAgent, fetch, Headers, type RequestInit, type Response } from 'undici';
import { ConnectionError } from './source.js';

/** Time without a byte after which a connection is given up. */
const SILENCE_MS = 30_000;

/** Statuses of a server that may do better a little later. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Makes the function that asks the hub at `endpoint`. It rejects with a ConnectionError where
 * another try may help. No other host is sent the token.
 */
export function hubFetch(endpoint: string, token: string | undefined, signal: AbortSignal): Fetch {
  const { origin } = new URL(endpoint);
  const dispatcher = new EnvHttpProxyAgent({ bodyTimeout: SILENCE_MS, headersTimeout: SILENCE_MS });
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    if (token && new URL(url).origin === origin) headers.set('authorization', `Bearer ${token}`);
    const asked = { ...init, headers, dispatcher, signal };
    const response = await fetch(url, asked).catch((error) => {
      signal.throwIfAborted();
      throw new ConnectionError(reasonOf(error));
    });
    if (!PASSING.has(response.status)) return response;
    await response.body?.cancel();
    throw new ConnectionError(
      `${new URL(url).host} answers with status ${response.status}.`,
      waitOf(response),
    );
  };
}

/** Gives the content of a response; a connection that breaks off is a ConnectionError. */
export async function* contentOf({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body;
  } catch (error) {
    throw new ConnectionError(reasonOf(error));
  }
}

/** What happened, of an error whose own message is no more than "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || (cause as NodeJS.ErrnoException).code || message;
}

function waitOf(response: Response): number | undefined {
  const after = response.headers.get('retry-after');
  if (after === null) return undefined;
  const ms = /^\d+$/.test(after) ? 1000 * Number(after) : Date.parse(after) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
