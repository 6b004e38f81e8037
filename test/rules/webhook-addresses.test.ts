import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { isPublic, mayConnect, wrongWith } from '../../src/delivery/webhooks/endpoint-address.js';

const reach = { ports: [443], allowedPrivate: ['127.0.0.1:9000', '[::1]:9000'], internal: [] };

describe('the address of a receiver', () => {
  it.each([
    'https://diariet.kommun.example/yttra',
    'https://Diariet.Kommun.Example/yttra?system=1',
    'https://diariet.kommun.example:443/',
    'https://xn--remiss-5ya.example/a@b',
    'http://127.0.0.1:9000/hook',
    'https://127.0.0.1:9000/hook',
    'http://[::1]:9000/hook',
  ])('may be %s', (url) => {
    expect(wrongWith(url, reach)).toBeUndefined();
  });

  it.each([
    ['https://127.0.0.1/', 'url-not-public'],
    ['https://127.1/', 'url-not-public'],
    ['https://0/', 'url-not-public'],
    ['https://2130706433/', 'url-not-public'],
    ['https://0x7f.1/', 'url-not-public'],
    ['https://0x7f000001/', 'url-not-public'],
    ['https://017700000001/', 'url-not-public'],
    ['https://127.0.0.1.:443/', 'url-not-public'],
    ['https://[::1]/', 'url-not-public'],
    ['https://[::]/', 'url-not-public'],
    ['https://[::ffff:127.0.0.1]/', 'url-not-public'],
    ['https://[::ffff:7f00:1]/', 'url-not-public'],
    ['https://[64:ff9b::7f00:1]/', 'url-not-public'],
    ['https://[fc00::1]/', 'url-not-public'],
    ['https://[fe80::1]/', 'url-not-public'],
    ['https://169.254.169.254/latest/meta-data/', 'url-not-public'],
    ['https://10.0.0.1/', 'url-not-public'],
    ['https://100.64.0.1/', 'url-not-public'],
    ['https://192.168.1.1/', 'url-not-public'],
    ['https://8.8.8.8/', 'url-not-public'],
    ['https://localhost/', 'url-not-public'],
    ['https://localhost./', 'url-not-public'],
    ['https://a.localhost/', 'url-not-public'],
    ['https://redis/', 'url-not-public'],
    ['https://kommun.example./', 'url-not-public'],
    ['https://printer.local/', 'url-not-public'],
    ['https://metadata.google.internal/', 'url-not-public'],
    ['https://ex%61mple.example/', 'url-not-public'],
    ['https://1.2.3.4.example.0x7f/', 'url'],
    ['https://①②⑦.0.0.1/', 'url'],
    ['https://１２７.0.0.1/', 'url'],
    ['https://diariet。example/', 'url'],
    ['https://räksmörgås.example/', 'url'],
    ['https://ok@127.0.0.1/', 'url'],
    ['https://ok:ok@kommun.example/', 'url'],
    ['https://kommun.example\\@127.0.0.1/', 'url'],
    ['https://kommun.example/\\..', 'url'],
    ['https://kommun.example/#top', 'url'],
    ['https://kommun.example/\r\nX-A: b', 'url'],
    ['https:\t//kommun.example/', 'url'],
    [' https://kommun.example/', 'url'],
    ['https:kommun.example', 'url'],
    ['https:/kommun.example', 'url'],
    ['//kommun.example/', 'url'],
    ['gopher://127.0.0.1:6379/_', 'url'],
    ['file:///etc/passwd', 'url'],
    ['unix:/run/x.sock', 'url'],
    ['data:text/plain,x', 'url'],
    ['', 'url'],
    ['http://kommun.example/', 'url-not-https'],
    ['http://127.0.0.1:9001/', 'url-not-https'],
    ['http://127.1:9000/', 'url-not-https'],
    ['http://localhost:9000/', 'url-not-https'],
    ['https://127.1:9000/', 'url-not-public'],
    ['https://kommun.example:6379/', 'url-port'],
    ['https://kommun.example:5432/', 'url-port'],
    ['https://kommun.example:25/', 'url-port'],
    ['https://kommun.example:80/', 'url-port'],
    ['https://kommun.example:0/', 'url-port'],
  ])('may not be %s', (url, code) => {
    expect(wrongWith(url, reach)?.code).toBe(code);
  });

  it('may not be longer than 2000 characters', () => {
    const base = 'https://kommun.example/';
    expect(wrongWith(base + 'a'.repeat(2000 - base.length), reach)).toBeUndefined();
    expect(wrongWith(base + 'a'.repeat(2001 - base.length), reach)?.code).toBe('url');
  });

  /** An expression that goes back over what it has read would not end with these. */
  it('is read to its end, however it is made', () => {
    const long = [
      `https://${'a-'.repeat(900)}`,
      `https://${'a.'.repeat(990)}`,
      `https://${'1'.repeat(1990)}.example`,
    ];
    for (const url of [...long, `https://${'a'.repeat(1_000_000)}!`])
      expect(wrongWith(url, reach)).toBeDefined();
  });
});

