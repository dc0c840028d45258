import { describe, expect, it } from '@jest/globals';
import { connectionLimits, descriptorLimit } from './connection-limits.js';

describe('the number of connections', () => {
  it.each([
    [1_024, 768],
    [4_096, 3_072],
    [20_000, 8_192],
    [Infinity, 8_192],
  ])('with %d descriptors is %d', (descriptors, most) => {
    expect(connectionLimits(descriptors).mostConnections).toBe(most);
  });

  it.each([
    ['Max open files            20000                524288               files', 20_000],
    ['Max open files            unlimited            unlimited            files', Infinity],
    ['', Infinity],
  ])('is made of what the system says: %j', (line, limit) => {
    const limits = `Limit  Soft Limit  Hard Limit  Units\n${line}\nMax locked memory  8  8  bytes\n`;
    expect(descriptorLimit(limits)).toBe(limit);
  });

  it('is made of what this system says', () => {
    expect(descriptorLimit()).toBeGreaterThan(100);
  });
});
