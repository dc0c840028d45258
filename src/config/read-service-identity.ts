import { type Config } from './config.js';
import { type Environment } from './environment.js';

export type ServiceIdentity = Pick<Config, 'serviceName' | 'resourceAttributes'>;

const OUR_NAME = 'sectigo-gateway';
const ATTRIBUTE = /^\s*([^=\s]+)\s*=\s*(\S*)\s*$/;

/** As OpenTelemetry defines its variables: the name goes before an attribute `service.name`; values are percent-encoded. */
export function readServiceIdentity(
  { OTEL_SERVICE_NAME: name, OTEL_RESOURCE_ATTRIBUTES: text = '' }: Environment,
  faults: string[],
): ServiceIdentity {
  const attributes = readAttributes(text);
  if (attributes === undefined) {
    faults.push(
      'OTEL_RESOURCE_ATTRIBUTES must be name=value, with commas between them, values percent-encoded',
    );
  }
  const { 'service.name': attribute, ...resourceAttributes } = attributes ?? {};
  return { serviceName: name ?? attribute ?? OUR_NAME, resourceAttributes };
}

function readAttributes(text: string): Record<string, string> | undefined {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  try {
    return Object.fromEntries(
      entries.map((entry) => {
        const [, name, value] = ATTRIBUTE.exec(entry) ?? [];
        if (name === undefined || value === undefined) throw new Error('no attribute');
        return [name, decodeURIComponent(value)];
      }),
    );
  } catch {
    return undefined;
  }
}
