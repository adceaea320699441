// One's calendar in other programs: an address each, made here, told once, and taken back here.
import { Button, Checkbox, CopyButton, Modal, Skeleton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Feed, feedContents } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useMakeFeed, useRevokeFeed } from '../calendar.mutations.ts';
import { feedsQuery } from '../calendar.queries.ts';
import css from './Calendar.module.css';

type Content = (typeof feedContents)[number];

export function FeedsDialog({ mayTeach, onClose }: { mayTeach: boolean; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const feeds = useQuery(feedsQuery);
  const make = useMakeFeed();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('feeds.title')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.form}>
        <p>{t('feeds.words')}</p>
        {make.data ? (
          <Told url={make.data.url} onDone={() => make.reset()} />
        ) : (
          <NewFeed mayTeach={mayTeach} make={make} />
        )}
        {feeds.isPending && <Skeleton height={72} />}
        {feeds.error && <ErrorSummary error={feeds.error} />}
        {feeds.data && feeds.data.results.length > 0 && (
          <ul className={css.feeds} aria-label={t('feeds.list')}>
            {feeds.data.results.map((feed) => (
              <FeedRow key={feed.id} feed={feed} />
            ))}
          </ul>
        )}
      </div>
    </Modal>
  );
}

type NewFeedProps = { mayTeach: boolean; make: ReturnType<typeof useMakeFeed> };

function NewFeed({ mayTeach, make }: NewFeedProps) {
  const { t } = useTranslation('calendar');
  const offered = feedContents.filter((content) => mayTeach || content !== 'teaching');
  const [name, setName] = useState('');
  const [contents, setContents] = useState<Content[]>([...offered]);
  const [isChecked, setIsChecked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (name.trim() === '' || contents.length === 0 || make.isPending) return;
    make.mutate({ name: name.trim(), contents });
  };
  return (
    <form className={css.stack} onSubmit={submit} noValidate>
      <ErrorSummary error={make.error} labels={{ name: t('feeds.name'), contents: t('feeds.contents') }} />
      <TextInput
        id="name"
        label={t('feeds.name')}
        placeholder={t('feeds.name_placeholder')}
        maxLength={100}
        value={name}
        error={isChecked && name.trim() === '' && t('ui:field_problem.required')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('feeds.contents')}
        value={contents}
        error={isChecked && contents.length === 0 && t('ui:field_problem.required')}
        onChange={(chosen) => setContents(chosen as Content[])}
      >
        <div className={css.chips}>
          {offered.map((content) => (
            <Checkbox key={content} value={content} label={t(`feeds.content.${content}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div>
        <Button type="submit" variant="filled" aria-busy={make.isPending}>
          {t('feeds.make')}
        </Button>
      </div>
    </form>
  );
}

/** The address stands here once; the server keeps no way to tell it again. */
function Told({ url, onDone }: { url: string; onDone: () => void }) {
  const { t } = useTranslation('calendar');
  return (
    <Note tone="ok" title={t('feeds.made')} isAlert>
      <div className={css.stack}>
        <p>{t('feeds.once')}</p>
        <div className={css.address}>
          <TextInput
            label={t('feeds.address')}
            dir="ltr"
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button
                variant="filled"
                leftSection={
                  copied ? (
                    <IconCheck size={16} stroke={1.5} aria-hidden="true" />
                  ) : (
                    <IconCopy size={16} stroke={1.5} aria-hidden="true" />
                  )
                }
                onClick={copy}
              >
                {copied ? t('feeds.copied') : t('feeds.copy')}
              </Button>
            )}
          </CopyButton>
        </div>
        <ul className={css.changes}>
          <li>{t('feeds.google')}</li>
          <li>{t('feeds.outlook')}</li>
          <li>{t('feeds.apple')}</li>
        </ul>
        <div>
          <Button size="xs" onClick={onDone}>
            {t('feeds.done')}
          </Button>
        </div>
      </div>
    </Note>
  );
}

function FeedRow({ feed }: { feed: Feed }) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const revoke = useRevokeFeed();
  const [isAsking, setIsAsking] = useState(false);
  const read = feed.last_read_at
    ? t('feeds.read', { moment: format.dateTime(feed.last_read_at) })
    : t('feeds.never_read');
  return (
    <li>
      <span>
        <b>{feed.name}</b>
        <span className={css.help}>
          {' '}
          {format.list(feed.contents.map((content) => t(`feeds.content.${content}`)))}. {read}
        </span>
      </span>
      {isAsking ? (
        <span className={css.chips}>
          <Button size="xs" onClick={() => setIsAsking(false)}>
            {t('feeds.keep')}
          </Button>
          <Button
            size="xs"
            variant="filled"
            color="red"
            aria-busy={revoke.isPending}
            onClick={() =>
              revoke.mutate(feed.id, { onSuccess: () => notify(t('feeds.revoked', { name: feed.name })) })
            }
          >
            {t('feeds.revoke_sure')}
          </Button>
        </span>
      ) : (
        <Button
          size="xs"
          aria-label={t('feeds.revoke_one', { name: feed.name })}
          onClick={() => setIsAsking(true)}
        >
          {t('feeds.revoke')}
        </Button>
      )}
      {revoke.error && <ErrorSummary error={revoke.error} />}
    </li>
  );
}
