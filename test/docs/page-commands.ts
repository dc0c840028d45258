import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const FENCE = /^```(\w*)\n(.*?)^```$/gms;
const END_OF_BLOCK = '=== end of block';

export interface Command {
  readonly script: string;
  /** What the page shows below it, if it does: `…` and line ends stand for anything. */
  readonly shown: readonly string[];
}

/** The blocks of a page marked `sh`, in their order, each with the block marked `text` that follows it. */
export function commandsOf(page: string): Command[] {
  const blocks = [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(FENCE)];
  return blocks.flatMap(([, language, script = ''], index) => {
    if (language !== 'sh') return [];
    const [, following, output = ''] = blocks[index + 1] ?? [];
    const shown = following === 'text' ? output.split(/[…\n]/).filter((part) => part.trim() !== '') : [];
    return [{ script, shown }];
  });
}

/** The variables before `npm start` on a page. */
export function settingsOf(page: string): Record<string, string> {
  const [, line = ''] =
    /^((?:[A-Z_]+=\S+ )+)npm start$/m.exec(readFileSync(path.join(ROOT, page), 'utf8')) ?? [];
  return Object.fromEntries(
    line
      .trim()
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]),
  );
}

/** Runs them in one shell, as a reader does who pastes one after the other; what each of them printed. */
export async function runCommands(
  commands: readonly Command[],
  { cwd, replace, before = '' }: { cwd: string; replace: (text: string) => string; before?: string },
): Promise<string[]> {
  const script = [
    'set -e',
    "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
    before,
    ...commands.map(({ script }) => `${script}\necho; echo '${END_OF_BLOCK}'`),
  ].join('\n');
  const shell = spawn('bash', ['-c', replace(script)], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  shell.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  shell.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => shell.once('close', resolve));
  if (code !== 0) throw new Error(`the commands ended with ${code}: ${printed}`);
  return printed.split(`\n${END_OF_BLOCK}\n`).slice(0, commands.length);
}

/** The first part of what a page shows that the command did not print, in this order. */
export function missingFrom(printed: string, shown: readonly string[]): string | undefined {
  let at = 0;
  return shown.find((part) => {
    const found = printed.indexOf(part, at);
    at = found + part.length;
    return found < 0;
  });
}
