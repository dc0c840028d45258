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
  @OptionalField(oneOf(TEXT_REASONS), 'Only with this reason.', 'unreadable') reason?: string;
}

/** A reply of Sectigo that was not read whole, without its text. */
export class KeptTextSummaryResponse {
  @Text('The id of the text.', EXAMPLE_ID.txt) id!: string;
  @OneOf(TEXT_COMMANDS, 'The command that it answers.', '!WebHostReport') command!: string;
  @OneOf(
    TEXT_REASONS,
    '`unreadable`: it could not be taken apart; `partly`: some of its values could not be read; `error-code`: ' +
      "its code does not say what happened; `http-status`: the answer is not Sectigo's own.",
    'unreadable',
  )
  reason!: string;
  @Text.orNull('The order that the command was about; null if there was none.', EXAMPLE_ID.ord) orderId!:
    string | null;
  @Whole('The HTTP status of the reply.', 200) httpStatus!: number;
  @Whole('Its length. At most 64 KiB of it are kept.', 48) bytes!: number;
  @Whole('How often the same text was received.', 1) receipts!: number;
  @Time('When it was first received.') receivedAt!: string;
  @Time('When it was last received.') lastReceivedAt!: string;
}

export class KeptTextListResponse extends pageOf(KeptTextSummaryResponse, 'The texts of the page.') {}

/** A reply of Sectigo that was not read whole. */
export class KeptTextResponse extends KeptTextSummaryResponse {
  @Text(
    'The text as it came, with the login masked and invisible characters removed; empty if nothing of it can be shown.',
    '<html>We will be back soon</html>',
  )
  text!: string;
}
