import { Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { PublishedSeals } from './published-seals.js';
import { SealAudit } from './seal-audit.js';

@Module({ providers: [AuditTrail, PublishedSeals, SealAudit], exports: [AuditTrail] })
export class AuditModule {}
