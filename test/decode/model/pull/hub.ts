// A hub on this machine that speaks as much of the real one's interface as a pull needs, and fails on demand.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const COMMIT = 'c0ffee'.padEnd(40, '0');

/** What goes wrong with one request. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string> }
  /** The connection breaks after so many bytes. */
  | { readonly cutAfter: number }
  /** The answer ends as if it were whole. */
  | { readonly endAfter: number }
  /** Other bytes come. */
  | { readonly content: Buffer }
  /** The whole file comes, whatever was asked for. */
  | { readonly ignoresRange: true }
  /** A part comes that begins elsewhere. */
  | { readonly shift: number }
  /** After some bytes nothing comes any more. */
  | { readonly stallAfter: number };

export interface Asked {
  /** Of the file, or of what else was asked for. */
  readonly path: string;
  /** The first byte that is asked for. */
  readonly from: number;
  /** How often this path was asked for before. */
  readonly nBefore: number;
  readonly token: string | undefined;
}

export class TestHub {
  readonly asked: Asked[] = [];
  fault: (asked: Asked) => Fault | undefined = () => undefined;
  commit = COMMIT;
  /** Files by path; those of more than `lfsBytes` have a SHA-256, the others the hash of a blob. */
  files: Record<string, Buffer>;
  readonly lfsBytes = 1000;
  readonly #server: Server;
  /** Large files come from a host of their own, as the real hub's do. */
  readonly #store: Server;

  constructor(files: Record<string, Buffer>) {
    this.files = files;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#store = createServer((request, response) => this.#answer(request, response));
  }

  static async start(files: Record<string, Buffer>): Promise<TestHub> {
    const hub = new TestHub(files);
    for (const server of [hub.#server, hub.#store]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    onTestFinished(() => hub.stop());
    return hub;
  }

  stop(): void {
    for (const server of [this.#server, this.#store].filter(({ listening }) => listening)) {
      server.close();
      server.closeAllConnections();
    }
  }

  get url(): string {
    return urlOf(this.#server);
  }

  /** What was asked for of one file. */
  askedOf(path: string): Asked[] {
    return this.asked.filter((asked) => asked.path === path);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url!, this.url);
    const [, kind, path = ''] =
      /^\/api\/models\/org\/name\/(revision|tree)\//.exec(pathname) ??
      /^\/org\/name\/(resolve)\/[^/]+\/(.+)$/.exec(pathname) ??
      /^\/(stored)\/(.+)$/.exec(pathname) ??
      [];
    if (kind === undefined) response.writeHead(404).end();
    else this.#answerTo(kind, path, request, response);
  }

  #answerTo(kind: string, path: string, request: IncomingMessage, response: ServerResponse): void {
    const asked: Asked = {
      path: path || kind,
      from: Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0),
      nBefore: this.askedOf(path || kind).length,
      token: request.headers.authorization,
    };
    if (kind === 'resolve' && this.#isLarge(path)) {
      response.writeHead(302, { location: `${urlOf(this.#store)}/stored/${path}` }).end();
      return;
    }
    this.asked.push(asked);
    const fault = this.fault(asked);
    const content = this.files[path];
    if (fault && 'status' in fault) response.writeHead(fault.status, fault.headers).end();
    else if (kind === 'revision') json(response, { _id: '1', id: 'org/name', sha: this.commit });
    else if (kind === 'tree') this.#list(new URL(request.url!, this.url), response);
    else if (content) send(response, content, asked.from, fault);
    else response.writeHead(404).end();
  }

  #isLarge(path: string): boolean {
    return (this.files[path]?.length ?? 0) > this.lfsBytes;
  }

  /** Lists the files, three to a page. */
  #list(url: URL, response: ServerResponse): void {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const all = Object.entries(this.files).map(([path, content]) => ({
      type: 'file',
      path,
      size: content.length,
      oid: blobHash(content),
      ...(this.#isLarge(path) && {
        lfs: { oid: sha256(content), size: content.length, pointerSize: 134 },
      }),
    }));
    const entries = [{ type: 'directory', path: 'onnx', size: 0, oid: '0' }, ...all];
    const next = new URL(url);
    next.searchParams.set('cursor', String(start + 3));
    if (start + 3 < entries.length) response.setHeader('link', `<${next}>; rel="next"`);
    json(response, entries.slice(start, start + 3));
  }
}

function send(
  response: ServerResponse,
  content: Buffer,
  asked: number,
  fault: Exclude<Fault, { status: number }> = { endAfter: Number.POSITIVE_INFINITY },
): void {
  const from =
    'ignoresRange' in fault ? 0 : Math.max(0, asked + ('shift' in fault ? fault.shift : 0));
  const bytes = ('content' in fault ? fault.content : content).subarray(from);
  if (asked > 0 && !('ignoresRange' in fault)) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${from}-${content.length - 1}/${content.length}`);
  }
  if ('cutAfter' in fault && fault.cutAfter < bytes.length) {
    response.setHeader('content-length', bytes.length);
    response.write(bytes.subarray(0, fault.cutAfter), () => response.destroy());
  } else if ('stallAfter' in fault) {
    response.setHeader('content-length', bytes.length);
    response.write(bytes.subarray(0, fault.stallAfter));
  } else {
    response.end('endAfter' in fault ? bytes.subarray(0, fault.endAfter) : bytes);
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function blobHash(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
