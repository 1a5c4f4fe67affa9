import type { Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { KioskTranslate } from '../link/kiosk-link.tsx';

type ScreenNamed<Name extends Screen['name']> = Extract<Screen, { name: Name }>;

/** What spoken guidance says on a screen; null: nothing. Never a name: the whole hall would hear it. */
export function wordsOf(view: KioskView, t: KioskTranslate): string | null {
  const { screen, language } = view;
  switch (screen.name) {
    case 'idle':
      if (view.venue?.closedByWard) return `${t('idle.closed')}. ${t('idle.closedText')}`;
      return view.presence?.isFull ? t('voice.full') : t(view.mode === 'exit' ? 'voice.idleOut' : 'voice.idle');
    case 'declaration':
      return t('voice.declaration', { questions: questionsOf(screen, language) });
    case 'phone':
      return t('voice.phone');
    case 'typed':
      return t(`voice.${screen.step}`);
    case 'group':
      return screen.members.length === 0 ? t('voice.groupFirst') : t('voice.group', { count: screen.members.length });
    case 'leaving':
      return t('voice.leaving');
    case 'result':
      return wordsOfResult(screen, language, t);
    case 'refused':
      return `${t(`refused.${screen.reason}`)} ${t('refused.hint')}`;
    case 'full':
      return t('voice.full');
    case 'still-there':
      return t('voice.stillThere');
    case 'storage-failed':
      return t('voice.storageFailed');
    case 'saving':
    case 'unpaired':
    case 'out-of-order':
    case 'staff-pin':
    case 'staff':
      return null;
    default:
      return unreachable(screen);
  }
}

function questionsOf({ questions, ask }: ScreenNamed<'declaration'>, language: 'vi' | 'en'): string {
  return ask
    .map((id) => questions.questions.find((question) => question.id === id)?.text[language])
    .filter((text) => text !== undefined)
    .join(' ');
}

function wordsOfResult(screen: ScreenNamed<'result'>, language: 'vi' | 'en', t: KioskTranslate): string {
  const { direction, verdict, already, advice } = screen;
  if (direction === 'out') return t('voice.goodbye');
  if (verdict !== 'welcome') return `${t(`result.${verdict}`)}. ${advice?.[language] ?? t(`result.${verdict}Text`)}`;
  return already ? `${t('result.already')}. ${t('result.alreadyText')}` : t('result.welcome');
}
