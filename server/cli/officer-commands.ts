import type { Command } from 'commander';
import { emailSchema } from '#shared/contract/portal-api.ts';
import { unitCodeSchema } from '#shared/contract/portal-ward.ts';
import { type OfficerRole, officerRoleSchema } from '#shared/domain/roles.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface AppointOptions extends DataOptions {
  readonly role: string;
  readonly unit: readonly string[];
}

const DATA = ['--data <dir>', 'the data folder', 'data'] as const;

/** The first officers of a deployment; from then on units invite those below them. */
export function addOfficerCommands(program: Command, print: (answer: string) => void): void {
  const officers = program.command('officers').description('officers of wards, cities and provinces');
  officers
    .command('add <email>')
    .description('give an account the office at once; without an account: a link that makes one, within 72 hours')
    .requiredOption('--role <role>', officerRoleSchema.options.join(', '))
    .requiredOption('--unit <codes...>', 'administrative units: two digits a province or city, five a commune')
    .option(...DATA)
    .action((email: string, options: AppointOptions) =>
      withServices(options, async ({ accounts }) => {
        const label = parseEmail(email);
        const appointment = { role: parseRole(options.role), units: options.unit.map(parseUnit), label };
        const appointed = await accounts.officers.appoint(label, appointment);
        if (!appointed.ok) throw new Sentence(PROBLEMS[appointed.error]);
        print(appointed.value?.url ?? 'ok');
      }),
    );
  officers
    .command('list')
    .description('who holds which office where')
    .option(...DATA)
    .action((options: DataOptions) =>
      withServices(options, async ({ accounts }) => {
        for (const { email, role, unitCode } of await accounts.officers.listAll()) {
          print(`${email} ${role} ${unitCode}`);
        }
      }),
    );
  officers
    .command('remove <email>')
    .description('take all offices of an account; its sessions end at once')
    .option(...DATA)
    .action((email: string, options: DataOptions) =>
      withServices(options, async ({ accounts }) => {
        if (!(await accounts.officers.dismiss(parseEmail(email)))) throw new Sentence(NOBODY);
        print('ok');
      }),
    );
}

const NOBODY = 'There is no officer with this e-mail address.';
const PROBLEMS = {
  'unknown-unit': 'There is no administrative unit with this code: see "units import".',
  'is-member': 'This account belongs to a business: an officer needs an account of their own.',
} as const;

function parseEmail(text: string): string {
  const email = emailSchema.safeParse(text);
  if (!email.success) throw new Sentence(`"${text}" is no e-mail address.`);
  return email.data;
}

function parseRole(text: string): OfficerRole {
  const role = officerRoleSchema.safeParse(text);
  if (!role.success) throw new Sentence(`--role takes one of ${officerRoleSchema.options.join(', ')}.`);
  return role.data;
}

function parseUnit(text: string): string {
  const unit = unitCodeSchema.safeParse(text);
  if (!unit.success) throw new Sentence('--unit takes codes of two or five digits.');
  return unit.data;
}
