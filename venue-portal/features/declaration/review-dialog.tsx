import type { Declaration } from '#shared/contract/portal-settings.ts';
import { compareDrafts, type DeclarationDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { Differences } from './differences.tsx';

/** The last look before it is asked: what becomes other. */
export function ReviewDialog(props: {
  readonly declaration: Declaration;
  readonly draft: DeclarationDraft;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onPublish: () => void;
}) {
  const { declaration, draft, error } = props;
  const t = useSettingsWords();
  const { t: portal } = useLanguage();
  return (
    <ConfirmDialog
      title={t('declaration.reviewTitle')}
      confirm={t('declaration.publish')}
      tone="plain"
      busy={props.busy}
      onCancel={props.onCancel}
      onConfirm={props.onPublish}
    >
      <Differences difference={compareDrafts(toDraft(declaration.current), draft)} />
      <p>{t('declaration.reviewText')}</p>
      {error && (
        <Notice tone="stop" live>
          {portal(problemKey(failureOf(error)))}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
