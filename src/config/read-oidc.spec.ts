import { describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../test/support/config-faults.js';
import { readConfig } from './read-config.js';

const OIDC = {
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'gateway',
  OIDC_CLIENT_SECRET: 'a-secret',
};

describe('the identity provider of the dashboard', () => {
  it('is optional, and has roles by their own names', () => {
    expect(readConfig({}).oidc).toBeUndefined();
    expect(readConfig(OIDC).oidc).toMatchObject({
      issuer: 'https://issuer.example',
      roleClaim: 'roles',
      roles: [
        ['viewer', 'viewer'],
        ['operator', 'operator'],
        ['admin', 'admin'],
      ],
    });
  });

  it.each(Object.keys(OIDC))('is not known without %s', (name) => {
    expect(faultsOf({ ...OIDC, [name]: undefined })).toEqual([
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together',
    ]);
  });

  it('may call roles as it likes', () => {
    const { oidc } = readConfig({ ...OIDC, OIDC_ROLES: 'cn=pki-leads=admin, readers=viewer' });
    expect(oidc?.roles).toEqual([
      ['cn=pki-leads', 'admin'],
      ['readers', 'viewer'],
    ]);
  });

  it.each(['admin', 'x=root', 'a=admin,'])('gives no roles by %j', (roles) => {
    expect(faultsOf({ ...OIDC, OIDC_ROLES: roles })).toEqual([
      'OIDC_ROLES must be value=role with commas; roles are viewer, operator and admin',
    ]);
  });

  it('is not reached in the clear', () => {
    expect(faultsOf({ ...OIDC, OIDC_ISSUER: 'http://issuer.example' })).toEqual([
      'OIDC_ISSUER must be https; http is for loopback only',
    ]);
    expect(faultsOf({ ...OIDC, OIDC_ISSUER: 'http://127.0.0.1:4000' })).toEqual([]);
  });
});
