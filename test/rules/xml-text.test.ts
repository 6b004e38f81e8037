import { describe, expect, it } from '@jest/globals';
import { xmlText } from '../../src/rules/xml-text.js';

describe('a text in XML', () => {
  it.each([...'\u0000\u0001\u0008\u000b\u000c\u001f\ufffe\uffff', '\ud800', '\udfff'])(
    'has %j replaced',
    (sign) => {
      expect(xmlText(`a${sign}b`)).toBe('a\ufffdb');
    },
  );

  it('keeps all that XML allows', () => {
    const text = 'Å\t\n\r\u0085\u2028 <&> 𝕏 \ue000\ufffd';
    expect(xmlText(text)).toBe(text);
  });
});
