import { PARAMETERS } from '../sectigo/index.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The likeliest first. */
const WHOSE_ADDRESS =
  words(`validation customer endCustomer customerValidation customerContact validationContact
  endUser organization subscriber client company certificate verification validated requester requestor applicant
  owner corporate user admin administrator business buyer legalEntity organizationContact certificateOwner appRepCustomer
  appRepValidation account cust resellerCustomer`);
const CALLBACK =
  words(`callback callbackEmail callBack callBackEmail ovCallback OVCallback ovCallbackEmail userOvCallback
  validationCallback callbackMail callbackNotification callbackRequest appRepCallback`);
const AGREEMENT =
  words(`subscriberAgreement subscriberAgreementEmail agreement agreementEmail sa saEmail subscriber
  subscriberEmail subAgreement subscriberAgreementMail subscriberAgreementNotification certificateSubscriberAgreement
  appRepSubscriberAgreement csa`);
/** How many beginnings are worth the rarer ends. */
const LIKELY = 8;

/** The three parameters whose wire names nobody has confirmed, by the last part of their fields. */
export const UNCONFIRMED = {
  customerEmail: {
    name: 'validationEmailAddress',
    kind: 'address',
    value: 'customer@example.com',
    malformed: 'not an address',
    candidates: emailNames(WHOSE_ADDRESS),
  },
  callbackTemplateId: {
    name: 'callbackTemplateID',
    kind: 'number',
    value: '1',
    malformed: 'not a number',
    candidates: templateNames(CALLBACK),
  },
  subscriberAgreementTemplateId: {
    name: 'subscriberAgreementTemplateID',
    kind: 'number',
    value: '1',
    malformed: 'not a number',
    candidates: templateNames(AGREEMENT),
  },
} as const;

export type UnconfirmedField = keyof typeof UNCONFIRMED;
export const UNCONFIRMED_FIELDS = Object.keys(UNCONFIRMED) as UnconfirmedField[];

/** Sectigo's names of addresses end in `EmailAddress`, as `appRepEmailAddress`. */
function emailNames(whose: readonly string[]): string[] {
  const likely = whose.slice(0, LIKELY);
  return fresh([
    ...spelt(whose, words('EmailAddress Email')),
    ...spelt(likely, words('ContactEmailAddress ContactEmail EMailAddress Mail MailAddress EmailAddr')),
    ...spelt(likely.map(capital), words('EmailAddress Email')),
  ]);
}

/** Its names of ids end in `ID`, as `showCertificateID`; elsewhere in `Id`. */
function templateNames(ofWhat: readonly string[]): string[] {
  const likely = ofWhat.slice(0, LIKELY);
  return fresh([
    ...spelt(ofWhat, words('TemplateID TemplateId Template')),
    ...spelt(
      likely,
      words('Templateid TemplateNumber TemplateNo TemplateCode EmailTemplateID EmailTemplateId'),
    ),
    ...spelt(likely.map(capital), words('TemplateID TemplateId Template')),
    ...spelt(['template'], [...likely.map(capital), ...likely.map((what) => `ID${capital(what)}`)]),
  ]);
}

/** All of them; the likeliest first: a likely beginning with a rarer end comes before a rare beginning. */
function spelt(beginnings: readonly string[], ends: readonly string[]): string[] {
  const ranked = beginnings.flatMap((beginning, first) =>
    ends.map((end, second) => ({ name: `${beginning}${end}`, rank: first + second })),
  );
  return ranked.sort((one, other) => one.rank - other.rank).map(({ name }) => name);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Each once, and none that is another parameter of the table. */
function fresh(names: readonly string[]): string[] {
  const confirmed = PARAMETERS.filter((parameter) => parameter.confirmed).map(({ name }): string => name);
  return [...new Set(names)].filter((name) => !confirmed.includes(name));
}
