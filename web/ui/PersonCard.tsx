// A person in a line or a small card: picture, name, what they do; the name leads to them when there is a place to go.
import type { ReactNode } from 'react';
import { AppLink } from './AppLink.tsx';
import { PersonAvatar } from './PersonAvatar.tsx';
import css from './PersonCard.module.css';

type Person = { id?: string; display_name: string; avatar_url?: string | null };

type PersonCardProps = {
  person: Person;
  /** Position and department, or the e-mail address. */
  detail?: ReactNode;
  href?: string;
  /** `row` for tables, `card` with the larger picture for the side of a page. */
  look?: 'row' | 'card';
  children?: ReactNode;
};

export function PersonCard({ person, detail, href, look = 'row', children }: PersonCardProps) {
  const { id, display_name, avatar_url } = person;
  return (
    <div className={css.person} data-look={look}>
      <PersonAvatar id={id} name={display_name} picture={avatar_url} size={look === 'row' ? 32 : 40} />
      <div className={css.words}>
        {href ? (
          <AppLink href={href} className={css.name}>
            {display_name}
          </AppLink>
        ) : (
          <span className={css.name}>{display_name}</span>
        )}
        {detail && <span className={css.detail}>{detail}</span>}
      </div>
      {children}
    </div>
  );
}
