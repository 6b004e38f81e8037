import type { VNode } from 'preact';
import { Notice } from '../../markup/notices.js';
import type { Texts } from '../../rules/texts.js';
import { staffPage } from '../frame/staff-frame.js';
import { errorsOf } from './field-errors.js';
import type { StepProps } from './shown-step.js';
import { StepForm } from './step-form.js';
import { AsWritten, Refusal, Unavailable } from './step-not-taken.js';

const T = {
  kept: { sv: 'Det du hade fyllt i finns kvar', en: 'What you had filled in is here' },
  keptLead: {
    sv: 'Du loggades ut innan det hann skickas. Läs igenom och skicka igen.',
    en: 'You were signed out before it was sent. Read it through and send it again.',
  },
} satisfies Record<string, Texts>;

/** The form of one step, and what became of it when it could not be taken. */
export const stepPage = (props: StepProps): VNode => {
  const { reader, step, again } = props;
  const { language } = reader;
  const errors = typeof again === 'object' ? errorsOf(again, step.fields, language) : [];
  return staffPage(
    reader,
    { title: step.title, width: 'text' },
    <>
      {step.head}
      {again === 'kept' || again === 'old-form' ? (
        <Notice heading={T.kept[language]}>
          <p>{T.keptLead[language]}</p>
        </Notice>
      ) : (
        again && errors.length === 0 && <Refusal {...props} again={again} />
      )}
      {!again && !step.isOpen && <Unavailable {...props} />}
      {step.isOpen ? <StepForm {...props} errors={errors} /> : <AsWritten {...props} />}
      {step.below}
    </>,
  );
};
