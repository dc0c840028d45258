import { type ErrorReply, matching, parseReply, trim } from '../wire/reply.js';
import { bytesOf, decodeText, decodeValue } from '../wire/reply-text.js';

export type Fields = ReadonlyMap<string, string>;

/** An order of the reply, and what belongs to it: its certificates, but perhaps also a token or its shipping. */
export interface StatusRow {
  readonly fields: Fields;
  readonly items: readonly Fields[];
}

/** The content of a reply in any format. */
export type StatusReply =
  | { readonly kind: 'rows'; readonly rows: readonly StatusRow[] }
  | ErrorReply
  | { readonly kind: 'unreadable'; readonly reason: StatusFault };

export type StatusFault =
  | 'empty'
  | 'not-framed'
  | 'not-a-status'
  | 'contradictory'
  | 'code-unknown'
  | 'another-order'
  | 'status-missing';

/** Both formats come to this: `1_1_status` is a field of the first child of the first child. */
interface Node {
  readonly fields: Fields;
  readonly children: readonly Node[];
}

/** As in `report-reply.ts`. */
// eslint-disable-next-line no-control-regex
const PAIR = /^([A-Za-z0-9_]+)=([^<>\u0000-\u001f\u007f]*)$/;
const NAME = /^(?:([1-9]\d{0,5})_(?:([1-9]\d{0,5})_)?)?([a-z][a-z_]*)$/;
const ERROR_CODE = /^-[1-9]\d{0,5}$/;
/** Far below where anything of an order is to be found. */
const DEEPEST = 8;

/** Reads the body of an HTTP 200 reply to `!GetDetailedOrderStatus` in the format that it is in. */
export function readStatusReply(body: Uint8Array, framed: boolean): StatusReply {
  const text = trim(bytesOf(body));
  if (text === '') return unreadable('empty');
  // truncated JSON does not parse, so JSON proves itself to be complete
  if (/^[[{]/.test(text)) return readJson(decodeText(text));
  const reply = parseReply(body, framed);
  if (reply.kind === 'error') return reply;
  return framed ? readPairs(text) : unreadable('not-framed');
}

function unreadable(reason: StatusFault): StatusReply {
  return { kind: 'unreadable', reason };
}

function readPairs(text: string): StatusReply {
  const segments = text.split('&').filter((segment) => segment !== '');
  const pairs = segments.map((segment) => PAIR.exec(segment));
  const values = pairs.flatMap((pair): [string, string][] =>
    pair === null ? [] : [[pair[1] ?? '', decodeValue(pair[2] ?? '')]],
  );
  return values.length < segments.length ? unreadable('not-a-status') : replyOf(treeOf(values, []));
}

function readJson(text: string): StatusReply {
  try {
    return replyOf(nodeOf(JSON.parse(text) as object, 0));
  } catch {
    return unreadable('not-a-status');
  }
}

function nodeOf(value: object, depth: number): Node | null {
  const entries = Object.entries(value as Record<string, unknown>);
  const scalars = entries.flatMap(([name, member]): [string, string][] =>
    isScalar(member) ? [[name, String(member)]] : [],
  );
  const nested = depth === DEEPEST ? [] : entries.map(([, member]) => member).filter(isObject);
  const children = nested.map((member) => nodeOf(member, depth + 1));
  const readable = children.filter((child) => child !== null);
  return readable.length < children.length ? null : treeOf(Array.isArray(value) ? [] : scalars, readable);
}

/** A number beyond what a double holds may have become another one. */
function isScalar(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (Number.isFinite(value) && !isRounded(value))
  );
}

function isRounded(value: unknown): boolean {
  return Math.abs(Number(value)) > Number.MAX_SAFE_INTEGER;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

interface Draft {
  readonly fields: Map<string, string>;
  readonly children: Map<string, Draft>;
}

/** Names in lower case; null when one has two values. Names of another kind say nothing that we know. */
function treeOf(values: readonly (readonly [string, string])[], children: readonly Node[]): Node | null {
  const root = emptyDraft();
  for (const [rawName, value] of values) {
    const [, row, item, name] = NAME.exec(rawName.toLowerCase()) ?? [];
    if (name === undefined) continue;
    const path = [row, item].filter((number) => number !== undefined);
    const { fields } = path.reduce(childOf, root);
    if ((fields.get(name) ?? value) !== value) return null;
    fields.set(name, value);
  }
  return { fields: root.fields, children: [...childrenOf(root), ...children] };
}

function emptyDraft(): Draft {
  return { fields: new Map(), children: new Map() };
}

function childOf({ children }: Draft, number: string): Draft {
  const child = children.get(number) ?? emptyDraft();
  children.set(number, child);
  return child;
}

function childrenOf({ children }: Draft): readonly Node[] {
  return [...children.values()].map((child) => ({ fields: child.fields, children: childrenOf(child) }));
}

function replyOf(root: Node | null): StatusReply {
  if (root === null) return unreadable('contradictory');
  const codes = ['errorcode', 'error_code'].flatMap((name) => root.fields.get(name) ?? []);
  const [code = ''] = codes;
  if (codes.length === 1 && ERROR_CODE.test(code)) {
    const text = (name: string): string | null => matching(/./, root.fields.get(name) ?? null);
    return { kind: 'error', code: Number(code), message: text('errormessage'), item: text('erroritem') };
  }
  if (codes.length !== 1 || code !== '0') return unreadable('code-unknown');
  return { kind: 'rows', rows: rowsIn(root) };
}

function rowsIn(node: Node): readonly StatusRow[] {
  return node.fields.has('ordernumber')
    ? [{ fields: node.fields, items: node.children.flatMap(withDescendants) }]
    : node.children.flatMap(rowsIn);
}

function withDescendants({ fields, children }: Node): readonly Fields[] {
  return [fields, ...children.flatMap(withDescendants)];
}
