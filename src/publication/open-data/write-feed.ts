import { create } from 'xmlbuilder2';
import { PUBLIC_BASE } from '../../http/api-base.js';
import { xmlText } from '../../rules/xml-text.js';
import { LIST_NAMES, MASKED } from '../register/register-texts.js';
import type { LatestEntry } from '../register/read-register.js';

/**
 * An Atom feed (RFC 4287) of what was published last. An entry keeps its id through every change, and what has
 * been masked since says no more than that.
 *
 * @param began when the feed is dated while it is empty.
 */
export function writeFeed(
  entries: readonly LatestEntry[],
  { publicUrl, publisher, began }: { publicUrl: string; publisher: string; began: string },
): string {
  const feed = create({ version: '1.0', encoding: 'UTF-8' })
    .ele('http://www.w3.org/2005/Atom', 'feed')
    .att('xml:lang', 'sv');
  const address = `${publicUrl}${PUBLIC_BASE}/feed.atom`;
  feed.ele('id').txt(address);
  feed.ele('title').txt(`Diarium och remisser – ${publisher}`);
  feed.ele('updated').txt(entries[0]?.updatedAt ?? began);
  feed.ele('author').ele('name').txt(publisher);
  feed.ele('link', { rel: 'self', type: 'application/atom+xml', href: address });
  feed.ele('link', { rel: 'alternate', type: 'text/html', hreflang: 'sv', href: `${publicUrl}/register` });
  for (const { id, list, number, title, date, bodyName, updatedAt } of entries) {
    const entry = feed.ele('entry');
    entry.ele('id').txt(`urn:uuid:${id}`);
    entry.ele('title').txt(xmlText(`${number} ${title ?? MASKED.sv}`));
    entry.ele('updated').txt(updatedAt);
    entry.ele('category', { term: list, label: LIST_NAMES[list].sv });
    entry.ele('link', { rel: 'alternate', type: 'text/html', href: `${publicUrl}/register/${list}/${id}` });
    entry
      .ele('link', { rel: 'alternate', type: 'application/json' })
      .att('href', `${publicUrl}${PUBLIC_BASE}/${list}/${id}`);
    entry.ele('summary').txt(xmlText([LIST_NAMES[list].sv, date, bodyName].filter(Boolean).join(', ')));
  }
  return feed.end({ prettyPrint: true });
}
