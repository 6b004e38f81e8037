import type { CompilationSharedView } from '../../compilation/shared-compilations.dto.js';
import type { ExtendReferralBody } from '../../deadlines/deadlines.dto.js';
import type { RecordUnaskedReplyBody } from '../../forwarding/recorded-reply.dto.js';
import type { AddConsulteeBody, ReferralView } from '../../referrals/referrals.dto.js';
import { listed } from '../../rules/words.js';
import { together, withDay, withName } from '../steps/receipt-words.js';
import type { Says } from '../steps/record-steps.js';

export const extended: Says<ReferralView> = ({ shown, body, reader }) => {
  const { until: day, consultees: chosen = [] } = body as ExtendReferralBody;
  const whom = shown.consultees
    .filter(({ body: code, consultationId }) =>
      [code, consultationId].some((each) => chosen.includes(each ?? '')),
    )
    .map(({ name }) => ({ sv: name, en: name }));
  const all = listed(whom, 'och', 'and');
  return {
    how: together(
      withDay('till och med', 'until', day, reader),
      whom.length > 0 ? { sv: `för ${all.sv}`, en: `for ${all.en}` } : undefined,
    ),
  };
};
export const added: Says<ReferralView> = ({ shown, body }) => {
  const { body: code, name } = body as AddConsulteeBody;
  return { how: withName(':', ':', shown.consultees.find((each) => each.body === code)?.name ?? name) };
};
export const fromWhom: Says<ReferralView> = ({ body }) => ({
  how: withName('från', 'from', (body as RecordUnaskedReplyBody).name),
});
const numberShared = (answer: CompilationSharedView): number => answer.compilation.number;
export const asVersion: Says<ReferralView> = ({ answer }) => ({
  how: {
    sv: `som version ${numberShared(answer)}: så här ser remissinstanserna den`,
    en: `as version ${numberShared(answer)}: this is how the consultees see it`,
  },
});
/** The version that was shared, as those see it whom it was shared with. */
export const versionAt = (answer: CompilationSharedView, id: string): string =>
  `/remisser/${id}/sammanstallningar/${numberShared(answer)}`;
