import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';

/**
 * The folder into which somebody installed `@doyensec/electronegativity` 1.10.3. It is no package of ours: its 405 packages are
 * from 2021, a linter and a compiler among them. `npm install --ignore-scripts --prefix DIR @doyensec/electronegativity@1.10.3`
 */
const TOOL = process.env['ELECTRONEGATIVITY'];
const DIST = join(import.meta.dirname, '../../../dist');

/** Rule -> why it is none. */
const EXPLAINED: Readonly<Record<string, string>> = {
  CSP_GLOBAL_CHECK:
    'it looks for a tag or webRequest; ours is a header of the app:// scheme (kiosk/host/screen-files.ts)',
  AUXCLICK_JS_CHECK:
    'a middle click may ask for a window, which every page is denied (lockContents in kiosk/main/window.ts)',
  PRELOAD_JS_CHECK: 'asks for a look: under 60 lines, passes on the listed channels only (kiosk/preload)',
};

interface Sarif {
  readonly runs: ReadonlyArray<{ readonly results: ReadonlyArray<{ readonly ruleId: string }> }>;
}

/** In the older JavaScript, and by the plain names, that it knows: what it cannot read it passes over without a word. */
function layOut(folder: string, changeMain = (code: string): string => code): void {
  for (const name of ['main', 'preload']) {
    const built = readFileSync(join(DIST, 'kiosk', `${name}.cjs`), 'utf8');
    const code = transformSync(built, { target: 'es2017' }).code.replace(/\bimport_electron\d*\.(?=\w)/g, '');
    writeFileSync(join(folder, `${name}.js`), name === 'main' ? changeMain(code) : code);
  }
  copyFileSync(join(DIST, 'renderer', 'index.html'), join(folder, 'index.html'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'kiosk', version: '1.0.0', main: 'main.js' }));
}

/** Its own end is no verdict: without the internet it fails while it asks for Electron's releases, the file written or not. */
async function examine(changeMain?: (code: string) => string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'electron-findings-'));
  try {
    layOut(folder, changeMain);
    const output = join(folder, 'findings.sarif');
    const patience = join(folder, 'patience.cjs');
    writeFileSync(patience, "process.on('uncaughtException', () => undefined);");
    const script = join(TOOL ?? '', 'node_modules/@doyensec/electronegativity/dist/index.js');
    const args = ['-r', patience, script, '-i', folder, '-o', output, '-e', '45.4.1'];
    await once(spawn(process.execPath, args, { stdio: 'ignore', timeout: 120_000 }), 'exit');
    const { runs } = JSON.parse(readFileSync(output, 'utf8')) as Sarif;
    return runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it.skipIf(TOOL === undefined)('electronegativity finds nothing in the built kiosk that is not explained', async () => {
  expect((await examine()).filter((rule) => !(rule in EXPLAINED))).toEqual([]);
  // That it read the code at all.
  const loose = await examine((code) =>
    code.replace('sandbox: true', 'sandbox: false').replace('contextIsolation: true', 'contextIsolation: false'),
  );
  expect(loose).toEqual(expect.arrayContaining(['CONTEXT_ISOLATION_JS_CHECK', 'SANDBOX_JS_CHECK']));
});
