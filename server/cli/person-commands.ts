import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type PersonKey, personKeySchema } from '#shared/contract/portal-rights.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';
import type { CliStreams } from './streams.ts';

interface PersonOptions extends DataOptions {
  readonly by: string;
}

/** What is kept of a person, over all organisations. What they are known by comes on standard input: a command line is seen by everybody. */
export function addPersonCommands(program: Command, print: (answer: string) => void, streams: CliStreams): void {
  const person = program
    .command('person')
    .description('what is kept of one person; their phone or number on standard input');
  const command = (words: string, description: string): Command =>
    person
      .command(words)
      .description(description)
      .option('--by <kind>', 'phone, id-number, pass or receipt', 'phone')
      .option('--data <dir>', 'the data folder', 'data');

  command('find', 'visits of the last 30 days: time and place, nothing personal').action((options: PersonOptions) =>
    withServices(options, async ({ rights }) => {
      const found = await rights.findByKey(await readKey(options, streams));
      if (!found.ok) throw new Sentence(NO_KEY);
      const { matches, held } = found.value;
      for (const { arrivedAt, venueName, entranceName, visitId } of matches) {
        print([wallClockText(arrivedAt), venueName, entranceName, visitId].join('\t'));
      }
      print(`${matches.length} visits, ${held} sealed records waiting`);
    }),
  );

  command('erase', 'delete everything of the person for good, with a signed record per organisation').action(
    (options: PersonOptions) =>
      withServices(options, async ({ rights, retention }) => {
        const erased = await rights.eraseByKey(await readKey(options, streams));
        if (!erased.ok) throw new Sentence(NO_KEY);
        const { visits, held, documents } = erased.value;
        print(`${visits} visits erased, ${held} sealed records emptied`);
        for (const id of documents) print((await retention.findDeletionRecord(id)) ?? id);
      }),
  );
}

const NO_KEY = 'That is no phone number or code of the kind named by --by.';

async function readKey({ by }: PersonOptions, { stdin, stderr }: CliStreams): Promise<PersonKey> {
  if (stdin.isTTY) stderr.write('Type it, then Enter and Ctrl-D: ');
  const key = personKeySchema.safeParse({ kind: by, value: await text(stdin) });
  if (!key.success) throw new Sentence(NO_KEY);
  return key.data;
}
