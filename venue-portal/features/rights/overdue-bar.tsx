import { Link } from 'react-router';
import { useRightsList } from '../../api/rights.ts';
import { canManage, useMe } from '../../api/session.ts';
import { Notice } from '../../ui/notice.tsx';
import { useRightsText } from '../../ui/rights-text.ts';
import { urgencyOf } from './due.tsx';

/** Before those who decide, on every page of a venue: a deadline of the law has passed. */
export default function OverdueBar() {
  const me = useMe().data;
  return me && canManage(me) ? <Bar /> : null;
}

function Bar() {
  const t = useRightsText();
  const list = useRightsList().data;
  const over = (list?.requests ?? []).filter(
    (request) => request.status === 'open' && urgencyOf(request, list?.now ?? 0) === 'over',
  );
  return over.length === 0 ? null : (
    <Notice tone="stop">
      {t('list.overdue', { count: over.length })} <Link to="/data">{t('list.toList')}</Link>
    </Notice>
  );
}
