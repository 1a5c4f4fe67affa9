import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { recordAudit } from '../audit/service.ts';
import { backUp, type RestoreRefusal, restore } from '../backup/service.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface BackupOptions extends DataOptions {
  readonly to: string;
  readonly keysTo: string;
}

interface RestoreOptions extends DataOptions {
  readonly database: string;
  readonly keys?: string;
  readonly timeZone: string;
}

type AddCommand = (words: string, description: string) => Command;

/** Copying away and putting back. */
export function addBackupCommands(command: AddCommand, print: (answer: string) => void): void {
  command('backup', 'copy the database and, elsewhere, the keys; beside a running server')
    .requiredOption('--to <dir>', "for the database's copies; those over 7 days old are deleted")
    .requiredOption('--keys-to <dir>', 'for the one copy of the keys: another disk')
    .action((options: BackupOptions) =>
      withServices(options, async ({ store, clock }) => {
        const places = { dataDir: resolve(options.data), to: resolve(options.to), keysTo: resolve(options.keysTo) };
        if (places.to === places.keysTo) throw new Sentence('Keep the keys apart: --keys-to must be another folder.');
        const { database, keys, deleted } = await backUp(places, clock.now()).catch((error: unknown) => {
          throw new Sentence(`The copy could not be made (${describe(error)}); nothing was overwritten.`);
        });
        await store.transact((tx) =>
          recordAudit(tx, {
            at: clock.now(),
            actor: 'cli',
            action: 'database.backed-up',
            organisationId: null,
            subject: 'deployment:1',
            details: { deleted: deleted.length },
          }),
        );
        print([database, keys].join('\n'));
      }),
    );

  command('restore', 'put a copy of the database back, in a folder without one; then start the server')
    .requiredOption('--database <file>', 'a copy made by backup')
    .option('--keys <file>', 'the copy of the keys (default: those in the data folder)')
    .option('--time-zone <zone>', 'IANA name', DEFAULT_TIME_ZONE)
    .action(async ({ data, database, keys, timeZone }: RestoreOptions) => {
      const order = {
        dataDir: resolve(data),
        database: resolve(database),
        keys: keys ? resolve(keys) : null,
        timeZone,
      };
      const restored = await restore(order);
      if (!restored.ok) throw new Sentence(explain(restored.error, order.dataDir));
      const { entries, erased, passwords } = restored.value;
      print(`restored; audit trail holds (${entries} entries); erased again: ${erased}`);
      if (passwords.length > 0) print([NEW_PASSWORDS, ...passwords].join('\n'));
    });
}

const NEW_PASSWORDS =
  'These people changed how they sign in since the copy was made, and need a link for a new password ("Forgot password" where mail is set up, their owner, or "accounts reset"):';

const describe = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.message : 'unknown';

function explain(refusal: RestoreRefusal, dataDir: string): string {
  switch (refusal.why) {
    case 'database-there':
      return `There is a database in ${dataDir} already: choose another folder with --data DIR. Nothing was changed.`;
    case 'no-keys':
      return `There are no keys in ${dataDir}: give their copy with --keys FILE. Nothing was changed.`;
    case 'older-keys-there':
      return `The keys in ${dataDir} are older than the copy: move that folder "keys" away first. Nothing was changed.`;
    case 'unreadable-keys':
      return 'The copy of the keys cannot be read or is damaged. Nothing was changed.';
    case 'unreadable':
      return 'The copy of the database cannot be read or is damaged: take another. Nothing was changed.';
    case 'trail-broken':
      return "The copy's audit trail was tampered with: it is not restored. Nothing was changed.";
    case 'refused':
      return refusal.sentence;
  }
}
