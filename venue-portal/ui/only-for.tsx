import type { ReactNode } from 'react';
import type { Me } from '#shared/contract/portal-api.ts';
import { useMe } from '../api/session.ts';
import { useLanguage } from './language.tsx';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';

/**
 * What only some do; everybody else is told whose business it is, instead of filling in a form that the server refuses.
 *
 * @param title of a page that has its heading within.
 */
export function OnlyFor(props: {
  readonly may: (me: Me) => boolean;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const { t } = useLanguage();
  const me = useMe().data;
  if (!me) return null;
  if (props.may(me)) return props.children;
  return (
    <>
      {props.title !== undefined && <PageHeading title={props.title} />}
      <Notice tone="info">{t('problems.notAllowed')}</Notice>
    </>
  );
}
