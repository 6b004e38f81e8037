import { Moment } from '../../markup/day.js';
import { Sheet } from '../../markup/page.js';
import type { MessagesPage, MessageView } from '../../consultations/messages.dto.js';
import type { Texts } from '../../rules/texts.js';
import { NotAll } from '../frame/list-parts.js';
import type { Names } from '../frame/read-names.js';
import { Checksum, DocumentLine } from '../document/document-line.js';
import type { Reader } from '../frame/staff-frame.js';
import { mayWithdraw, WITHDRAW_MESSAGE } from './withdraw-message.controller.js';

const T = {
  messages: { sv: 'Meddelanden', en: 'Messages' },
  withdrawn: { sv: 'Meddelandet är återtaget', en: 'The message has been withdrawn' },
} satisfies Record<string, Texts>;

interface Props {
  readonly consultationId: string;
  readonly reader: Reader;
  readonly names: Names;
}

/** What the two sides have written to each other, the first first, with the files that were sent along. */
export const Messages = ({ page, ...props }: Props & { readonly page: MessagesPage }) =>
  page.items.length === 0 ? null : (
    <Sheet id="meddelanden" heading={T.messages[props.reader.language]}>
      <ul class="plain lined entries">
        {page.items.map((message) => (
          <li>
            <Message {...props} message={message} />
          </li>
        ))}
      </ul>
      {page.nextCursor !== null && <NotAll language={props.reader.language} />}
    </Sheet>
  );

const Message = ({
  reader,
  reader: { language },
  names,
  consultationId,
  message: { id, from, author, text, documents, writtenAt, withdrawnAt, withdrawnBecause },
}: Props & { readonly message: MessageView }) => (
  <div>
    <p class="ref">
      {[names.get(author), names.get(from) ?? from].filter(Boolean).join(', ')} ·{' '}
      <Moment at={writtenAt} language={language} />
    </p>
    {text === null ? (
      <p class="quiet">
        {T.withdrawn[language]}: {withdrawnBecause}
      </p>
    ) : (
      <p class="as-written" lang={language === 'sv' ? undefined : 'sv'}>
        {text}
      </p>
    )}
    {documents.length > 0 && (
      <ul class="plain lined files">
        {documents.map((document) => (
          <li>
            <DocumentLine document={document} language={language} />
            <Checksum language={language} sha256={document.sha256} />
          </li>
        ))}
      </ul>
    )}
    {mayWithdraw(reader, { from, withdrawnAt }) && (
      <p>
        <a href={`/svar/${consultationId}/meddelanden/${id}/aterta`}>{WITHDRAW_MESSAGE[language]}</a>
      </p>
    )}
  </div>
);
