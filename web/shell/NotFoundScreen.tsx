// There is nothing at this address, or this person may not see it: the two look the same on purpose.
import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import css from './ErrorScreen.module.css';

export function NotFoundScreen() {
  const { t } = useTranslation('shell');
  return (
    <div className={css.screen}>
      <EmptyState
        level={1}
        icon={IconMapQuestion}
        title={t('not_found.title')}
        action={
          <>
            <Button component={AppLink} href="/" variant="filled">
              {t('not_found.home')}
            </Button>
            <Button component={AppLink} href="/catalog">
              {t('navigation.catalog')}
            </Button>
          </>
        }
      >
        {t('not_found.why')}
      </EmptyState>
    </div>
  );
}
