import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Shell } from './shell.js';

const ROOT = path.resolve(__dirname, '../..');

type Step =
  | { readonly kind: 'commands'; readonly text: string }
  /** In bold: what somebody does who runs no command of ours. */
  | { readonly kind: 'deed'; readonly text: string };

/** What the reader does for a deed; it is told what the commands before it printed. */
export type Deeds = Readonly<Record<string, (printed: string) => Promise<void> | void>>;

/** Follows a section of a page of docs, from its first command to its last, as somebody would who reads it. */
export async function follow(file: string, heading: string, shell: Shell, deeds: Deeds): Promise<string> {
  const steps = stepsOf(sectionOf(readFileSync(path.join(ROOT, file), 'utf8'), heading));
  if (steps.length === 0) throw new Error(`${file} has nothing to do under “${heading}”`);
  const done = new Set<string>();
  let printed = '';
  for (const step of steps) {
    if (step.kind === 'commands') printed = await shell.run(step.text);
    else {
      const deed = deeds[step.text];
      if (deed === undefined) throw new Error(`nobody does “${step.text}”`);
      await deed(printed);
      done.add(step.text);
    }
  }
  const undone = Object.keys(deeds).filter((deed) => !done.has(deed));
  if (undone.length > 0) throw new Error(`${file} does not say: ${undone.join(' ')}`);
  return printed;
}

/** Up to the next heading of the same level, or of a higher one. */
function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === heading && line.startsWith('#'));
  if (start < 0) throw new Error(`there is no heading “${heading}”`);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? 9) <= level);
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

function stepsOf(section: string): Step[] {
  return [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```$|\*\*([^*]+)\*\*/gm)].map(
    ([, commands, deed = '']) =>
      commands === undefined
        ? { kind: 'deed', text: deed.replace(/\s+/g, ' ') }
        : { kind: 'commands', text: commands },
  );
}
