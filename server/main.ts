import process from 'node:process';
import { readProcessConfig } from './config/read-process.ts';
import { createServer, type Server } from './create-server.ts';

/** The one line on standard output that says the server can be used; whoever started it waits for it. */
async function describeReady(server: Server): Promise<object> {
  const demo = await server.services.venues.findPlaceByWord('demo');
  return {
    ready: true,
    url: server.url(),
    portalUrl: `${server.publicOrigin()}/`,
    posterUrl: demo?.posterUrl ?? null,
    demo: null,
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
  const stop = (): void => {
    // A second signal does not wait.
    process.once('SIGINT', () => process.exit(1));
    process.once('SIGTERM', () => process.exit(1));
    void server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(`${JSON.stringify(await describeReady(server))}\n`);
}

await run();
