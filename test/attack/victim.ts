import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { Program } from '../support/program.js';

const LOOK_EVERY_MS = 200;
const KIB_PER_MIB = 1_024;

/** A gateway to be attacked, with everything that it needs, and what it uses of the machine. */
export class Victim {
  readonly program = new Program();
  private peakMib = 0;
  private openBefore: readonly [number, number] = [0, 0];
  private timer: NodeJS.Timeout | undefined;

  async start(): Promise<void> {
    await this.program.start();
    this.timer = setInterval(() => {
      this.peakMib = Math.max(this.peakMib, this.memoryMib);
      this.openBefore = [this.openBefore[1], this.descriptors];
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.program.stop();
    rmSync(this.program.dataDir, { recursive: true, force: true });
  }

  get port(): number {
    return Number(new URL(this.program.url).port);
  }

  /** The most that it had resident so far. */
  get mostMemoryMib(): number {
    return this.peakMib;
  }

  /** What it had open a moment ago: before whoever attacked it was gone. */
  get descriptorsBefore(): number {
    return this.openBefore[0];
  }

  /** What it has resident; 0 when it is gone. */
  get memoryMib(): number {
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(this.read('status')) ?? [];
    return Math.round(Number(kib) / KIB_PER_MIB);
  }

  /** Files and sockets that it has open. */
  get descriptors(): number {
    return this.program.running ? readdirSync(`/proc/${this.program.pid}/fd`).length : 0;
  }

  private read(file: string): string {
    return this.program.running ? readFileSync(`/proc/${this.program.pid}/${file}`, 'utf8') : '';
  }
}
