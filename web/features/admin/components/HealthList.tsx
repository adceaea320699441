// Every part of the installation with what was found, and beside it what to do. The findings are the server's own
// sentences, for the person who runs it: they are in English whatever the page's language.
import { ActionIcon, Skeleton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HealthCheck } from '#contract/admin.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Status } from '#web/ui/Status.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { byUrgency, iconOf, statusOf } from '../health-parts.ts';
import css from './HealthList.module.css';

/** @param checks `undefined` while the first report is on its way */
export function HealthList({ checks }: { checks: readonly HealthCheck[] | undefined }) {
  const { t } = useTranslation('admin');
  return (
    <div className={css.frame} aria-busy={checks === undefined}>
      <div className={css.head} aria-hidden="true">
        <span />
        <span>{t('health.column.check')}</span>
        <span>{t('health.column.found')}</span>
        <span>{t('health.column.cure')}</span>
      </div>
      {checks ? (
        <ul className={css.list} aria-label={t('health.list')}>
          {byUrgency(checks).map((check) => (
            <HealthRow key={check.name} check={check} />
          ))}
        </ul>
      ) : (
        <SkeletonRows />
      )}
    </div>
  );
}

function HealthRow({ check: { name, state, detail, cure, command, page } }: { check: HealthCheck }) {
  const { t } = useTranslation('admin');
  const Icon = iconOf(name);
  return (
    <li className={css.row} data-state={state}>
      <span className={css.icon} aria-hidden="true">
        <Icon size={18} stroke={1.5} />
      </span>
      <div>
        <h2 className={css.name}>{t(`health.part.${name}`, { defaultValue: name })}</h2>
        <Status kind={statusOf[state]}>{t(`health.state.${state}`)}</Status>
      </div>
      <p className={css.found} lang="en" data-wide={cure === '' || undefined}>
        {detail}
      </p>
      {cure !== '' && (
        <div className={css.cure}>
          <p lang="en">{cure}</p>
          {command && <Command text={command} />}
          {page && <AppLink href={page}>{t('health.open')}</AppLink>}
        </div>
      )}
    </li>
  );
}

/** Ready to be typed, or copied. */
function Command({ text }: { text: string }) {
  const { t } = useTranslation('admin');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify(t('health.copied'));
  };
  return (
    <div className={css.command}>
      <code>{text}</code>
      <ActionIcon variant="subtle" aria-label={t('health.copy')} onClick={() => void copy()}>
        <IconCopy size={16} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

function SkeletonRows() {
  return (
    <div aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <div key={key} className={css.row}>
          <Skeleton height={32} width={32} radius="md" />
          <div>
            <Skeleton height={14} width={96} mb={8} />
            <Skeleton height={12} width={48} />
          </div>
          <Skeleton height={14} width="72%" />
        </div>
      ))}
    </div>
  );
}
