import { Marked, type Tokens } from 'marked';
import { htmlPage } from '../html-page.js';

/** Sections begin with the names of their alerts in italics. */
const ALERT_NAME = /\bGateway[A-Z]\w+/g;
const LEADS_SOMEWHERE = /^(?:#|https?:)/;

const STYLE = `
  body { max-width: 60rem; }
  pre { overflow-x: auto; padding: 0.75rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
  table { border-collapse: collapse; display: block; overflow-x: auto; }
  th, td { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.25rem 0.5rem; text-align: left; }
  :target { background: color-mix(in srgb, gold 40%, transparent); }
`;

/**
 * RUNBOOK.md as the page that alerts link to: the first section of each alert is found by its name, and all by heading. Links to
 * other files of the repository, which are not served, are left as their words.
 */
export function renderRunbook(markdown: string): string {
  const placed = new Set<string>();
  const anchorFor = (name: string): string => {
    if (placed.has(name)) return name;
    placed.add(name);
    return `<span id="${name}">${name}</span>`;
  };
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const words = this.parser.parseInline(tokens, this.parser.textRenderer);
        return `<h${depth} id="${anchorOf(words)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      em({ tokens }: Tokens.Em): string {
        const html = this.parser.parseInline(tokens);
        return `<em>${html.replace(ALERT_NAME, anchorFor)}</em>`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const words = this.parser.parseInline(tokens);
        return LEADS_SOMEWHERE.test(href) ? `<a href="${href}">${words}</a>` : words;
      },
    },
  });
  return htmlPage('Runbook', marked.parse(markdown, { async: false }), STYLE);
}

/** As on GitHub. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
