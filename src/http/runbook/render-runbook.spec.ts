import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { renderRunbook } from './render-runbook.js';

interface Alert {
  readonly alert: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const ROOT = join(__dirname, '../../..');
const fileOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { groups } = parse(fileOf('deploy/prometheus/rules.yml')) as { groups: { rules: Alert[] }[] };
const ALERTS = groups.flatMap(({ rules }) => rules);
const TOLD_BY_THE_GATEWAY =
  '{{ with query "last_over_time(gateway_runbook_info[1d])" }}{{ . | first | label "url" }}{{ end }}';

describe('the runbook as a page', () => {
  const page = renderRunbook(fileOf('RUNBOOK.md'));
  const anchors = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

  it.each(ALERTS)('has one place for $alert, and the alert leads there', ({ alert, annotations }) => {
    expect(annotations['runbook_url']).toBe(`${TOLD_BY_THE_GATEWAY}#${alert}`);
    expect(anchors.filter((anchor) => anchor === alert)).toEqual([alert]);
  });

  it('names no alert that there is not', () => {
    const names = anchors.filter((anchor) => anchor?.startsWith('Gateway'));
    expect(names.sort()).toEqual(ALERTS.map(({ alert }) => alert).sort());
  });

  it('leads to places of its own that there are, and to the web, never to files that are not served', () => {
    const links = [...page.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href);
    const odd = links.filter((href) => !/^https?:/.test(href) && !anchors.includes(href.slice(1)));
    expect(odd).toEqual([]);
    expect(page).toContain('RELIABILITY.md');
  });

  it('asks for nothing else', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe)|@import|url\(|\ssrc=/);
  });
});

describe('a page of Markdown', () => {
  it('has headings with anchors, as GitHub makes them', () => {
    expect(renderRunbook("## Sectigo's `pushes` do not arrive")).toContain(
      '<h2 id="sectigos-pushes-do-not-arrive">Sectigo&#39;s <code>pushes</code> do not arrive</h2>',
    );
  });

  it('keeps commands as they are written', () => {
    expect(renderRunbook('```\ncurl "$URL" | grep -E \'a<b\'\n```')).toContain(
      'curl &quot;$URL&quot; | grep -E &#39;a&lt;b&#39;',
    );
  });
});
