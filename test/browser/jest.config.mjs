import { existsSync } from 'node:fs';
import base from '../../jest.config.mjs';

const integration = base.projects.find(({ displayName }) => displayName === 'integration');

/** `BROWSER` names another one; nothing is downloaded. */
const places = [
  process.env.BROWSER,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const browser = places.find((place) => place !== undefined && existsSync(place));
if (browser === undefined)
  console.log('no browser is installed (such as Debian’s chromium): nothing is tested');
else process.env.BROWSER = browser;

/** The page at /dashboard in a real browser, over a running gateway. Not part of `npm test`. */
export default {
  ...base,
  rootDir: '../..',
  passWithNoTests: browser === undefined,
  testTimeout: 60_000,
  projects: [
    {
      ...integration,
      rootDir: '.',
      displayName: 'browser',
      testMatch: browser === undefined ? ['**/none'] : ['**/*.browser-spec.ts'],
    },
  ],
};
