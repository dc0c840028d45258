import { Injectable } from '@nestjs/common';
import { type Principal } from '../../access/principal.js';
import { FindOrder } from '../../orders/find/find-order.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { CertificateQuery } from './certificate.query.js';
import { type DeliveredCertificateResponse } from './certificate.response.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/g;

const UNREADABLE =
  'Sectigo delivered something that could not be read as a certificate. The operators have been told.';

/** The certificate delivered for an order that the caller may see. */
@Injectable()
export class FindCertificate {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly certificates: CertificateQuery,
  ) {}

  async execute(caller: Principal, orderId: string): Promise<DeliveredCertificateResponse> {
    const order = await this.findOrder.execute(caller, orderId);
    const found = await this.certificates.find(order.id);
    if (!found) {
      const unreadable = await this.certificates.cameUnreadable(order.id);
      throw new GatewayError('certificate-not-available', unreadable ? { detail: UNREADABLE } : {});
    }
    const { certificatePem, chainPem, notBefore, notAfter, subject, issuer, serialNumber, sha256 } = found;
    return {
      orderId: order.id,
      subject,
      issuer,
      serialNumber,
      sha256,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      certificate: certificatePem,
      chain: chainPem.match(CERTIFICATE) ?? [],
      mismatches: order.certificateMismatches,
    };
  }
}
