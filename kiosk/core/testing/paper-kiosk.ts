import { classifyCode } from '#shared/codes/classify-code.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';
import { mintId, mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import type { CodeSource } from '../code-source.ts';
import type { Intent } from '../intent.ts';
import {
  type Context,
  type Effect,
  type Input,
  initialState,
  type KioskState,
  type StaffCardCheck,
} from '../kiosk-state.ts';
import { createPeople } from '../people.ts';
import type { KeptDownLink } from '../ports.ts';
import { createPresence } from '../presence.ts';
import type { Screen } from '../screen.ts';
import { BLANK_MACHINE, type MachineView } from '../staff/machine-view.ts';
import { step } from '../step.ts';
import type { KioskView } from '../view.ts';
import { viewOf } from '../view-of.ts';
import type { PassCheck, PersonKey } from '../visitor.ts';
import { wakeAt } from '../wake.ts';

/** 2026-11-22, 09:00 in Huế. */
const START = Date.UTC(2026, 10, 22, 2, 0, 0);

const mintVisitId = (): VisitId => mintId<VisitId>();

/** The core with a clock that moves by hand and a disk that answers when told to. */
export class PaperKiosk {
  state: KioskState;
  now = 0;
  /** The attempt that the disk last said yes to. */
  committed = 0;
  online = true;
  clockTrusted = true;
  down: KeptDownLink | null;
  readonly effects: Effect[] = [];
  readonly people = createPeople();
  readonly presence = createPresence();
  machine: MachineView = BLANK_MACHINE;
  venueInside: number | null = null;
  usualLanguage: Language = 'vi';
  readonly #keys = new Map<string, PersonKey>();

  constructor(settings: KioskSettings, questions: QuestionSet, isPaired = true) {
    this.down = isPaired ? { settings, questions, notices: null } : null;
    this.state = initialState(isPaired, { serverUrl: null, keyFingerprint: null });
  }

  get screen(): Screen {
    return this.view.screen;
  }

  get view(): KioskView {
    const connection = {
      online: this.online,
      waiting: 0,
      oldestWaitingAt: null,
      lastSyncAt: null,
      standing: 'active' as const,
    };
    return viewOf(this.state, {
      down: this.down,
      connection,
      disk: 'ok',
      clockOffsetMs: 0,
      machine: this.machine,
      presence: this.presence,
      venueInside: this.venueInside,
      now: this.now,
      at: START + this.now,
    });
  }

  get records() {
    return this.effects.filter((effect) => effect.do === 'record');
  }

  get signals() {
    return this.effects.filter((effect) => effect.do === 'signal').map((effect) => effect.signal);
  }

  do(input: Input): this {
    const { state, effects } = step(this.state, input, this.#context());
    this.state = state;
    this.effects.push(...effects);
    for (const effect of effects) this.#perform(effect);
    return this;
  }

  scan(
    text: string,
    {
      source = 'serial',
      pass = null,
      staffCard = null,
    }: { source?: CodeSource; pass?: PassCheck | null; staffCard?: StaffCardCheck | null } = {},
  ): this {
    return this.do({ type: 'code', code: classifyCode(text), pass, staffCard, source });
  }

  intend(intent: Intent): this {
    return this.do({ type: 'intent', intent });
  }

  answerAll(answer: 'yes' | 'no', checked: string[] = []): this {
    while (this.screen.name === 'declaration') {
      const [question = ''] = this.screen.ask;
      this.intend({ do: 'answer', answer: { question, answer, checked } });
    }
    return this;
  }

  /** The disk says yes to the attempt under way. */
  commit(attempt = this.state.attempt): this {
    this.committed = attempt;
    const drafts = this.records.findLast((record) => record.attempt === attempt)?.drafts ?? [];
    const partyId = mintPartyId();
    const events = drafts.map(({ kind, joins }) => ({
      visitId: joins?.visitId ?? (kind === 'left' ? null : mintVisitId()),
      partyId: joins?.partyId ?? partyId,
    }));
    return this.do({ type: 'committed', attempt, at: START + this.now, events });
  }

  /** Lets time pass, waking the kiosk whenever it asked for it. */
  wait(ms: number): this {
    const end = this.now + ms;
    for (let due = this.#due(); due !== null && due <= end; due = this.#due()) {
      this.now = Math.max(due, this.now);
      this.do({ type: 'tick' });
      if ((this.#due() ?? Infinity) <= this.now) throw new Error('the kiosk would wake for ever');
    }
    this.now = end;
    return this;
  }

  readonly #due = (): number | null => wakeAt(this.state, this.down?.settings ?? null, this.usualLanguage);

  #perform(effect: Effect): void {
    if (effect.do === 'remember') this.people.remember(effect.person, effect.what);
    if (effect.do === 'enter') this.presence.enter(effect.present);
    if (effect.do === 'leave') this.presence.leave(effect.visitId);
    if (effect.do === 'resolve') this.presence.resolve(effect.visitId, effect.verdict);
    if (effect.do === 'note') this.presence.note(effect.event);
  }

  #context(): Context {
    return {
      now: this.now,
      at: START + this.now,
      clockTrusted: this.clockTrusted,
      online: this.online,
      down: this.down,
      people: this.people,
      presence: this.presence,
      venueInside: this.venueInside,
      usualLanguage: this.usualLanguage,
      identify: (identity) => {
        const key = this.#keys.get(identity) ?? (`person-${this.#keys.size + 1}` as PersonKey);
        this.#keys.set(identity, key);
        return key;
      },
    };
  }
}
