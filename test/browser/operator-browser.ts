import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from '@jest/globals';
import { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { OPERATOR_KEY } from '../support/gateway.js';

export const WIDE = { width: 1440, height: 900 };
export const MEDIUM = { width: 1024, height: 768 };
export const NARROW = { width: 390, height: 844 };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['BROWSER'] ?? '';
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
}

/** One person's browser at the dashboard; what its console says against us is kept. */
export class OperatorBrowser {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
    readonly complaints: string[],
  ) {}

  static async open(
    browser: Browser,
    url: string,
    { scheme = 'light', size = WIDE }: Look = {},
  ): Promise<OperatorBrowser> {
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: size,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
        complaints.push(request.url());
    });
    return new OperatorBrowser(page, context, url, complaints);
  }

  /** To a path of the dashboard; resolves when nothing is loading any more. */
  async visit(to: string): Promise<void> {
    await this.page.goto(`${this.url}/dashboard${to}`);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    const [, ...framed] = this.page.frames();
    for (const frame of framed) await frame.waitForLoadState('networkidle');
  }

  async signIn(key = OPERATOR_KEY): Promise<void> {
    await this.visit('/');
    await this.page.getByLabel('Operator key').fill(key);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    // asking for the session before there was one is answered 401, which the console shows
    this.complaints.length = 0;
    await this.settled();
  }

  /** Fails with what hinders people who see, hear or move differently. */
  async expectAccessible(): Promise<void> {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
    );
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
    expect(found).toEqual([]);
  }

  /** Nothing is wider than the screen. */
  async expectNoSidewaysScrolling(): Promise<void> {
    const overflow = await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  }

  /** Written where SCREENSHOTS says, if it does. */
  async screenshot(name: string, part: 'page' | 'screen' = 'page'): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (folder === undefined) return;
    // a header that stays at the top of the screen would be in the middle of the page
    await this.page.evaluate('window.scrollTo(0, 0)');
    await this.page.screenshot({
      path: path.join(folder, `${name}.png`),
      fullPage: part === 'page',
      animations: 'disabled',
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
