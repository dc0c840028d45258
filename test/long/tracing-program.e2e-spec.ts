import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';
import { ScratchFolder } from '../support/scratch-folder.js';
import { pathOf, TraceCollector } from '../support/trace-collector.js';

type LogLine = Readonly<Record<string, unknown>>;

/** Node writes down there, when it ends, which files it has run. */
class RunFiles {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'gateway-run-files-'));

  ofPackages(name: string): string[] {
    const reports = readdirSync(this.folder).map((file) =>
      readFileSync(path.join(this.folder, file), 'utf8'),
    );
    const urls = reports.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result);
    return urls.map(({ url }) => url).filter((url) => url.includes(`/node_modules/${name}`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

describe('the program', () => {
  let collector: TraceCollector;
  const files = [new RunFiles(), new RunFiles()] as const;
  const scratch = new ScratchFolder();
  const programs: Program[] = [];
  const started = async (run: RunFiles, settings: Record<string, string>): Promise<Program> => {
    const program = new Program(undefined, { NODE_V8_COVERAGE: run.folder, ...settings });
    programs.push(program);
    await program.start();
    return program;
  };
  beforeAll(async () => {
    collector = await TraceCollector.start();
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await collector.close();
    for (const { dataDir } of programs) rmSync(dataDir, { recursive: true });
    for (const run of files) run.remove();
    scratch.remove();
  });

  const place = async (program: Program): Promise<string> => {
    const { id } = orderOf(await program.client.order(anOrder()));
    await eventually(async () => {
      expect((await program.client.get(`/v1/orders/${id}`)).body).toMatchObject({ status: 'placed' });
    });
    return id;
  };
  const linesAbout = ({ output }: Program, orderId: string): LogLine[] =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes(orderId))
      .map((line) => JSON.parse(line) as LogLine);

  it('tells its collector of every span before it ends, and its log lines which trace they belong to', async () => {
    const program = await started(files[0], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'orders',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.version=42',
      OTEL_EXPORTER_OTLP_HEADERS_FILE: scratch.file('headers', 'authorization=Bearer%20s3cret\n'),
    });
    const id = await place(program);
    expect(await program.stop()).toBe(0);

    const trace = collector.traceOf(id);
    expect(trace.map((span) => pathOf(span, trace))).toContain(
      'POST /v1/orders > accept order > attempt > record outcome',
    );
    expect([...collector.authorizations]).toEqual(['Bearer s3cret']);
    expect(collector.resources).toEqual([
      { 'service.name': 'orders', 'service.version': '42', 'deployment.environment.name': 'test' },
    ]);
    const lines = linesAbout(program, id);
    const { traceId } = trace[0] ?? {};
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['request', 'an attempt ended']));
    for (const line of lines) expect(line).toMatchObject({ traceId, orderId: id, service: 'orders' });
    expect(files[0].ofPackages('@opentelemetry/sdk-trace/')).not.toEqual([]);
  });

  it('does not even load what traces when there is no collector', async () => {
    const program = await started(files[1], {});
    const id = await place(program);
    expect(await program.stop()).toBe(0);

    expect(files[1].ofPackages('@nestjs/core/')).not.toEqual([]);
    // prom-client brings the interfaces of OpenTelemetry, which do nothing by themselves
    const loaded = files[1]
      .ofPackages('@opentelemetry/')
      .filter((url) => !url.includes('/@opentelemetry/api/'));
    expect(loaded).toEqual([]);
    for (const line of linesAbout(program, id)) expect(line).not.toHaveProperty('traceId');
  });
});
