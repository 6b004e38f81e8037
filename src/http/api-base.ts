/** Everything of the API is below this path. */
export const API_BASE = '/yttra/v1';
