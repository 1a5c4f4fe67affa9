import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judgeWalls } from './lib/checks.mjs';
import { ROOT, requireTool } from './lib/project.mjs';

const run = promisify(execFile);

/** One violation a line: the rule that must catch it, the file that commits it, and what it imports. */
const PLANTED: [rule: string, from: string, imports: string][] = [
  ['room shared/', 'shared/domain/a.ts', '#server/store/database.ts'],
  ['room shared/', 'shared/domain/b.ts', '#shared/decoding/cli/decode.ts'],
  ['room shared/decoding/cli/', 'shared/decoding/cli/c.ts', '#server/main.ts'],
  ['room print/qr/', 'print/qr/a.ts', '#print/poster/poster.ts'],
  ['room print/', 'print/poster/a.ts', '#server/main.ts'],
  ['room server/', 'server/venues/a.ts', '#kiosk/core/view.ts'],
  ['room kiosk/core/', 'kiosk/core/a.ts', '#kiosk/store/outbox.ts'],
  ['room kiosk/store/', 'kiosk/store/a.ts', '#kiosk/sync/plan.ts'],
  ['room kiosk/sync/', 'kiosk/sync/a.ts', '#kiosk/store/outbox.ts'],
  ['room kiosk/devices/', 'kiosk/devices/a.ts', '#kiosk/store/outbox.ts'],
  ['room kiosk/bridge/', 'kiosk/bridge/a.ts', '#kiosk/store/outbox.ts'],
  ['room kiosk/process/', 'kiosk/process/a.ts', '#kiosk/renderer/screen.ts'],
  ['room kiosk/host/', 'kiosk/host/a.ts', '#kiosk/process/main.ts'],
  ['room kiosk/main/', 'kiosk/main/a.ts', '#kiosk/process/main.ts'],
  ['room kiosk/preload/', 'kiosk/preload/a.ts', '#kiosk/core/view.ts'],
  ['room kiosk/browser-host/', 'kiosk/browser-host/a.ts', '#kiosk/store/outbox.ts'],
  ['room kiosk/renderer/', 'kiosk/renderer/a.ts', '#print/poster/poster.ts'],
  ['room venue-portal/', 'venue-portal/app/a.ts', '#server/main.ts'],
  ['room scripts/', 'scripts/a.ts', '#server/main.ts'],
  ['owner of better-sqlite3', 'server/venues/b.ts', 'better-sqlite3'],
  ['owner of kysely', 'kiosk/store/b.ts', 'kysely'],
  ['owner of express', 'server/venues/service.ts', 'express'],
  ['owner of serialport', 'kiosk/process/b.ts', 'serialport'],
  ['owner of electron', 'kiosk/process/c.ts', 'electron'],
  ['owner of jsqr', 'kiosk/renderer/b.ts', 'jsqr'],
  ['owner of zxing-wasm', 'kiosk/renderer/c.ts', 'zxing-wasm/reader'],
  ['owner of @hpke/core', 'server/keys/a.ts', '@hpke/core'],
  ['owner of qrcode', 'print/poster/b.ts', 'qrcode'],
  ['owner of pdfkit', 'server/venues/c.ts', 'pdfkit'],
  ['owner of ws', 'kiosk/process/d.ts', 'ws'],
  ['owner of nodemailer', 'server/accounts/a.ts', 'nodemailer'],
  ['owner of @mantine/[^/]+', 'venue-portal/visitor/a.ts', '@mantine/core'],
  ['owner of react-aria-components', 'venue-portal/ui/a.ts', 'react-aria-components'],
  ['server: store knows no feature', 'server/store/a.ts', '#server/venues/reader.ts'],
  ['server: routes speak to their service', 'server/venues/routes.ts', './reader.ts'],
  ['server: service knows no route', 'server/visits/service.ts', '#server/venues/routes.ts'],
  ['server: reader and transactor know no service', 'server/venues/reader.ts', '#server/visits/service.ts'],
  ['server: a feature speaks to the service of another', 'server/visits/a.ts', '#server/venues/reader.ts'],
  ['server: only webhooks and letters go out', 'server/venues/g.ts', 'node:https'],
  ['server: only webhooks and letters go out', 'server/venues/h.ts', 'node:dns/promises'],
  ['server: only webhooks and letters go out', 'server/venues/i.ts', 'node:child_process'],
  ['portal: features are islands', 'venue-portal/features/log/a.ts', '#portal/features/venues/list.ts'],
  ['portal: ui and api know no feature', 'venue-portal/ui/b.ts', '#portal/features/venues/list.ts'],
  ['portal: the visitor page is small', 'venue-portal/visitor/b.ts', '#portal/ui/a.ts'],
  ['no Node here', 'shared/domain/d.ts', 'node:fs'],
  ['no Node here', 'kiosk/renderer/d.ts', 'node:path'],
  ['scripts run before anything is installed', 'scripts/lib/a.mjs', 'zod'],
  ['no test code in the product', 'server/venues/d.ts', '#shared/testing/factory.ts'],
  ['no development package in the product', 'server/venues/e.ts', 'fast-check'],
  ['no barrels', 'server/venues/f.ts', './index.ts'],
  ['no cycles', 'shared/domain/e.ts', './f.ts'],
  ['no dead ends', 'shared/domain/g.ts', './nowhere.ts'],
];

