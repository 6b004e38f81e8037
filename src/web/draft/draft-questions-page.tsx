import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { TextArea } from '../../markup/fields.js';
import { DraftForm, draftPage, type DraftShown } from './draft-frame.js';
import { t } from '../steps/step-field.js';

const T = {
  lead: t(
    'Det ni vill ha svar på. Varje remissinstans får ett svarsfält för varje fråga.',
    'What you want to know. Each consultee has a field to answer each question in.',
  ),
  question: t('Fråga', 'Question'),
  more: t('Spara och lägg till fler', 'Save and add more'),
  save: t('Fortsätt', 'Continue'),
  back: t('Tillbaka', 'Back'),
};

const EMPTY_ROWS = 2;

/** What the issuer wants to know, a question a field; two more fields than there are questions. */
export const draftQuestionsPage = (shown: DraftShown & { readonly questions: readonly string[] }): VNode => {
  const { reader, referral, again, questions } = shown;
  const { language } = reader;
  const errors =
    typeof again === 'object'
      ? again.invalid.map(({ pointer, detail }) => {
          const at = Number(pointer.split('/')[2] ?? 0);
          return {
            field: `questions[${at}][text]`,
            words: `${T.question[language]} ${at + 1}: ${detail[language]}`,
          };
        })
      : [];
  const rows = [...questions, ...Array.from({ length: EMPTY_ROWS }, () => '')];
  return draftPage(
    shown,
    'fragor',
    <DraftForm
      reader={reader}
      action={`/remisser/${referral.id}/utkast/fragor`}
      version={referral.version}
      errors={errors}
    >
      <p>{T.lead[language]}</p>
      {rows.map((text, index) => {
        const name = `questions[${index}][text]`;
        return (
          <TextArea
            name={name}
            label={`${T.question[language]} ${index + 1}`}
            value={text}
            rows={2}
            error={errors.find(({ field }) => field === name)?.words}
          />
        );
      })}
      <div class="row">
        <Button main>{T.save[language]}</Button>
        <Button variant="secondary" name="_then" value="fler">
          {T.more[language]}
        </Button>
        <LinkButton variant="tertiary" href={`/remisser/${referral.id}/utkast/missiv`}>
          {T.back[language]}
        </LinkButton>
      </div>
    </DraftForm>,
  );
};
