import { ApiProperty } from '@nestjs/swagger';
import { CERTIFICATE_MISMATCHES } from '../../orders/domain/certificate-status.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n';

/** The certificate that Sectigo delivered for an order. */
export class DeliveredCertificateResponse {
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', description: 'The id of the order.' })
  orderId!: string;
  @ApiProperty({ example: 'CN=Company ABC 123, O=Company ABC 123, C=US', description: 'Whose it is.' })
  subject!: string;
  @ApiProperty({ example: 'CN=Sectigo Document Signing CA, C=GB', description: 'Who issued it.' })
  issuer!: string;
  @ApiProperty({ example: '4f1c0a9be2d17753', description: 'Hexadecimal.' })
  serialNumber!: string;
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'Of the DER.',
  })
  sha256!: string;
  @ApiProperty({ format: 'date-time', description: 'From when on it is valid.' })
  notBefore!: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it is valid.' })
  notAfter!: string;
  @ApiProperty({ example: PEM, description: 'The certificate alone, as PEM.' })
  certificate!: string;
  @ApiProperty({ type: [String], example: [PEM], description: 'Its issuers as PEM, nearest first.' })
  chain!: string[];
  @ApiProperty({
    enum: CERTIFICATE_MISMATCHES,
    isArray: true,
    example: [],
    description: 'In what it is not what was ordered.',
  })
  mismatches!: string[];
}
