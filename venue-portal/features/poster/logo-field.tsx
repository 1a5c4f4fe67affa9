import { Button } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { type Logo, type LogoProblem, logoProblemSchema, MAX_LOGO_BYTES } from '#shared/contract/portal-posters.ts';
import { logoHref, useLogoActs } from '../../api/posters.ts';
import { failureOf, ProblemError } from '../../api/problem-error.ts';
import { SwitchField } from '../../ui/form/switch-field.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './studio.module.css';
import { useStudioText } from './studio-text.ts';
import type { Done } from './undo-bar.tsx';

const problemOf = (error: unknown): LogoProblem | null =>
  error instanceof ProblemError ? (logoProblemSchema.safeParse(error.fields['image']).data ?? null) : null;

/** The organisation's logo: put on, changed, taken off; and whether this venue's posters show it. */
export function LogoField(props: {
  readonly logo: Logo | null;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onDone: (done: Done) => void;
}) {
  const { logo, shown, onShow, onDone } = props;
  const t = useStudioText();
  const app = useLanguage().t;
  const acts = useLogoActs();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);

  const say = (error: unknown): void => {
    const about = problemOf(error);
    setProblem(about ? t(`logo.problems.${about}`) : app(problemKey(failureOf(error))));
  };
  const upload = (file: File): void => {
    setProblem(file.size > MAX_LOGO_BYTES ? t('logo.problems.too-many-bytes') : null);
    if (file.size > MAX_LOGO_BYTES) return;
    const added = (): void => {
      onShow(true);
      onDone({ text: t('logo.added'), undo: null });
    };
    acts.upload.mutate(file, { onSuccess: added, onError: say });
  };
  const restore = (): void =>
    acts.restore.mutate(undefined, { onSuccess: () => onDone({ text: t('logo.restored'), undo: null }), onError: say });
  const remove = (): void =>
    acts.remove.mutate(undefined, {
      onSuccess: () => onDone({ text: t('logo.removed'), undo: restore }),
      onError: say,
    });

  return (
    <div className={classes['logo']}>
      {logo && (
        <>
          <SwitchField
            id={`${id}-show`}
            label={t('logo.show')}
            hint={t('logo.showHint')}
            checked={shown}
            onChange={(event) => onShow(event.currentTarget.checked)}
          />
          <img className={classes['logoImage']} src={logoHref(logo.uploadedAt)} alt={t('logo.alt')} />
        </>
      )}
      <div className={classes['row']}>
        <FileButton label={t(logo ? 'logo.change' : 'logo.add')} busy={acts.upload.isPending} onFile={upload} />
        {logo && (
          <Button
            variant="subtle"
            size="sm"
            loading={acts.remove.isPending}
            leftSection={<IconTrash aria-hidden size={18} />}
            onClick={remove}
          >
            {t('logo.remove')}
          </Button>
        )}
      </div>
      <p className={classes['hint']}>{t('logo.hint')}</p>
      {problem && (
        <Notice tone="stop" live>
          {problem}
        </Notice>
      )}
    </div>
  );
}

function FileButton(props: { readonly label: string; readonly busy: boolean; readonly onFile: (file: File) => void }) {
  const t = useStudioText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        className="visually-hidden"
        tabIndex={-1}
        type="file"
        accept="image/png,image/jpeg"
        aria-label={t('logo.add')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) props.onFile(file);
          // The same file may be chosen again after it was put right.
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="light"
        size="sm"
        loading={props.busy}
        leftSection={<IconPhotoUp aria-hidden size={18} />}
        onClick={() => input.current?.click()}
      >
        {props.label}
      </Button>
    </>
  );
}
