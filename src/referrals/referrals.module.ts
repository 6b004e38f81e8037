import { Module } from '@nestjs/common';
import { CreateReferral } from './create-referral.js';
import { EditReferral } from './edit-referral.js';
import { IssuedReferrals } from './issued-referrals.js';
import { Packet } from './packet.js';
import { ReferralsController } from './referrals.controller.js';
import { ReferralsQueries } from './referrals.queries.js';
import { ReplyByDates } from './reply-by-dates.js';

@Module({
  controllers: [ReferralsController],
  providers: [CreateReferral, EditReferral, IssuedReferrals, Packet, ReferralsQueries, ReplyByDates],
  exports: [CreateReferral, EditReferral, IssuedReferrals, Packet, ReferralsQueries, ReplyByDates],
})
export class ReferralsModule {}
