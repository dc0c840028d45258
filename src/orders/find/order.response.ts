import { EXAMPLE_ID, EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { Flag, OneOf, Part, SomeOf, Text, Texts, Time, Whole } from '../../http/openapi/property.js';
import { CERTIFICATE_MISMATCHES, CERTIFICATE_STATUSES } from '../domain/certificate-status.js';
import { CERTIFICATE_TYPES, PROVISIONING_METHODS } from '../domain/order-details.js';
import { ORDER_STATUSES } from '../domain/order-status.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { ApplicantDto, NotificationsDto, ValidationDto } from '../place/applicant.dto.js';
import { OrganizationDto } from '../place/organization.dto.js';
import { ShippingDto } from '../place/provisioning.dto.js';

export class CsrSummaryResponse {
  @Text('The subject of the request.', 'CN=Company ABC 123, C=US') subject!: string;
  @OneOf(['RSA', 'EC'], 'The algorithm of the key.') keyAlgorithm!: string;
  @Whole('Size of the key in bits.', 3072) keySize!: number;
  @Text({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its DER.', example: EXAMPLE_SHA256 })
  sha256!: string;
}

export class ProvisioningResponse {
  @OneOf(PROVISIONING_METHODS, 'As it was ordered.') method!: string;
  @Text.optional('With remote: the hardware that holds the key.', 'YUBIKEY') hsmType?: string;
  @Part.optional(CsrSummaryResponse, 'With remote: facts of the CSR, without the CSR itself.')
  csr?: CsrSummaryResponse;
  @Whole.optional('With token: the shipping option.', 22) offerType?: number;
  @Part.optional(ShippingDto, 'With token: where it goes.') shipping?: ShippingDto;
}

export class SectigoResponse {
  @Text("Sectigo's order number.", '3040824') orderNumber!: string;
  @Text.orNull("Sectigo's certificate id.", '9003040825') certificateId!: string | null;
  @Text.orNull({
    description: "Sectigo's own word for the state; do not interpret it.",
    example: 'Awaiting Validation',
  })
  certificateState!: string | null;
  @Text.orNull("In the account's currency.", '210.00') cost!: string | null;
  @Flag('Sectigo has the order and waits for payment.') paymentOutstanding!: boolean;
}

export class CertificateResponse {
  @OneOf(CERTIFICATE_STATUSES, 'The status of the certificate.') status!: string;
  @Text.orNull("Sectigo's text about it.", null) statusDescription!: string | null;
  @Time.orNull('When it was issued.', null) issuedAt!: string | null;
  @Time.orNull('When it was revoked.', null) revokedAt!: string | null;
  @Time.orNull('When the delivered certificate expires.', null) expiresAt!: string | null;
  @SomeOf(
    CERTIFICATE_MISMATCHES,
    'How the delivered certificate differs from the order: another organization, another key than that of the ' +
      'CSR, another validity, or a chain with a gap. Look at it before you use it.',
    [],
  )
  mismatches!: string[];
}

/** An order as the API shows it. */
export class OrderResponse {
  @Text('The id of the order.', EXAMPLE_ID.ord) id!: string;
  @OneOf(ORDER_STATUSES, 'Where the order stands.', 'placed') status!: string;
  @Whole('Grows with every change of the order. Events and webhooks have it too.', 3) version!: number;
  @Text('Whose order it is.', EXAMPLE_ID.cli) clientId!: string;
  @Text.orNull("The caller's reference.", 'PO-4711') reference!: string | null;
  @Flag('Whether it is a test order.') test!: boolean;
  @OneOf(CERTIFICATE_TYPES, 'As it was ordered.') certificateType!: string;
  @Whole('How many days the certificate is valid.', 365) validityDays!: number;
  @Part(ProvisioningResponse, 'As it was ordered, without CSR and attestation.', { method: 'deferred' })
  provisioning!: ProvisioningResponse;
  @Part(OrganizationDto, 'As it was ordered.') organization!: OrganizationDto;
  @Part(ApplicantDto, 'As it was ordered.') applicant!: ApplicantDto;
  @Part(ValidationDto, 'As it was ordered.') validation!: ValidationDto;
  @Part(NotificationsDto, 'As it was ordered.') notifications!: NotificationsDto;
  @Texts("The caller's notes.", { costCentre: '42' }) metadata!: Record<string, string>;
  @Part.orNull(SectigoResponse, 'Null until the order is placed.') sectigo!: SectigoResponse | null;
  @Part.orNull(CertificateResponse, 'Null until the order is placed.')
  certificate!: CertificateResponse | null;
  @Part.orNull(ProblemResponse, {
    description: 'Why the order is rejected, failed, held or outcome-unknown.',
    example: null,
  })
  problem!: object | null;
  @Whole({ description: 'Attempts so far.', example: 1 }) attempts!: number;
  @Time.orNull('When a queued order is sent next.', null) nextAttemptAt!: string | null;
  @Time('When it was accepted.') createdAt!: string;
  @Time('When it last changed.') updatedAt!: string;
  @Time.orNull('When Sectigo accepted it.', '2026-11-22T09:30:00.000Z') placedAt!: string | null;
  @Text.orNull('The order that this one renews.', null) renewalOf!: string | null;
  @Text.orNull('The newest order that renews this one, even if it was rejected, failed or cancelled.', null)
  renewedBy!: string | null;
}

export class OrderListResponse extends pageOf(OrderResponse, 'The orders of the page.', {
  description: 'Send it as `cursor` for the next page.',
  example: null,
}) {}