/** What the plan allows; none of these may be caught. */
const ALLOWED: [from: string, imports: string][] = [
  ['server/main.ts', '#server/venues/service.ts'],
  ['server/venues/transactor.ts', '#server/store/database.ts'],
  ['server/store/database.ts', 'better-sqlite3'],
  ['server/http/app.ts', 'express'],
  ['server/webhooks/send.ts', 'node:https'],
  ['kiosk/process/main.ts', '#kiosk/store/outbox.ts'],
  ['kiosk/main/main.ts', 'electron'],
  ['kiosk/store/outbox.ts', '#kiosk/core/view.ts'],
  ['kiosk/core/view.ts', '#shared/domain/h.ts'],
  ['kiosk/renderer/screen.ts', '#print/qr/matrix.ts'],
  ['kiosk/renderer/wasm.ts', 'zxing-wasm/reader/zxing_reader.wasm?url'],
  ['print/poster/poster.ts', 'pdfkit'],
  ['print/qr/matrix.ts', '#shared/domain/h.ts'],
  ['shared/decoding/cli/decode.ts', 'node:fs'],
  ['shared/domain/x.test.ts', '#shared/testing/factory.ts'],
  ['shared/testing/factory.ts', 'fast-check'],
  ['system-tests/story.test.ts', '#server/venues/reader.ts'],
];

/** Files that only have to be there. */
const PLAIN = [
  'shared/domain/h.ts',
  'kiosk/sync/plan.ts',
  'venue-portal/features/venues/list.ts',
  'server/venues/index.ts',
  'server/venues/service.ts',
  'server/venues/reader.ts',
];

const reportSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
const rulesSchema = z.object({ forbidden: z.array(z.object({ name: z.string() })) });
type Summary = z.infer<typeof reportSchema>['summary'];

async function cruise(folder: string, files: [from: string, imports: string | null][]): Promise<Summary> {
  for (const [file, imports] of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), imports === null ? 'export {};\n' : `import '${imports}';\n`);
  }
  for (const file of ['package.json', 'tsconfig.base.json', '.dependency-cruiser.cjs']) {
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const tool = requireTool('dependency-cruiser', 'depcruise');
  const rooms = [...new Set(files.map(([file]) => file.split('/')[0] ?? ''))];
  const args = [tool, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  return reportSchema.parse(JSON.parse(stdout)).summary;
}

describe('the walls', () => {
  const folders: string[] = [];
  const makeFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'walls-'));
    folders.push(folder);
    return folder;
  };
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const everything = (imports: (pair: [string, string]) => string | null): [string, string | null][] => [
    ...PLAIN.map((file): [string, null] => [file, null]),
    ...ALLOWED.map((pair): [string, string | null] => [pair[0], imports(pair)]),
  ];

  describe('with one violation of each kind planted', () => {
    let summary: Summary;
    const caught = () => summary.violations.map(({ rule, from }) => `${rule.name} | ${from}`);

    beforeAll(async () => {
      const planted = PLANTED.map(([, from, imports]): [string, string] => [from, imports]);
      planted.push(['shared/domain/f.ts', './e.ts']);
      summary = await cruise(makeFolder(), [...everything(() => null), ...planted]);
    });

    it('fails', () => {
      expect(judgeWalls(summary).ok).toBe(false);
    });

    it('has one for every rule', () => {
      const names = rulesSchema.parse(createRequire(import.meta.url)('../.dependency-cruiser.cjs')).forbidden;
      expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(names.map(({ name }) => name)));
    });

    it.each(PLANTED)('%s: catches %s -> %s', (rule, from) => {
      expect(caught()).toContain(`${rule} | ${from}`);
    });
  });

  it('let through what the plan allows', async () => {
    const summary = await cruise(
      makeFolder(),
      everything(([, imports]) => imports),
    );
    expect(judgeWalls(summary)).toEqual({ ok: true, output: '' });
    expect(summary.totalCruised).toBeGreaterThan(ALLOWED.length);
  });
});
