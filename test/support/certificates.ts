import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of the test's own, and what it vouches for. */
export interface Authority {
  /** The authority's own certificate, in a file as an operator would name it. */
  readonly file: string;
  /** @param names as OpenSSL writes them: `IP:127.0.0.1`, `DNS:receiver.example`. */
  issue(names: string, days?: number): Certificate;
  selfSigned(names: string): Certificate;
}

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'yttra-certificates-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  let issued = 0;
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-subj',
    '/CN=Test',
    '-days',
    '30',
  );
  const read = (name: string): Certificate => ({
    cert: readFileSync(at(`${name}.pem`), 'utf8'),
    key: readFileSync(at(`${name}.key`), 'utf8'),
  });
  return {
    file: at('ca.pem'),
    issue: (names, days = 30) => {
      const name = `issued-${(issued += 1)}`;
      writeFileSync(at(`${name}.ext`), `subjectAltName=${names}`);
      openssl(
        'req',
        ...newKey,
        '-keyout',
        at(`${name}.key`),
        '-out',
        at(`${name}.csr`),
        '-subj',
        '/CN=receiver',
      );
      openssl(
        ...[
          'x509',
          '-req',
          '-in',
          at(`${name}.csr`),
          '-CA',
          at('ca.pem'),
          '-CAkey',
          at('ca.key'),
          '-CAcreateserial',
        ],
        ...['-out', at(`${name}.pem`), '-extfile', at(`${name}.ext`), '-days', String(days)],
      );
      return read(name);
    },
    selfSigned: (names) => {
      const name = `own-${(issued += 1)}`;
      openssl(
        ...[
          'req',
          '-x509',
          ...newKey,
          '-keyout',
          at(`${name}.key`),
          '-out',
          at(`${name}.pem`),
          '-days',
          '30',
        ],
        ...['-subj', '/CN=receiver', '-addext', `subjectAltName=${names}`],
      );
      return read(name);
    },
  };
}
