import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { OneOf, Text, Time, Whole } from '../../http/openapi/property.js';
import { oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { TEXT_COMMANDS, TEXT_REASONS } from './kept-text-words.js';

/** The query of `GET /v1/ops/kept-texts`. */
export class ListKeptTextsQuery extends pageQueryOf('txt') {
  @OptionalField(oneOf(TEXT_COMMANDS), 'Only replies to this command.', '!WebHostReport') command?: string;
  @OptionalField(oneOf(TEXT_REASONS), 'Only for this reason.', 'unreadable') reason?: string;
}

/** A reply of Sectigo that was not read whole, without its text. */
export class KeptTextSummaryResponse {
  @Text('The id of the text.', EXAMPLE_ID.txt) id!: string;
  @OneOf(TEXT_COMMANDS, 'What it answers.', '!WebHostReport') command!: string;
  @OneOf(
    TEXT_REASONS,
    'unreadable: nobody can take it apart; partly: it was read, but for a value; error-code: its code leaves open what ' +
      'happened; http-status: it is not Sectigo that speaks.',
    'unreadable',
  )
  reason!: string;
  @Text.orNull('The order that Sectigo was asked about; null: none.', EXAMPLE_ID.ord) orderId!: string | null;
  @Whole('The status that it came with.', 200) httpStatus!: number;
  @Whole('How long it was; no more than 64 KiB of it are kept.', 48) bytes!: number;
  @Whole('How often the same came.', 1) receipts!: number;
  @Time('When it came first.') receivedAt!: string;
  @Time('When it came last.') lastReceivedAt!: string;
}

export class KeptTextListResponse extends pageOf(KeptTextSummaryResponse, 'The texts of the page.') {}

/** A reply of Sectigo that was not read whole. */
export class KeptTextResponse extends KeptTextSummaryResponse {
  @Text(
    'As it came, with the login masked and without characters that cannot be seen; empty where nothing of it could be shown.',
    '<html>We will be back soon</html>',
  )
  text!: string;
}
