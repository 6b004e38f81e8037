import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RecordId } from '../../http/record-id.pipe.js';
import { PublicPapers } from './public-papers.js';
import {
  PublicCasesPage,
  PublicCasesQuery,
  PublicCaseView,
  PublicReferralsPage,
  PublicReferralsQuery,
  PublicReferralView,
  PublicStatementsPage,
  PublicStatementsQuery,
  PublicStatementView,
} from './public-register.dto.js';
import { ReadRegister } from './read-register.js';

@ApiTags('Register')
@Controller('public/v1')
export class PublicRegisterController {
  constructor(
    private readonly readRegister: ReadRegister,
    private readonly publicPapers: PublicPapers,
  ) {}

  /**
   * List the published cases, the newest first.
   * @remarks Lista publicerade ärenden, de senaste först.
   */
  @Get('cases')
  async cases(@Query() query: PublicCasesQuery): Promise<PublicCasesPage> {
    return this.readRegister.list('cases', query);
  }

  /**
   * Read a published case.
   * @remarks Läs ett publicerat ärende.
   */
  @Get('cases/:id')
  async case(@Param('id', RecordId) id: string): Promise<PublicCaseView> {
    return this.readRegister.one('cases', id);
  }

  /**
   * List the published referrals, the newest first; those still out for opinion with `state=open`.
   * @remarks Lista publicerade remisser, de senaste först.
   */
  @Get('referrals')
  async referrals(@Query() query: PublicReferralsQuery): Promise<PublicReferralsPage> {
    return this.readRegister.list('referrals', query);
  }

  /**
   * Read a published referral, with those it was sent to.
   * @remarks Läs en publicerad remiss.
   */
  @Get('referrals/:id')
  async referral(@Param('id', RecordId) id: string): Promise<PublicReferralView> {
    return this.readRegister.one('referrals', id);
  }

  /**
   * List the published statements, the newest first.
   * @remarks Lista publicerade yttranden, de senaste först.
   */
  @Get('statements')
  async statements(@Query() query: PublicStatementsQuery): Promise<PublicStatementsPage> {
    return this.readRegister.list('statements', query);
  }

  /**
   * Read a published statement: what a body answered, and how it decided.
   * @remarks Läs ett publicerat yttrande.
   */
  @Get('statements/:id')
  async statement(@Param('id', RecordId) id: string): Promise<PublicStatementView> {
    return this.readRegister.one('statements', id);
  }

  /**
   * Fetch a published statement as a paper (PDF/A): what the register shows of it, and what is masked there is masked here.
   * @remarks Hämta ett publicerat yttrande som handling (PDF/A): det som diariet visar av det. Det som är maskerat där är
   * maskerat här.
   */
  @Get('statements/:id/paper')
  @RouteConfig({ anyType: true })
  async statementPaper(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.publicPapers.sendStatement(id, request, reply);
  }
}
