import { randomUUID } from 'node:crypto';
import type { CompilationView, GatheredRemarkView } from '../../compilation/compilation.dto.js';
import { Button } from '../../markup/buttons.js';
import { Choice, Hidden, TextArea } from '../../markup/fields.js';
import { Flag } from '../../markup/marks.js';
import { Pages } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { STANDS } from '../../rules/stand.js';
import type { Texts } from '../../rules/texts.js';
import { standWords } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Values } from '../steps/shown-step.js';

const T = {
  heading: { sv: 'Synpunkter på texten, och era svar', en: 'Remarks on the text, and your answers' },
  asShared: { sv: 'Synpunkter på texten, och svaren på dem', en: 'Remarks on the text, and the answers' },
  none: { sv: 'Ingen har lämnat synpunkter på texten.', en: 'Nobody has made remarks on the text.' },
  of: { sv: 'av', en: 'of' },
  answered: { sv: 'Besvarade synpunkter:', en: 'Remarks answered:' },
  proposal: { sv: 'Förslag', en: 'Proposal' },
  hint: {
    sv: 'Skriv så att nämnden förstår hur ni har tänkt.',
    en: 'Write so that the board understands what you thought.',
  },
  stand: { sv: 'Är synpunkten tillgodosedd?', en: 'Is the remark accepted?' },
  noStand: { sv: 'Inte sagt', en: 'Not said' },
  save: { sv: 'Spara svaret', en: 'Save the answer' },
  notAnswered: { sv: 'Inte besvarad än.', en: 'Not answered yet.' },
  saved: { sv: 'Sparat nu', en: 'Saved now' },
} satisfies Record<string, Texts>;

/** One field for each remark, so that what is wrong with one is said at it. */
export const nameOfField = ({
  consultationId,
  number,
}: Pick<GatheredRemarkView, 'consultationId' | 'number'>): string => `svar-${consultationId}-${number}`;

export const nameOfStand = (field: string): string => field.replace(/^svar-/, 'stallning-');

const genitive = (name: string): string => (/[sxz]$/i.test(name) ? name : `${name}s`);

/** Which of the forms was sent, also where its field was left empty. */
export const FORM_SENT = 'synpunkt';

/** The remark that a form answers; none for a form that the page does not have. */
export function remarkSent(fields: Values): { consultationId: string; number: number } | undefined {
  const sent = fields[FORM_SENT];
  const [, consultationId, number] =
    /^svar-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-([1-9]\d{0,3})$/.exec(
      typeof sent === 'string' ? sent : '',
    ) ?? [];
  return consultationId && number ? { consultationId, number: Number(number) } : undefined;
}

/** Of so many a page is made in the time that others may wait for it, with a form for each. */
const SHOWN = 100;

const remarksOf = ({ passages }: CompilationView) =>
  passages.flatMap(({ passage, remarks }) => remarks.map((remark) => ({ passage, remark })));

/** Which page of remarks to show, from 1: that of a remark, or the one asked for, as far as there is one. */
export function pageOfRemarks(view: CompilationView, { [FORM_SENT]: sent, sida }: Values): number {
  const remarks = remarksOf(view);
  const at = remarks.findIndex(({ remark }) => nameOfField(remark) === sent);
  const asked = at >= 0 ? Math.floor(at / SHOWN) + 1 : Math.floor(Number(sida));
  return Math.min(Math.max(asked || 1, 1), Math.ceil(remarks.length / SHOWN) || 1);
}

interface Props {
  readonly reader: Reader;
  readonly view: CompilationView;
  /** Which page of the remarks is shown, and where each is. */
  readonly page: number;
  readonly addressOfPage: (page: number) => string;
  /** Where the forms are sent; none for whoever may not answer. */
  readonly path?: string | undefined;
  /** What was typed into one of them, and what is wrong with it. */
  readonly typed?: Values;
  readonly error?: string | undefined;
  /** Whether somebody else has saved another answer meanwhile. */
  readonly isStale?: boolean;
}

