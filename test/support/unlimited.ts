/** Tests ask faster than people do; how much is too much has tests of its own. */
export const UNLIMITED = {
  REQUESTS_PER_MINUTE: '0',
  REQUESTS_PER_MINUTE_PER_ADDRESS: '0',
  FAILED_SIGN_INS_PER_MINUTE: '0',
};
