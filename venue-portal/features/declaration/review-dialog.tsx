import type { Declaration } from '#shared/contract/portal-settings.ts';
import { compareDrafts, type DeclarationDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { Differences } from './differences.tsx';

/** The last look before it is asked: what becomes other. */
export function ReviewDialog(props: {
  readonly declaration: Declaration;
  readonly draft: DeclarationDraft;
  readonly work: { readonly isPending: boolean; readonly error: Error | null };
  readonly onCancel: () => void;
  readonly onPublish: () => void;
}) {
  const { declaration, draft } = props;
  const t = useSettingsWords();
  return (
    <ConfirmDialog
      title={t('declaration.reviewTitle')}
      confirm={t('declaration.publish')}
      tone="plain"
      work={props.work}
      onCancel={props.onCancel}
      onConfirm={props.onPublish}
    >
      <Differences difference={compareDrafts(toDraft(declaration.current), draft)} />
      <p>{t('declaration.reviewText')}</p>
    </ConfirmDialog>
  );
}
