import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RecordId } from '../../http/record-id.pipe.js';
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
  constructor(private readonly readRegister: ReadRegister) {}

  /** List the published cases, the newest first. */
  @Get('cases')
  async cases(@Query() query: PublicCasesQuery): Promise<PublicCasesPage> {
    return this.readRegister.list('cases', query);
  }

  /** Read a published case. */
  @Get('cases/:id')
  async case(@Param('id', RecordId) id: string): Promise<PublicCaseView> {
    return this.readRegister.one('cases', id);
  }

  /** List the published referrals, the newest first; those still out for opinion with `state=open`. */
  @Get('referrals')
  async referrals(@Query() query: PublicReferralsQuery): Promise<PublicReferralsPage> {
    return this.readRegister.list('referrals', query);
  }

  /** Read a published referral, with those it was sent to. */
  @Get('referrals/:id')
  async referral(@Param('id', RecordId) id: string): Promise<PublicReferralView> {
    return this.readRegister.one('referrals', id);
  }

  /** List the published statements, the newest first. */
  @Get('statements')
  async statements(@Query() query: PublicStatementsQuery): Promise<PublicStatementsPage> {
    return this.readRegister.list('statements', query);
  }

  /** Read a published statement: what a body answered, and how it decided. */
  @Get('statements/:id')
  async statement(@Param('id', RecordId) id: string): Promise<PublicStatementView> {
    return this.readRegister.one('statements', id);
  }
}
