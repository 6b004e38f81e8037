import { Body, Controller, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { DemoIssuer } from '../identity/demo-issuer.js';
import { personas } from './demo-municipality.js';

class DemoTokenBody {
  @IsIn(personas.map(({ username }) => username))
  persona!: string;
}

/** Only part of the service in demo mode, and never of the OpenAPI document. */
@ApiExcludeController()
@Controller('demo/tokens')
export class DemoTokensController {
  constructor(private readonly issuer: DemoIssuer) {}

  @Post()
  @RouteConfig({ open: true })
  async issue(@Body() { persona }: DemoTokenBody): Promise<{ accessToken: string; expiresIn: number }> {
    return this.issuer.issue(persona);
  }
}