/** Each remark with the issuer's answer beside it. */
export const Remarks = (props: Props) => {
  const { reader, view, page, addressOfPage, path } = props;
  const { language } = reader;
  const all = remarksOf(view);
  const answered = all.filter(({ remark }) => remark.issuerAnswer !== null).length;
  return (
    <Sheet id="synpunkter" heading={(path === undefined ? T.asShared : T.heading)[language]}>
      <p class="quiet">
        {all.length === 0
          ? T.none[language]
          : `${T.answered[language]} ${answered} ${T.of[language]} ${all.length}.`}
      </p>
      {all.slice((page - 1) * SHOWN, page * SHOWN).map(({ passage, remark }) => (
        <Remark {...props} passage={passage} remark={remark} />
      ))}
      <Pages
        language={language}
        previous={page > 1 ? addressOfPage(page - 1) : undefined}
        next={page * SHOWN < all.length ? addressOfPage(page + 1) : undefined}
      />
    </Sheet>
  );
};

const Remark = (props: Props & { readonly passage: string; readonly remark: GatheredRemarkView }) => {
  const { reader, passage, remark, path } = props;
  const { language } = reader;
  const { consulteeName, text, proposal, issuerAnswer, stand } = remark;
  return (
    <div class="remark">
      <div class="stack" data-gap="s">
        <h3>{passage}</h3>
        <p class="as-written">
          <strong>{consulteeName}:</strong> {text}
        </p>
        {proposal && (
          <p class="said">
            {T.proposal[language]}: {proposal}
          </p>
        )}
      </div>
      {path === undefined ? (
        <div class="stack" data-gap="s">
          {stand && (
            <p>
              <Flag>{standWords[stand][language]}</Flag>
            </p>
          )}
          <p class={issuerAnswer === null ? 'quiet' : 'as-written'}>
            {issuerAnswer ?? T.notAnswered[language]}
          </p>
        </div>
      ) : (
        <Answer {...props} path={path} />
      )}
    </div>
  );
};

/** A browser sends the ends of lines otherwise than they are kept. */
export const asSaved = (typed: string): string => typed.replaceAll('\r\n', '\n').trim();

const Answer = ({
  reader: { language, token },
  view: { issuerName },
  path,
  typed = {},
  error,
  isStale,
  passage,
  remark,
}: Props & { readonly path: string; readonly passage: string; readonly remark: GatheredRemarkView }) => {
  const name = nameOfField(remark);
  const given = typed[name];
  const isTyped = typeof given === 'string';
  const stood = typed[nameOfStand(name)];
  const { issuerAnswer, stand: saved } = remark;
  const differs = isTyped && (asSaved(given) !== issuerAnswer || (stood ?? '') !== (saved ?? ''));
  // What is shown again still takes the place of what its writer had read, until they have been shown the other answer.
  const read = typed[FORM_SENT] === name && !isStale ? typed['_earlier'] : remark.answerId;
  return (
    <form method="post" action={path} class="stack" data-gap="s" novalidate>
      <Hidden
        values={{ _token: token, _key: randomUUID(), _earlier: typeof read === 'string' ? read : '' }}
      />
      {differs && issuerAnswer !== null && (
        <p class="as-written">
          {T.saved[language]}
          {saved && ` (${standWords[saved][language]})`}: <ins>{issuerAnswer}</ins>
        </p>
      )}
      <TextArea
        name={name}
        label={{ sv: `${genitive(issuerName)} svar`, en: `Answer of ${issuerName}` }[language]}
        hint={T.hint[language]}
        error={isTyped || typed[FORM_SENT] === name ? error : undefined}
        rows={2}
        value={isTyped ? given : (issuerAnswer ?? '')}
      />
      <Choice
        name={nameOfStand(name)}
        label={T.stand[language]}
        value={isTyped && typeof stood === 'string' ? stood : (saved ?? '')}
        options={[
          ['', T.noStand[language]],
          ...STANDS.map((stand) => [stand, standWords[stand][language]] as const),
        ]}
      />
      <p>
        <Button
          variant="secondary"
          dense
          name={FORM_SENT}
          value={name}
          label={`${T.save[language]}, ${remark.consulteeName}, ${passage}`}
        >
          {T.save[language]}
        </Button>
      </p>
    </form>
  );
};
