/** Everything of the API is below this path. */
export const API_BASE = '/yttra/v1';

/** A test holds it to package.json. */
export const API_VERSION = '1.1.0';

/** What everyone may read without signing in is below this path, and none of it leads to the other. */
export const PUBLIC_BASE = '/public/v1';
