import { recoveryRedemptionSchema, recoveryRequestSchema } from '#shared/contract/portal-account.ts';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { refuseGuessable } from './admit.ts';
import type { AccountService } from './service.ts';

export const recoveryRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/recoveries`,
    summary: 'A link for a new password by e-mail, if there is such an account; the answer does not tell',
    auth: 'public',
    input: { body: recoveryRequestSchema },
    output: noOutput,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    async handler({ body, ip }) {
      const requested = accounts.requestRecovery(body, ip);
      return requested.ok ? undefined : refuse('too-many-requests', requested.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/recoveries/redemption`,
    summary: 'A new password by a one-time link',
    auth: 'public',
    input: { body: recoveryRedemptionSchema },
    output: noOutput,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    async handler({ body, cookies }) {
      const redeemed = await accounts.redeemResetLink(body);
      if (!redeemed.ok) return redeemed.error === 'guessable-password' ? refuseGuessable() : refuse(redeemed.error);
      cookies.setKnownDevice(redeemed.value.knownDevice);
    },
  }),
];
