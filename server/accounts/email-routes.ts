import { emailChangeSchema, emailConfirmationSchema, emailStandingSchema } from '#shared/contract/portal-account.ts';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { browserOf } from './admit.ts';
import type { AccountService } from './service.ts';

const EMAIL = `${PORTAL_API}/account/email`;
const own = { session: 'any' } as const;
const guessable = { bodyBytes: 1_024, rate: 'credentials' } as const;

/** Whether the address of an account is its person's. */
export const emailRoutes = ({ email }: Pick<AccountService, 'email'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: EMAIL,
    summary: 'The address one signs in with, and whether it was confirmed',
    auth: own,
    input: {},
    output: emailStandingSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ session }) => email.describe(session),
  }),
  defineRoute({
    method: 'POST',
    path: `${EMAIL}/codes`,
    summary: 'Another letter with a code to the own address',
    auth: own,
    input: {},
    output: emailStandingSchema,
    limits: { bodyBytes: 0, rate: 'credentials' },
    async handler({ session, ...context }) {
      const sent = await email.sendCode(session, browserOf(context));
      if (sent.ok) return sent.value;
      const { error } = sent;
      return error.code === 'too-many-requests' ? refuse(error.code, error) : refuse(error.code);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${EMAIL}/confirmation`,
    summary: 'The code of the letter: the address is the own one',
    auth: own,
    input: { body: emailConfirmationSchema },
    output: emailStandingSchema,
    limits: guessable,
    async handler({ session, body }) {
      const confirmed = await email.confirm(session, body.code);
      if (confirmed.ok) return confirmed.value;
      const { error } = confirmed;
      return error.code === 'too-many-requests' ? refuse(error.code, error) : refuse(error.code);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: EMAIL,
    summary: 'Another address to sign in with; the one of before is told',
    auth: { session: 'any', recent: 'always' },
    input: { body: emailChangeSchema },
    output: emailStandingSchema,
    limits: guessable,
    async handler({ session, body, ...context }) {
      const changed = await email.change(session, body.email, browserOf(context));
      if (changed.ok) return changed.value;
      const { error } = changed;
      if (error.code === 'too-many-requests') return refuse(error.code, error);
      return refuse(error.code, { fields: { email: error.code } });
    },
  }),
];
