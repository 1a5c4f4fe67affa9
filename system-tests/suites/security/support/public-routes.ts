import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';

/** Each route that anybody may call, and why. One that is not named here fails the run. */
export const PUBLIC_ROUTES: Readonly<Record<string, string>> = {
  [`POST ${PORTAL_API}/registrations`]: 'a business registers itself',
  [`POST ${PORTAL_API}/sessions`]: 'signing in',
  [`POST ${PORTAL_API}/sessions/passkey-options`]: 'signing in; a challenge, the same for everybody',
  [`POST ${PORTAL_API}/sessions/passkey`]: 'signing in',
  [`POST ${PORTAL_API}/recoveries`]: 'a password is forgotten; answers the same whether or not there is an account',
  [`POST ${PORTAL_API}/recoveries/redemption`]: 'the link of the letter is the right to it',
  [`POST ${PORTAL_API}/invitation-details`]: 'the link of the invitation is the right to it',
  [`POST ${PORTAL_API}/invitation-acceptances`]: 'the link of the invitation is the right to it',
  [`POST ${PORTAL_API}/ward/invitation-details`]: 'the link of the invitation is the right to it',
  [`POST ${PORTAL_API}/ward/invitation-acceptances`]: 'the link of the invitation is the right to it',
  [`POST ${PORTAL_API}/claim-details`]: 'the code on the slip is the right to it',
  [`POST ${PORTAL_API}/claims`]: 'the code on the slip is the right to it',
  [`GET ${PORTAL_API}/units/provinces`]: 'a public list',
  [`GET ${PORTAL_API}/units/communes`]: 'a public list',
  [`GET ${PORTAL_API}/units/communes/search`]: 'a public list',
  [`POST ${PORTAL_API}/venue-matches`]: 'asked while registering; says that there is one, never whose',
  [`GET ${VISITOR_API}/entrances/:code`]: 'what a poster says; the code on it is the right to it',
  [`POST ${VISITOR_API}/entrances/:code/check-ins`]: 'visitors have no account',
  [`GET ${VISITOR_API}/pass-terms`]: 'visitors have no account',
  [`POST ${VISITOR_API}/withdrawals`]: 'visitors have no account; the code of a receipt is the right to it',
  [`POST ${VISITOR_API}/passes`]: 'visitors have no account; a pass cannot be read back',
};
