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

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=receiver';

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'yttra-certificates-'));
  const openssl = (command: string) =>
    execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' });
  const read = (name: string): Certificate => ({
    cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
  });
  openssl(`req -x509 ${NEW_KEY} -keyout ca.key -out ca.pem -days 30`);
  let made = 0;
  return {
    file: join(folder, 'ca.pem'),
    issue: (names, days = 30) => {
      const name = `issued-${(made += 1)}`;
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}`);
      openssl(`req ${NEW_KEY} -keyout ${name}.key -out ${name}.csr`);
      openssl(
        `x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -extfile ${name}.ext -days ${days}`,
      );
      return read(name);
    },
    selfSigned: (names) => {
      const name = `own-${(made += 1)}`;
      openssl(
        `req -x509 ${NEW_KEY} -keyout ${name}.key -out ${name}.pem -days 30 -addext subjectAltName=${names}`,
      );
      return read(name);
    },
  };
}
