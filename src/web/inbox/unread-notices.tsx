import type { Language } from '../../rules/texts.js';
import type { Told } from './read-inbox.js';
import { TOLD } from '../frame/staff-frame.js';

/** Where those land who have no inbox: that something has happened that they are to know, while they have not read it. */
export const UnreadNotices = ({
  told: { total, totalIsAtLeast },
  language,
}: {
  readonly told: Told;
  readonly language: Language;
}) => {
  if (total === 0) return null;
  const count = `${total}${totalIsAtLeast ? '+' : ''}`;
  const unread = total === 1 ? 'oläst' : 'olästa';
  return (
    <p class="lead">
      <a href={TOLD}>
        {language === 'en'
          ? `${count} unread ${total === 1 ? 'notice' : 'notices'}`
          : `${count} ${unread} besked`}
      </a>
    </p>
  );
};
