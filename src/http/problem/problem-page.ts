import { type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { escapeHtml, htmlPage } from '../html-page.js';
import { type ProblemOrigin } from './problem-origins.js';
import { type Actor } from '../../shared/problems/problem-type.js';

const ACTORS: Record<Actor, string> = {
  caller: 'The caller: the request must change.',
  operator: 'An operator of the gateway.',
  sectigo: 'Sectigo: time may mend it.',
};

/** The page behind a problem's `type` URL. */
export function problemPage(code: ErrorCode, origins: readonly ProblemOrigin[]): string {
  const { title, status, actor, retryable, explanation, whatToDo } = PROBLEMS[code];
  return htmlPage(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p><code>${escapeHtml(code)}</code> · HTTP ${status}</p>
<dl>
<dt>What happened</dt><dd>${escapeHtml(explanation)}</dd>
<dt>Who must act</dt><dd>${escapeHtml(ACTORS[actor])}</dd>
<dt>What to do</dt><dd>${escapeHtml(whatToDo)}</dd>
<dt>Can the same request be sent again?</dt><dd>${retryable ? 'Yes, later and with the same Idempotency-Key.' : 'No: it would end the same way.'}</dd>
</dl>
${originsList(origins)}`,
  );
}

function originsList(origins: readonly ProblemOrigin[]): string {
  if (origins.length === 0) return '';
  const items = origins.map(
    ({ sectigoCode, description }) =>
      `<li>${sectigoCode ?? 'number unknown'}: ${escapeHtml(description)}</li>`,
  );
  return `<h2>Sectigo's errors behind it</h2>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}
