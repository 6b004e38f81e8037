import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { DemoIssuer } from './demo-issuer.js';
import { Identify } from './identify.js';

@Module({ providers: [AccessTokens, DemoIssuer, Identify], exports: [DemoIssuer, Identify] })
export class IdentityModule {}
