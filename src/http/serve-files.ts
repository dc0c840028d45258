import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type FastifyInstance } from 'fastify';
import { FixedContent } from './fixed-content.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

export type Files = ReadonlyMap<string, FixedContent>;

interface ReadOptions {
  readonly cacheControl?: string;
  /** Absent: all. */
  readonly names?: readonly string[];
}

/** The files of a folder, by their paths below it. Read once: requests open nothing. */
export function readFiles(folder: string, { cacheControl, names }: ReadOptions = {}): Files {
  return new Map(
    (names ?? namesIn(folder)).map((name) => {
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      return [
        name.replaceAll(sep, '/'),
        new FixedContent(readFileSync(join(folder, name)), type, cacheControl),
      ];
    }),
  );
}

/** `prefix` ends with a slash. */
export function serveFiles(fastify: FastifyInstance, prefix: string, files: Files): void {
  fastify.get<{ Params: { '*': string } }>(`${prefix}*`, async (request, reply) => {
    const file = files.get(request.params['*']);
    if (file) return file.send(request, reply);
    reply.callNotFound();
    return reply;
  });
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
