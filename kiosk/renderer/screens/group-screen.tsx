import type { GroupMemberView, Screen } from '#kiosk/core/screen.ts';
import type { Way } from '#shared/domain/contact.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { SCROLLABLE } from '../ui/scrollable.ts';

type Group = Extract<Screen, { name: 'group' }>;

const WAY_ICONS: Readonly<Record<Way, IconName>> = {
  'visitor-pass': 'qr',
  'citizen-card': 'card',
  'personal-qr': 'qr',
  'insurance-card': 'card',
  passport: 'passport',
  'opaque-code': 'qr',
  typed: 'type',
  poster: 'qr',
  staff: 'person',
};

/** The eye stays open beside it: the next code can just be held up. */
export function GroupScreen({ screen }: { readonly screen: Group }) {
  const { t, act } = useKiosk();
  const count = screen.members.length;
  const isEmpty = count === 0;
  return (
    <section className={`screen group${isEmpty ? ' group--empty' : ''}`}>
      <div className="group__words" role="status">
        <h1>{t(isEmpty ? 'group.first' : 'group.title')}</h1>
        <p className="hint">{t(isEmpty ? 'group.firstHint' : 'group.hint')}</p>
        {screen.refused && <p className="group__note">{t(`refused.${screen.refused}`)}</p>}
        {screen.repeated && <p className="group__note">{t('group.repeated')}</p>}
      </div>
      {!isEmpty && <Members screen={screen} />}
      <div className="group__add">
        {!isEmpty && (
          <>
            <BigButton
              label={t('group.addChild')}
              icon={<Icon name="child" className="big-button__icon" />}
              onPress={() => act({ do: 'add-companion', companion: 'child' })}
            />
            <BigButton
              label={t('group.addElder')}
              icon={<Icon name="elder" className="big-button__icon" />}
              onPress={() => act({ do: 'add-companion', companion: 'elder' })}
            />
          </>
        )}
        <BigButton
          label={t(isEmpty ? 'idle.noCode' : 'group.noCode')}
          icon={<Icon name="type" className="big-button__icon" />}
          onPress={() => act({ do: 'start-typed' })}
        />
      </div>
      <div className="group__end">
        <BigButton kind="quiet" label={t('keys.cancel')} onPress={() => act({ do: 'cancel' })} />
        {screen.undoSecondsLeft !== null && <UndoButton seconds={screen.undoSecondsLeft} />}
        {!isEmpty && (
          <BigButton kind="primary" label={t('group.done', { count })} onPress={() => act({ do: 'group-done' })} />
        )}
      </div>
    </section>
  );
}

/** The newest first, so that it is seen without scrolling. */
function Members({ screen }: { readonly screen: Group }) {
  const { t } = useKiosk();
  const rows = screen.members.map((member, index) => ({ member, place: index + 1 })).toReversed();
  return (
    <ol className="group__members" reversed aria-label={t('group.members')} {...SCROLLABLE}>
      {rows.map(({ member, place }) => (
        <li key={place} className="member">
          <Icon name={iconOf(member)} />
          <span className="member__name">{nameOf(member, t)}</span>
          {place === 1 && <span className="member__role">{t('group.responsible')}</span>}
        </li>
      ))}
    </ol>
  );
}

const iconOf = (member: GroupMemberView): IconName =>
  member.kind === 'person' ? WAY_ICONS[member.person.way] : member.kind;

function nameOf(member: GroupMemberView, t: KioskTranslate): string {
  if (member.kind !== 'person') return t(`group.${member.kind}`);
  const { maskedName, tail, way } = member.person;
  return maskedName ?? (tail === null ? t(`person.${way}`) : `····${tail}`);
}

const UNDO_SECONDS = 10;

/** The ring empties with the seconds in which it can still be done. */
function UndoButton({ seconds }: { readonly seconds: number }) {
  const { t, act } = useKiosk();
  const ring = (
    <svg className="undo-ring" viewBox="0 0 64 64" aria-hidden="true">
      <circle className="undo-ring__track" cx="32" cy="32" r="27" />
      <circle
        cx="32"
        cy="32"
        r="27"
        pathLength={UNDO_SECONDS}
        strokeDasharray={`${seconds} ${UNDO_SECONDS}`}
        transform="rotate(-90 32 32)"
      />
      <text x="32" y="33" textAnchor="middle" dominantBaseline="middle">
        {seconds}
      </text>
    </svg>
  );
  return <BigButton label={t('group.undo')} icon={ring} onPress={() => act({ do: 'undo' })} />;
}
