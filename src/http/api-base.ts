/** Everything of the API is below this path. */
export const API_BASE = '/yttra/v1';

/** A test holds it to package.json. */
export const API_VERSION = '1.1.0';
