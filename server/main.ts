import process from 'node:process';
import { readProcessConfig } from './config/read-process.ts';
import { createServer, type Server } from './create-server.ts';
import { type DemoAccess, seedDemo } from './demo/service.ts';

/** The one line on standard output that says the server can be used; whoever started it waits for it. */
async function describeReady(server: Server, demo: DemoAccess | null): Promise<object> {
  const place = demo && (await server.services.venues.findPlaceByWord(demo.entrance));
  return {
    ready: true,
    url: server.url(),
    portalUrl: `${server.publicOrigin()}/`,
    posterUrl: place?.posterUrl ?? null,
    demo,
  };
}

function fail(sentence: string): void {
  process.stderr.write(`${JSON.stringify({ fatal: sentence })}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const config = readProcessConfig();
  if (!config.ok) return fail(config.error);
  const created = await createServer(config.value);
  if (!created.ok) return fail(created.error);
  const server = created.value;
  const listened = await server.listen();
  if (!listened.ok) {
    await server.close();
    return fail(listened.error);
  }
  const demo = config.value.demo ? await seedDemo(server.services) : null;
  const stop = (): void => {
    // A second signal does not wait.
    process.once('SIGINT', () => process.exit(1));
    process.once('SIGTERM', () => process.exit(1));
    void server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(`${JSON.stringify(await describeReady(server, demo))}\n`);
}

await run();
