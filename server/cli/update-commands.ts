import type { Command } from 'commander';
import { type PackagePlatform, packagePlatformSchema, versionSchema } from '#shared/contract/kiosk-update.ts';
import { recordAudit } from '../audit/service.ts';
import type { Services } from '../services.ts';
import type { OfferProblem } from '../updates/service.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface OfferOptions extends DataOptions {
  readonly version: string;
  readonly platform: string;
}

const PLATFORM = ['--platform <platform>', packagePlatformSchema.options.join(', ')] as const;
const DATA = ['--data <dir>', 'the data folder', 'data'] as const;

/** @param print writes an answer. */
export function addUpdateCommands(program: Command, print: (answer: string) => void): void {
  const updates = program.command('updates').description('packages that kiosks fetch and install');
  updates
    .command('offer <file>')
    .description('offer this package to the kiosks of its platform')
    .requiredOption('--version <version>', 'of the package: three numbers, as in 1.4.0')
    .requiredOption(...PLATFORM)
    .option(...DATA)
    .action((file: string, options: OfferOptions) =>
      withServices(options, async (services) => {
        const platform = parsePlatform(options.platform);
        const version = versionSchema.safeParse(options.version);
        if (!version.success) throw new Sentence('--version takes three numbers, as in 1.4.0.');
        const offered = await services.updates.offer(file, version.data, platform);
        if (!offered.ok) throw new Sentence(describeProblem(offered.error, file));
        await audit(services, 'update.offered', platform, { version: version.data });
        const { sha256, bytes } = offered.value;
        print(`${version.data} ${platform} ${bytes} bytes ${sha256}`);
      }),
    );
  updates
    .command('list')
    .description('what is offered')
    .option(...DATA)
    .action((options: DataOptions) =>
      withServices(options, async ({ updates: offers }) => {
        for (const { version, platform, bytes, sha256 } of offers.list()) {
          print(`${version} ${platform} ${bytes} bytes ${sha256}`);
        }
      }),
    );
  updates
    .command('withdraw')
    .description('offer it no longer; kiosks that have not installed it drop it')
    .requiredOption(...PLATFORM)
    .option(...DATA)
    .action((options: DataOptions & { readonly platform: string }) =>
      withServices(options, async (services) => {
        const platform = parsePlatform(options.platform);
        if (!services.updates.withdraw(platform)) throw new Sentence(`Nothing is offered for ${platform}.`);
        await audit(services, 'update.withdrawn', platform, {});
        print(platform);
      }),
    );
}

function parsePlatform(text: string): PackagePlatform {
  const platform = packagePlatformSchema.safeParse(text);
  if (!platform.success) throw new Sentence(`--platform takes one of ${packagePlatformSchema.options.join(', ')}.`);
  return platform.data;
}

function describeProblem(problem: OfferProblem, file: string): string {
  switch (problem) {
    case 'unreadable':
      return `The file ${file} cannot be read.`;
    case 'empty':
      return `The file ${file} is empty.`;
    case 'too-large':
      return `The file ${file} is larger than 2 GB.`;
    case 'not-newer':
      return 'A newer version is offered already: withdraw it first.';
  }
}

const audit = (
  { store, clock }: Services,
  action: 'update.offered' | 'update.withdrawn',
  platform: PackagePlatform,
  details: Readonly<Record<string, string>>,
): Promise<void> =>
  store.transact(async (tx) => {
    const act = { at: clock.now(), actor: 'cli', action, organisationId: null, subject: `update:${platform}` } as const;
    await recordAudit(tx, { ...act, details });
  });
