import type { Command } from 'commander';
import { emailSchema } from '#shared/contract/portal-api.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface ResetOptions extends DataOptions {
  readonly secondFactors?: boolean;
}

/** Back in for people whom nobody else can help: where no mail is sent, or phone and recovery codes are gone. */
export function addAccountCommands(program: Command, print: (answer: string) => void): void {
  const accounts = program.command('accounts').description("people's accounts");
  accounts
    .command('reset <email>')
    .description('a link that sets a new password once, within 30 minutes; hand it to the person yourself')
    .option('--second-factors', 'also take the authenticator app, recovery codes and passkeys away when it is used')
    .option('--data <dir>', 'the data folder', 'data')
    .action((email: string, options: ResetOptions) =>
      withServices(options, async (services) => {
        const link = await services.accounts.makeResetLink(parseEmail(email), options.secondFactors === true);
        if (!link) throw new Sentence(NOBODY);
        print(link.url);
      }),
    );
  accounts
    .command('remove-second-factors <email>')
    .description('take the authenticator app, recovery codes and passkeys away: the password alone opens the account')
    .option('--data <dir>', 'the data folder', 'data')
    .action((email: string, options: DataOptions) =>
      withServices(options, async (services) => {
        if (!(await services.accounts.removeSecondFactors(parseEmail(email)))) throw new Sentence(NOBODY);
        print('ok');
      }),
    );
  accounts
    .command('sign-out [email]')
    .description('end every session of an account, or of all accounts: whoever has one signs in anew')
    .option('--everybody', 'of all accounts')
    .option('--data <dir>', 'the data folder', 'data')
    .action((email: string | undefined, { everybody, ...options }: DataOptions & { readonly everybody?: boolean }) =>
      withServices(options, async (services) => {
        if ((email === undefined) === (everybody !== true)) throw new Sentence('Name one account, or --everybody.');
        const ended = await services.accounts.endSessions(email === undefined ? null : parseEmail(email));
        if (ended === null) throw new Sentence(NOBODY);
        print(`${ended} sessions ended`);
      }),
    );
}

const NOBODY = 'There is no account with this e-mail address.';

function parseEmail(text: string): string {
  const email = emailSchema.safeParse(text);
  if (!email.success) throw new Sentence(NOBODY);
  return email.data;
}
