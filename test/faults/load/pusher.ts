import { setTimeout as pause } from 'node:timers/promises';
import { aPush } from '../../factories/pushes.js';
import { SectigoPushes } from '../../support/sectigo-pushes.js';

export const PUSH_ACCESS = { user: 'sectigo', password: 'password-of-the-pushes' };

const TRIES = 3;
const PAUSE_MS = 400;
const ANSWER_WITHIN_MS = 5_000;

type StatusCode = Parameters<typeof aPush>[1];

/** What Sectigo pushed about one order. */
export interface Pushed {
  readonly tried: Set<StatusCode>;
  /** Answered OK: from then on it is the gateway's to keep. */
  readonly acknowledged: Set<StatusCode>;
}

/** Pushes as Sectigo does, three times in all until somebody says OK, and remembers what was said. */
export class Pusher {
  readonly book = new Map<string, Pushed>();

  constructor(private readonly urls: () => readonly string[]) {}

  async push(orderNumber: string, statusCode: StatusCode): Promise<void> {
    const entry = this.book.get(orderNumber) ?? { tried: new Set(), acknowledged: new Set() };
    this.book.set(orderNumber, entry);
    entry.tried.add(statusCode);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (await this.send(orderNumber, statusCode)) {
        entry.acknowledged.add(statusCode);
        return;
      }
      await pause(PAUSE_MS);
    }
  }

  private async send(orderNumber: string, statusCode: StatusCode): Promise<boolean> {
    const pushes = new SectigoPushes(this.anyUrl(), PUSH_ACCESS);
    const answer = await pushes
      .get(aPush(orderNumber, statusCode), AbortSignal.timeout(ANSWER_WITHIN_MS))
      .then(async (response) => response.status === 200 && (await response.text()) === 'OK')
      .catch(() => false);
    return answer;
  }

  /** By somebody else, who must be told so. */
  async forge(orderNumber: string): Promise<void> {
    const pushes = new SectigoPushes(this.anyUrl(), { ...PUSH_ACCESS, password: 'a guess' });
    const response = await pushes.get(aPush(orderNumber, 8)).catch(() => null);
    if (response !== null && response.status !== 401)
      throw new Error(`a forged push was answered ${response.status}`);
  }

  /** Ten megabytes, which nobody may read to the end. */
  async flood(): Promise<void> {
    const pushes = new SectigoPushes(this.anyUrl(), PUSH_ACCESS);
    const response = await pushes
      .post({ orderNumber: '1', certificate: 'A'.repeat(10_000_000) })
      .catch(() => null);
    if (response !== null && response.status !== 413)
      throw new Error(`10 MB were answered ${response.status}`);
  }

  private anyUrl(): string {
    const urls = this.urls();
    return urls[Math.floor(Math.random() * urls.length)] ?? '';
  }
}
