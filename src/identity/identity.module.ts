import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AccessTokens } from './access-tokens.js';
import { ApiClients } from './api-clients.js';
import { DemoIssuer } from './demo-issuer.js';
import { Identify } from './identify.js';
import { IssuerKeys } from './issuer-keys.js';
import { IssuerSignIn } from './issuer-sign-in.js';
import { MappedRoles } from './mapped-roles.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [AuditModule],
  providers: [
    AccessTokens,
    ApiClients,
    DemoIssuer,
    Identify,
    IssuerKeys,
    IssuerSignIn,
    MappedRoles,
    Sessions,
  ],
  exports: [DemoIssuer, Identify, IssuerSignIn, MappedRoles, Sessions],
})
export class IdentityModule {}
