import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { loadMunicipality } from './demo-municipality.js';

/** The demo municipality with its two cases at several stages; touches nothing that is there already. */
export async function loadDemo(app: NestFastifyApplication): Promise<void> {
  await loadMunicipality(app.get(DataSource));
}
