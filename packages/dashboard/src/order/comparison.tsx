import { Table } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { type DeliveredCertificate, type Order } from '../api/types';
import { Copied } from '../parts/copied';
import { counted } from '../parts/format';
import { Moment } from '../parts/moment';
import { isSameText, readSubject } from './read-subject';

const DAY_MS = 86_400_000;

interface Row {
  readonly name: string;
  readonly ordered: ReactNode;
  readonly delivered: ReactNode;
  /** True: it is something else than was ordered. */
  readonly differs: boolean;
}

interface Properties {
  readonly order: Order;
  readonly delivered: DeliveredCertificate;
}

/** Order and certificate line by line; differences are marked. */
export function Comparison({ order, delivered }: Properties): JSX.Element {
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label="Order and certificate compared">
      <Table withRowBorders verticalSpacing={6} horizontalSpacing="md" className="comparison">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">Ordered</Table.Th>
            <Table.Th scope="col">Certificate</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...subjectRows(order, delivered), ...otherRows(order, delivered)].map((row) => (
            <Table.Tr key={row.name} data-differs={row.differs}>
              <Table.Th scope="row">{row.name}</Table.Th>
              <Table.Td>{row.ordered ?? '–'}</Table.Td>
              <Table.Td>
                {row.delivered ?? '–'}
                {row.differs && <strong className="differs"> differs</strong>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Only fields that the certificate has are compared. */
function subjectRows({ organization, certificateType }: Order, delivered: DeliveredCertificate): Row[] {
  const subject = readSubject(delivered.subject);
  const { name, unit, address } = organization;
  const row = (label: string, ordered: string | null | undefined, attribute: string): Row => {
    const found = subject.get(attribute);
    const differs = found !== undefined && typeof ordered === 'string' && !isSameText(found, ordered);
    return { name: label, ordered, delivered: found, differs };
  };
  return [
    {
      name: 'Name',
      ordered: certificateType === 'organization' ? name : null,
      delivered: subject.get('CN'),
      differs: false,
    },
    { ...row('Organization', name, 'O'), differs: delivered.mismatches.includes('organization') },
    row('Unit', unit, 'OU'),
    row('City', address.city, 'L'),
    row('State', address.stateOrProvince, 'ST'),
    row('Country', address.country, 'C'),
  ].filter(({ ordered, delivered: found }) => Boolean(ordered ?? found));
}

function otherRows({ provisioning: { csr }, validityDays }: Order, delivered: DeliveredCertificate): Row[] {
  const { mismatches, notBefore, notAfter, issuer, chain, serialNumber, sha256 } = delivered;
  const [hasOtherKey, isOdd, isBroken] = (['key', 'validity', 'chain'] as const).map((what) =>
    mismatches.includes(what),
  );
  const days = Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / DAY_MS);
  return [
    {
      name: 'Key',
      ordered: csr ? `the CSR’s key (${csr.keyAlgorithm} ${csr.keySize})` : null,
      delivered: csr ? (hasOtherKey ? 'another key' : 'the same key') : 'Sectigo’s choice',
      differs: hasOtherKey ?? false,
    },
    {
      name: 'Valid for',
      ordered: counted(validityDays, 'day'),
      delivered: counted(days, 'day'),
      differs: isOdd ?? false,
    },
    { name: 'From', ordered: null, delivered: <Moment at={notBefore} />, differs: false },
    { name: 'Until', ordered: null, delivered: <Moment at={notAfter} />, differs: false },
    {
      name: 'Issuer',
      ordered: null,
      delivered: readSubject(issuer).get('CN') ?? issuer,
      differs: false,
    },
    {
      name: 'Chain',
      ordered: 'leads to its root',
      delivered: isBroken ? 'does not match' : counted(chain.length, 'issuer'),
      differs: isBroken ?? false,
    },
    {
      name: 'Serial number',
      ordered: null,
      delivered: <Copied value={serialNumber} name="the serial number" mono />,
      differs: false,
    },
    {
      name: 'SHA-256',
      ordered: null,
      delivered: <Copied value={sha256} name="the fingerprint" mono />,
      differs: false,
    },
  ];
}
