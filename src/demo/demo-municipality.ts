import type { DataSource } from 'typeorm';
import type { Role } from '../rules/actor.js';

interface DemoBody {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly registerKeptBy?: string;
}

/** The bodies of the demo municipality. The council has no staff of its own: the executive board keeps its register. */
export const demoBodies: readonly DemoBody[] = [
  { code: 'KS', name: 'Kommunstyrelsen', kind: 'executive-board' },
  { code: 'KF', name: 'Kommunfullmäktige', kind: 'council', registerKeptBy: 'KS' },
  { code: 'TSN', name: 'Tekniska servicenämnden', kind: 'board' },
  { code: 'BIN', name: 'Bildningsnämnden', kind: 'board' },
  { code: 'SN', name: 'Socialnämnden', kind: 'board' },
  { code: 'KFN', name: 'Kultur- och fritidsnämnden', kind: 'board' },
  { code: 'SBN', name: 'Samhällsbyggnadsnämnden', kind: 'board' },
  { code: 'AMN', name: 'Arbetsmarknadsnämnden', kind: 'board' },
];

export interface Persona {
  readonly username: string;
  readonly name: string;
  readonly body: string;
  readonly role: Role;
}

const boardPersonas = (body: string): Persona[] => {
  const prefix = body.toLowerCase();
  return [
    { username: `${prefix}-registrator`, name: `Registrator, ${body}`, body, role: 'registrar' },
    { username: `${prefix}-handlaggare`, name: `Handläggare, ${body}`, body, role: 'officer' },
    { username: `${prefix}-chef`, name: `Förvaltningschef, ${body}`, body, role: 'manager' },
    { username: `${prefix}-sekreterare`, name: `Nämndsekreterare, ${body}`, body, role: 'secretary' },
    { username: `${prefix}-lasare`, name: `Förtroendevald, ${body}`, body, role: 'reader' },
  ];
};

/** The executive board's administrator, who is the municipality's too. */
const MUNICIPAL_ADMINISTRATOR = 'admin';

/** Who a visitor to the demo can be. Made-up people; no passwords, only tokens in demo mode. */
export const personas: readonly Persona[] = [
  { username: 'ks-registrator', name: 'Registrator, KS', body: 'KS', role: 'registrar' },
  { username: 'ks-handlaggare', name: 'Handläggare, KS', body: 'KS', role: 'officer' },
  { username: 'ks-sekreterare', name: 'Sekreterare, KS', body: 'KS', role: 'secretary' },
  { username: MUNICIPAL_ADMINISTRATOR, name: 'Systemförvaltare', body: 'KS', role: 'administrator' },
  ...['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].flatMap(boardPersonas),
];

/** Writes bodies and personas where they are missing; touches nothing that is there. */
export async function loadMunicipality(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `INSERT INTO bodies (code, name, kind, register_kept_by)
     SELECT code, name, kind, "registerKeptBy"
     FROM jsonb_to_recordset($1::jsonb) AS demo (code text, name text, kind text, "registerKeptBy" text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(demoBodies)],
  );
  await dataSource.query(
    `WITH demo AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS demo (username text, name text, body text, role text)
     ), person AS (
       INSERT INTO people (username, name, municipal_administrator)
       SELECT username, name, username = $2 FROM demo ON CONFLICT DO NOTHING RETURNING username
     )
     INSERT INTO roles (username, body_code, role)
     SELECT username, body, role FROM demo JOIN person USING (username) ON CONFLICT DO NOTHING`,
    [JSON.stringify(personas), MUNICIPAL_ADMINISTRATOR],
  );
}
