import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { preferredType } from '../../http/preferred-type.js';
import { OrderId } from '../../orders/place/orders.openapi.js';
import { FindCertificate } from './find-certificate.js';
import { DeliveredCertificateResponse } from './certificate.response.js';

/** In which a certificate may be had; the first is for who asks for none of them. */
const FORMATS = ['application/pem-certificate-chain', 'application/pkix-cert', 'application/json'] as const;

@Api('Orders', 'orders:read')
@ApiExtraModels(DeliveredCertificateResponse)
@OrderId()
@Controller('v1/orders/:id/certificate')
export class CertificateController {
  constructor(private readonly findCertificate: FindCertificate) {}

  @Operation(
    'The certificate of an order, once Sectigo has delivered it',
    'The certificate and its chain as PEM, unless `Accept` prefers the certificate alone as DER, or both with ' +
      'their fields as JSON. `Accept: */*` or no such header means PEM. Generated clients can use `/details`, ' +
      'which is always JSON. A certificate that differs from the order is delivered too: see ' +
      '`certificate.mismatches` of the order.',
  )
  @ApiResponse({
    status: 200,
    description: 'The certificate.',
    content: {
      'application/pem-certificate-chain': { schema: { type: 'string' } },
      'application/pkix-cert': { schema: { type: 'string', format: 'binary' } },
      'application/json': { schema: { $ref: getSchemaPath(DeliveredCertificateResponse) } },
    },
  })
  @ApiProblems('certificate-not-available')
  @Header('vary', 'accept')
  @Get()
  async getCertificate(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const certificate = await this.findCertificate.execute(caller, id);
    const format = preferredType(headers.accept, FORMATS) ?? FORMATS[0];
    void reply.type(format);
    switch (format) {
      case 'application/pem-certificate-chain':
        return void reply.send([certificate.certificate, ...certificate.chain].join(''));
      case 'application/pkix-cert':
        return void reply.send(derOf(certificate.certificate));
      case 'application/json':
        return void reply.send(certificate);
    }
  }

  @Operation(
    'The certificate of an order and its fields, as JSON',
    'The same as `/certificate` with `Accept: application/json`, whatever `Accept` says.',
  )
  @Answers(200, 'The certificate.', DeliveredCertificateResponse)
  @ApiProblems('certificate-not-available')
  @Get('details')
  getCertificateDetails(
    @Caller() caller: Principal,
    @Param('id') id: string,
  ): Promise<DeliveredCertificateResponse> {
    return this.findCertificate.execute(caller, id);
  }
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
