import { type FieldFault } from '../../shared/gateway-error.js';

/** A request body whose members are each valid by themselves. */
export interface ProvisioningInput {
  readonly method: 'remote' | 'token' | 'deferred';
  readonly hsmType?: string | null;
  readonly keyAttestation?: string | null;
  readonly csr?: string | null;
  readonly offerType?: number | null;
  readonly shipping?: {
    readonly organizationName?: string | null;
    readonly unit?: string | null;
    readonly address?: object | null;
    readonly contact?: object | null;
  } | null;
}

type Member = Exclude<keyof ProvisioningInput, 'method'>;

const REMOTE: readonly Member[] = ['csr', 'hsmType', 'keyAttestation'];
const TOKEN: readonly Member[] = ['offerType', 'shipping'];
const FORBIDDEN: Record<ProvisioningInput['method'], readonly Member[]> = {
  remote: TOKEN,
  token: REMOTE,
  deferred: [...REMOTE, ...TOKEN],
};

const ADDRESS_FOR_SHIPMENT = ['city', 'stateOrProvince', 'postalCode', 'country'] as const;
const CONTACT_FOR_SHIPMENT = ['firstName', 'lastName', 'email', 'phone'] as const;

/** Which members belong to which method, and what a shipment needs. Pointers are into the request body. */
export function provisioningFaults(provisioning: ProvisioningInput): FieldFault[] {
  const { method } = provisioning;
  const misplaced = FORBIDDEN[method]
    .filter((member) => isGiven(provisioning[member]))
    .map((member) => fault(member, 'argument-not-applicable', `does not belong to the method ${method}`));
  switch (method) {
    case 'remote':
      return [...misplaced, ...missing(REMOTE, provisioning)];
    case 'token':
      return [...misplaced, ...tokenFaults(provisioning)];
    case 'deferred':
      return misplaced;
  }
}

function missing(members: readonly Member[], provisioning: ProvisioningInput): FieldFault[] {
  return members
    .filter((member) => !isGiven(provisioning[member]))
    .map((member) => fault(member, 'required', `is required with the method ${provisioning.method}`));
}

function tokenFaults({ offerType, shipping }: ProvisioningInput): FieldFault[] {
  if (!isGiven(shipping)) return [];
  const offer = isGiven(offerType)
    ? []
    : [fault('offerType', 'required', 'is required when shipping is given')];
  const address = membersOf(shipping?.address);
  if (!Object.values(address).some(isGiven)) return offer;
  const contact = membersOf(shipping?.contact);
  return [
    ...offer,
    ...ADDRESS_FOR_SHIPMENT.filter((name) => !isGiven(address[name])).map((name) =>
      shipment(`address/${name}`),
    ),
    ...CONTACT_FOR_SHIPMENT.filter((name) => !isGiven(contact[name])).map((name) =>
      shipment(`contact/${name}`),
    ),
  ];
}

const membersOf = (value: object | null | undefined): Record<string, unknown> =>
  (value ?? {}) as Record<string, unknown>;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const shipment = (path: string): FieldFault =>
  fault(`shipping/${path}`, 'required', 'is required when a shipping address is given');

function fault(path: string, code: string, detail: string): FieldFault {
  return { pointer: `/provisioning/${path}`, code, detail };
}
