import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether this machine can make pseudo-terminal pairs. */
export const hasSocat = spawnSync('socat', ['-V']).status === 0;

/** A cable between a pretended scanner and the port our kiosk opens: a real pseudo-terminal pair. */
export interface SerialLine {
  /** What the kiosk opens. */
  readonly port: string;
  /** Sends what a scanner would. */
  scan(text: string): Promise<void>;
  unplug(): Promise<void>;
}

export async function layCable(folder: string): Promise<SerialLine> {
  const [port, scanner] = [join(folder, 'kiosk-port'), join(folder, 'scanner')];
  const child = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${port}`, `pty,raw,echo=0,link=${scanner}`]);
  const ended = once(child, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('starting data transfer loop')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`socat ended: ${said}`)));
  });
  const writer = await open(scanner, 'r+');
  return {
    port,
    scan: async (text) => {
      await writer.write(text);
    },
    unplug: async () => {
      await writer.close();
      child.kill();
      await ended;
    },
  };
}
