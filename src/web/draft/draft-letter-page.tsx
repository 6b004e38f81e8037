import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { TextArea } from '../../markup/fields.js';
import { DraftForm, draftPage, type DraftShown } from './draft-frame.js';
import { textIn } from './draft-form.js';
import { t } from '../steps/step-field.js';
import { errorsOf } from '../steps/field-errors.js';
import type { Values } from '../steps/shown-step.js';

const T = {
  letter: t('Missiv', 'Covering letter'),
  hint: t(
    'Följebrevet: varför ni frågar och vad ni vill ha svar på.',
    'Why you ask, and what you want answered.',
  ),
  save: t('Fortsätt', 'Continue'),
  back: t('Tillbaka', 'Back'),
};

/** The covering letter, alone on its page: no other form of the page is sent without it. */
export const draftLetterPage = (shown: DraftShown & { readonly values: Values }): VNode => {
  const { reader, referral, again, values } = shown;
  const { language } = reader;
  const fields = [{ name: 'letter', label: T.letter[language], instead: undefined }];
  const errors = typeof again === 'object' ? errorsOf(again, fields, language) : [];
  return draftPage(
    shown,
    'missiv',
    <DraftForm
      reader={reader}
      action={`/remisser/${referral.id}/utkast/missiv`}
      version={referral.version}
      errors={errors}
    >
      <TextArea
        name="letter"
        label={T.letter[language]}
        hint={T.hint[language]}
        value={again ? textIn(values['letter']) : (referral.letter ?? '')}
        error={errors[0]?.words}
        rows={10}
      />
      <div class="row">
        <Button main>{T.save[language]}</Button>
        <LinkButton variant="tertiary" href={`/remisser/${referral.id}/utkast/handlingar`}>
          {T.back[language]}
        </LinkButton>
      </div>
    </DraftForm>,
  );
};
