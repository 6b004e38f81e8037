import { refusal } from '../rules/refusals.js';

export const because = {
  noSuchRemark: refusal(
    'no-such-remark',
    'Det expedierade yttrandet har ingen synpunkt med det numret.',
    'The dispatched statement has no remark of that number.',
  ),
};
