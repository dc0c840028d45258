import { describe, expect, it } from '@jest/globals';
import { startGateway } from '../support/gateway.js';

const ACCESS = { user: 'sectigo', password: 'secret' };

describe('the address that a push names itself', () => {
  it('counts only from a proxy that is trusted, and only what that proxy says', async () => {
    const notifications = { ...ACCESS, allowedIps: ['192.0.2.1'] };
    const gateway = await startGateway({ notifications });
    const from = async (forwarded: string): Promise<number> => {
      const answer = await fetch(`${gateway.url}/sectigo/notifications?orderNumber=1`, {
        headers: {
          authorization: `Basic ${Buffer.from('sectigo:secret').toString('base64')}`,
          'x-forwarded-for': forwarded,
        },
      });
      return answer.status;
    };
    try {
      expect(await from('192.0.2.1')).toBe(403);

      await gateway.restart({ notifications, trustedProxies: ['127.0.0.0/8', '::1'] });
      expect(await from('192.0.2.1')).toBe(200);
      expect(await from('::ffff:192.0.2.1')).toBe(200);
      expect(await from('192.0.2.1:5678')).toBe(200);
      expect(await from('[::ffff:192.0.2.1]:443')).toBe(200);
      expect(await from('203.0.113.5, 192.0.2.1:5678, 127.0.0.1:1')).toBe(200);
      expect(await from('192.0.2.1, 203.0.113.5')).toBe(403);
      expect(await from('192.0.2.1:1, 203.0.113.5:2')).toBe(403);
      expect(await from('[2001:db8::1]:443')).toBe(403);
      expect(await from('fe80::1%eth0')).toBe(403);
      expect(await from('"; DROP')).toBe(403);
    } finally {
      await gateway.stop();
    }
  });
});
