import type { Frame } from '#kiosk/devices/framing.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import type { KioskCore } from './kiosk-core.ts';

/**
 * One scan through the whole kiosk without a person at the screen: no symptoms, no phone.
 *
 * @returns `ACK <event id>` after the durable commit, else `NAK <reason>`.
 */
export async function checkInHeadless(core: KioskCore, frame: Frame): Promise<string> {
  const before = core.recording;
  await (frame.kind === 'code' ? core.scan(frame.bytes, 'line') : core.refuseUnread(frame.kind, 'line'));
  const { flow } = core.state;
  if (flow.name === 'refused') return `NAK ${flow.reason}`;
  if (flow.name === 'declaration') {
    for (const answer of answerNoToAll(flow.set)) core.intend({ do: 'answer', answer });
  }
  if (core.state.flow.name === 'phone') core.intend({ do: 'skip-phone' });
  // A write that had nothing to seal may already be done, so the screen's state tells too little.
  const outcome = core.recording === before ? null : await core.recording;
  if (outcome === null) return `NAK ${whyNot(core)}`;
  return outcome.type === 'recorded' ? `ACK ${outcome.eventId}` : `NAK storage-${outcome.reason}`;
}

/** What a screen would say; where its ward has closed the venue, the idle one says that. */
const whyNot = ({ view: { screen, venue } }: KioskCore): string =>
  screen.name === 'idle' && venue?.closedByWard ? 'closed' : screen.name;
