import { Icon } from '../../markup/icons.js';
import type { PacketDocumentView } from '../../referrals/packets.dto.js';
import type { Language, Texts } from '../../rules/texts.js';

const T = {
  checksum: {
    sv: 'Låst när remissen skickades. Kontrollsumma',
    en: 'Locked when the referral was sent. Checksum',
  },
  checksumOnly: { sv: 'Kontrollsumma', en: 'Checksum' },
  aboutDocument: { sv: 'Om handlingen', en: 'About the document' },
  hidden: { sv: 'Sekretessmarkerad handling', en: 'Confidential document' },
} satisfies Record<string, Texts>;

/** The first half of a file's SHA-256, for people who compare it. */
export const Checksum = ({
  language,
  sha256,
  isLocked = false,
}: {
  readonly language: Language;
  readonly sha256: string;
  readonly isLocked?: boolean;
}) => (
  <p class="ref">
    {(isLocked ? T.checksum : T.checksumOnly)[language]} <span class="as-written">{inFours(sha256)}</span>
  </p>
);

/** A document by its title, with what kind of file it is and how large. */
export const DocumentLine = ({
  document: { id, title, mediaType, byteSize },
  language,
}: {
  readonly document: Omit<PacketDocumentView, 'sha256'>;
  readonly language: Language;
}) => (
  <>
    <Icon name="paper" />
    <a href={`/handlingar/${id}`}>{title ?? T.hidden[language]}</a>
    <span class="quiet">
      {fileInWords({ mediaType, byteSize }, language)} ·{' '}
      <a
        href={`/handlingar/${id}/om`}
        aria-label={`${T.aboutDocument[language]}: ${title ?? T.hidden[language]}`}
      >
        {T.aboutDocument[language]}
      </a>
    </span>
  </>
);

const TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'text/plain': 'Text',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'application/vnd.oasis.opendocument.presentation': 'ODP',
  'image/tiff': 'TIFF',
  'message/rfc822': 'EML',
  'application/vnd.ms-outlook': 'MSG',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
};

/** What kind of file it is, and how large. */
export const fileInWords = (
  { mediaType, byteSize }: Pick<PacketDocumentView, 'mediaType' | 'byteSize'>,
  language: Language,
): string => `${TYPES[mediaType] ?? mediaType}, ${sizeInWords(byteSize, language)}`;

export function sizeInWords(bytes: number, language: Language): string {
  const number = new Intl.NumberFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { maximumFractionDigits: 1 });
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000
    ? `${number.format(Math.round(bytes / 1000))} kB`
    : `${number.format(bytes / 1_000_000)} MB`;
}

export const inFours = (hex: string): string =>
  hex
    .match(/.{1,4}/g)!
    .slice(0, 8)
    .join(' ');
