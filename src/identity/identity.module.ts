import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { ApiClients } from './api-clients.js';
import { DemoIssuer } from './demo-issuer.js';
import { Identify } from './identify.js';

@Module({ providers: [AccessTokens, ApiClients, DemoIssuer, Identify], exports: [DemoIssuer, Identify] })
export class IdentityModule {}
