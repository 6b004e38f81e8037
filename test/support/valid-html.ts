import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Preact writes `<br/>`, which is as good as `<br>`.
    'void-style': 'off',
    // A field is called as in the API, so that its id may have a dot or brackets in it.
    'valid-id': ['error', { relaxed: true }],
    // Where rows become cards, a screen reader is told that it still is a table.
    'no-redundant-role': 'off',
    // What scrolls sideways is a region to get to by keyboard, and no section of the text.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // A list may be called something.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // The title has that of the record, which is as long as its people wrote it.
    'long-title': 'off',
  },
});

/** What the HTML standard has against a page, as far as html-validate knows it. */
export async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector ?? ''})`),
  );
}
