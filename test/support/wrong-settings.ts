import { readSettings, type InvalidConfiguration } from '../../src/config/settings.js';

/** What is wrong with an environment, beside what every installation has to say. */
export function wrongSettings(env: Record<string, string>): readonly string[] {
  try {
    readSettings({
      DATABASE_URL: 'postgres://localhost/yttra',
      OIDC_ISSUER: 'https://login.example',
      OPERATOR_LANGUAGE: 'en',
      ...env,
    });
  } catch (error) {
    return (error as InvalidConfiguration).problems;
  }
  return [];
}
