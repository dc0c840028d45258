import { join } from 'node:path';
import { AppendOnlyFile } from './append-only-file.js';

/** One order sold. The ledger is the oracle of every "never twice, never lost" test. */
export interface Purchase {
  readonly orderNumber: number;
  readonly certificateId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly code: 0 | 1;
  readonly cost: string;
  /** A test order is not billed. */
  readonly test: boolean;
  /** As sent, with the password masked. */
  readonly form: Readonly<Record<string, string>>;
  /** Which TCP connection and which request, counted from the start of this simulator process. */
  readonly connection: number;
  readonly request: number;
}

/** The order number of the published example reply. */
const FIRST_ORDER_NUMBER = 3040824;
/** Certificate ids have up to 16 digits; a distance keeps them from being mistaken for order numbers. */
const CERTIFICATE_ID_DISTANCE = 9_000_000_000;
const FILE_NAME = 'ledger.jsonl';

export class Ledger {
  private constructor(
    private readonly file: AppendOnlyFile | null,
    private sold: Purchase[],
    private nextOrderNumber: number,
  ) {}

  static async open(dataDir?: string): Promise<Ledger> {
    if (dataDir === undefined) return new Ledger(null, [], FIRST_ORDER_NUMBER);
    const { file, lines } = await AppendOnlyFile.open(join(dataDir, FILE_NAME));
    try {
      const sold = lines.map((line, index) => readPurchase(line, index + 1));
      // appended in the order of their numbers
      return new Ledger(file, sold, (sold.at(-1)?.orderNumber ?? FIRST_ORDER_NUMBER - 1) + 1);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get purchases(): readonly Purchase[] {
    return this.sold;
  }

  /** Resolves when the purchase would survive a power cut. */
  async record(details: Omit<Purchase, 'orderNumber' | 'certificateId'>): Promise<Purchase> {
    const orderNumber = this.nextOrderNumber++;
    const certificateId = String(CERTIFICATE_ID_DISTANCE + orderNumber);
    const purchase: Purchase = { orderNumber, certificateId, ...details };
    await this.file?.append(JSON.stringify(purchase));
    this.sold.push(purchase);
    return purchase;
  }

  async reset(): Promise<void> {
    await this.file?.clear();
    this.sold = [];
    this.nextOrderNumber = FIRST_ORDER_NUMBER;
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}

function readPurchase(line: string, lineNumber: number): Purchase {
  try {
    return JSON.parse(line) as Purchase;
  } catch (error) {
    throw new Error(`${FILE_NAME}, line ${lineNumber} is not a purchase`, { cause: error });
  }
}
