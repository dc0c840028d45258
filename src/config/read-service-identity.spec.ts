import { describe, expect, it } from '@jest/globals';
import { readConfig } from './read-config.js';

const identity = (variables: Record<string, string>): object => {
  const { serviceName, resourceAttributes } = readConfig(variables);
  return { serviceName, resourceAttributes };
};

describe('how traces and logs call the gateway', () => {
  it('is by its own name unless somebody gives it another', () => {
    expect(identity({})).toEqual({ serviceName: 'sectigo-gateway', resourceAttributes: {} });
  });

  it('is as the variables of OpenTelemetry say', () => {
    const attributes = 'deployment.environment.name=production, team=a%20b%2Cc ,service.name=other,';
    expect(identity({ OTEL_RESOURCE_ATTRIBUTES: attributes })).toEqual({
      serviceName: 'other',
      resourceAttributes: { 'deployment.environment.name': 'production', team: 'a b,c' },
    });
    expect(identity({ OTEL_RESOURCE_ATTRIBUTES: attributes, OTEL_SERVICE_NAME: 'orders' })).toMatchObject({
      serviceName: 'orders',
    });
  });

  it.each(['production', 'a=b,production', '=x', 'a=%E0%A4%A'])('cannot be read from %s', (attributes) => {
    expect(() => readConfig({ OTEL_RESOURCE_ATTRIBUTES: attributes })).toThrow(
      'OTEL_RESOURCE_ATTRIBUTES must be name=value, with commas between them, values percent-encoded',
    );
  });
});