describe('an address that is connected to', () => {
  it.each(['8.8.8.8', '193.10.7.1', '2606:4700:4700::1111', '2a00:801::1'])('may be %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%lo',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('may not be %s', (address) => {
    expect(isPublic(address)).toBe(false);
    expect(mayConnect('receiver.example', address, 443, reach)).toBe(false);
  });

  it('may be one that the operator has named, on that port only', () => {
    expect(mayConnect('receiver.example', '127.0.0.1', 9000, reach)).toBe(true);
    expect(mayConnect('receiver.example', '::1', 9000, reach)).toBe(true);
    expect(mayConnect('receiver.example', '127.0.0.1', 9001, reach)).toBe(false);
    expect(mayConnect('receiver.example', '127.0.0.2', 9000, reach)).toBe(false);
  });
});

describe('what the operator has listed of the own network', () => {
  const listing = (internal: string[]) => ({ ports: [443], allowedPrivate: [], internal });
  const [named, within] = [
    listing(['diariet.kommun.internal', 'diariet']),
    listing(['10.20.0.0/16', 'fd00:20::/32']),
  ];
  const mayReach = (host: string, address: string, reach: ReturnType<typeof listing>) =>
    mayConnect(host, address, 443, reach);

  it('is reached under its name, by https alone, at private addresses', () => {
    expect(wrongWith('https://diariet.kommun.internal/krok', named)).toBeUndefined();
    expect(wrongWith('https://diariet/krok', named)).toBeUndefined();
    expect(wrongWith('http://diariet.kommun.internal/krok', named)).toMatchObject({ code: 'url-not-https' });
    expect(wrongWith('https://diariet.kommun.internal:8443/krok', named)).toMatchObject({ code: 'url-port' });
    for (const address of ['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', '93.184.215.14'])
      expect(mayReach('diariet.kommun.internal', address, named)).toBe(true);
  });

  it('is reached in a network that is listed, under any public name', () => {
    expect(mayReach('diariet.kommun.example', '10.20.255.1', within)).toBe(true);
    expect(mayReach('diariet.kommun.example', 'fd00:20::1', within)).toBe(true);
    expect(mayReach('diariet.kommun.example', '10.21.0.1', within)).toBe(false);
    expect(mayReach('diariet.kommun.example', '::ffff:10.20.0.1', within)).toBe(false);
  });

  it('opens nothing else: no other name, and never this machine or the cloud’s own addresses', () => {
    for (const url of [
      'https://annat.kommun.internal/',
      'https://a.diariet.kommun.internal/',
      'https://10.20.0.1/',
    ])
      expect(wrongWith(url, listing(['diariet.kommun.internal', '10.20.0.0/16']))).toMatchObject({
        code: 'url-not-public',
      });
    expect(mayReach('annat.kommun.example', '10.1.2.3', named)).toBe(false);
    for (const address of [
      '127.0.0.1',
      '::1',
      '169.254.169.254',
      'fe80::1',
      '0.0.0.0',
      '::ffff:10.1.2.3',
      '224.0.0.1',
    ])
      expect(mayReach('diariet.kommun.internal', address, named)).toBe(false);
  });

  it.each([
    '0.0.0.0/0',
    '10.0.0.0/7',
    '169.254.0.0/16',
    '0177.0.0.0/8',
    '::/0',
    '8.8.8.0/24',
    'localhost',
    '10.20.0.1',
    'a..b',
    '*.kommun.se',
  ])('cannot be %s', (internal) => {
    const env = { DATABASE_URL: 'postgres://localhost/yttra_demo', WEBHOOK_INTERNAL_RECEIVERS: internal };
    expect(() => readSettings(env)).toThrow('WEBHOOK_INTERNAL_RECEIVERS');
  });
});
