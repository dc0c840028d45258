import { type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { type ProblemOrigin } from './problem-origins.js';
import { type Actor } from '../../shared/problems/problem-type.js';

const ACTORS: Record<Actor, string> = {
  caller: 'The caller: the request must change.',
  operator: 'An operator of the gateway.',
  sectigo: 'Sectigo: time may mend it.',
};

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

/** The page behind a problem's `type` URL. */
export function problemPage(code: ErrorCode, origins: readonly ProblemOrigin[]): string {
  const { title, status, actor, retryable, explanation, whatToDo } = PROBLEMS[code];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
  code { font-size: 0.95em; } dt { font-weight: 600; margin-top: 1rem; } dd { margin: 0; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p><code>${escape(code)}</code> · HTTP ${status}</p>
<dl>
<dt>What happened</dt><dd>${escape(explanation)}</dd>
<dt>Who must act</dt><dd>${escape(ACTORS[actor])}</dd>
<dt>What to do</dt><dd>${escape(whatToDo)}</dd>
<dt>Can the same request be sent again?</dt><dd>${retryable ? 'Yes, later and with the same Idempotency-Key.' : 'No: it would end the same way.'}</dd>
</dl>
${originsList(origins)}</body>
</html>
`;
}

function originsList(origins: readonly ProblemOrigin[]): string {
  if (origins.length === 0) return '';
  const items = origins.map(
    ({ sectigoCode, description }) => `<li>${sectigoCode ?? 'number unknown'}: ${escape(description)}</li>`,
  );
  return `<h2>Sectigo's errors behind it</h2>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}
