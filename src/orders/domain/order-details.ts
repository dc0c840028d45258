export const CERTIFICATE_TYPES = ['organization', 'organization-individual', 'individual'] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];

export const PROVISIONING_METHODS = ['remote', 'token', 'deferred'] as const;
export const BUSINESS_CATEGORIES = ['private-organization', 'government-entity', 'business-entity'] as const;
export const CALLBACK_METHODS = ['telephone', 'email', 'letter'] as const;

export interface Address {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly city?: string;
  readonly stateOrProvince?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

export interface Shipping {
  readonly organizationName?: string;
  readonly unit?: string;
  readonly address?: Address;
  readonly contact?: {
    readonly title?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly email?: string;
    readonly phone?: string;
  };
}

/** How the certificate reaches its key. */
export type Provisioning =
  | {
      readonly method: 'remote';
      readonly hsmType: string;
      readonly keyAttestation: string;
      readonly csr: string;
    }
  | { readonly method: 'token'; readonly offerType?: number; readonly shipping?: Shipping }
  | { readonly method: 'deferred' };

/** The validated request with its defaults; an absent value is a missing member, never null. */
export interface OrderDetails {
  readonly certificateType: CertificateType;
  readonly validityDays: number;
  readonly provisioning: Provisioning;
  readonly organization: {
    readonly name: string;
    readonly unit?: string;
    readonly address: Address &
      Required<Pick<Address, 'line1' | 'city' | 'stateOrProvince' | 'postalCode' | 'country'>>;
    readonly dunsNumber?: string;
    readonly registrationNumber?: string;
    readonly businessCategory?: (typeof BUSINESS_CATEGORIES)[number];
  };
  readonly applicant: {
    readonly jobTitle: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
  };
  readonly validation: {
    readonly customerValidated: boolean;
    readonly applicantValidatedByPartner?: boolean;
    readonly callbackCompletedByPartner?: boolean;
    readonly callbackMethod?: (typeof CALLBACK_METHODS)[number];
    readonly contactEmail?: string;
    readonly customerEmail?: string;
  };
  readonly notifications: {
    /** null: Sectigo sends none; absent: to the account's default address. */
    readonly issuanceEmail?: string | null;
    readonly language?: string;
    readonly callbackTemplateId?: number;
    readonly subscriberAgreementTemplateId?: number;
  };
  readonly test: boolean;
  readonly reference?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the API shows of a CSR instead of its body. */
export interface CsrSummary {
  readonly subject: string;
  readonly keyAlgorithm: 'RSA' | 'EC';
  /** Bits. */
  readonly keySize: number;
  /** Lower-case hex, of the DER. */
  readonly sha256: string;
}
