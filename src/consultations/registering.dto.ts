import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  BodyCode,
  CaseNumber,
  CivilDate,
  EmailAddress,
  OneLine,
  Text,
  WhenGiven,
} from '../http/field-rules.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';

/** Registers a referral at the consultee. */
export class RegisterConsultationBody extends WriteBody {
  /**
   * The consultee's own number: a new one, or one that stands in its register already, for a second
   * round belongs under the first one's number. Without it the next of the series is taken.
   * @example "TSN 2023/112"
   */
  @IsOptional()
  @CaseNumber()
  caseNumber?: string;

  /**
   * The day it was received (FL 22 §). Today when left out.
   * @example "2023-10-02"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Opens a body's own reply to a referral from outside. */
export class OpenConsultationBody extends WriteBody {
  /**
   * The body that has the case.
   * @example "KS"
   */
  @BodyCode()
  consultee!: string;

  /**
   * The case's title when left out.
   * @example "Säkrare tivoli (SOU 2025:40)"
   */
  @IsOptional()
  @OneLine(300)
  title?: string;

  /**
   * The sender's own number; the origin's when left out.
   * @example "Ju2025/01234"
   */
  @IsOptional()
  @OneLine(100)
  reference?: string;

  /**
   * Last day the sender accepts an answer; the origin's when left out. A second round says its own.
   * @example "2025-09-15"
   */
  @IsOptional()
  @CivilDate()
  replyBy?: string;

  /**
   * The day it was received; the case's when left out, and today in a second round.
   * @example "2025-05-20"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Corrects a wrong number or a wrong day of receipt; at least one of them is given. */
export class CorrectRegistrationBody extends ReasonBody {
  /**
   * The right number: a new one, or one that stands in the register already. That of a body's own reply is its case's.
   * @example "TSN 2023/113"
   */
  @WhenGiven()
  @CaseNumber()
  caseNumber?: string;

  /**
   * The day it was received.
   * @example "2023-10-02"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Lets the issuer record the reply, or no longer. */
export class AllowRecordedReplyBody extends WriteBody {
  /** False takes an earlier word back. @example true */
  @WhenGiven()
  @IsBoolean()
  allowed?: boolean;
}

/** Declines to answer. */
export class DeclineBody extends ReasonBody {
  /**
   * The decision or delegation relied on; needed where a reply is required.
   * @example "TSN 2023-10-18 § 71"
   */
  @IsOptional()
  @OneLine(500)
  basis?: string;

  /**
   * The day it declined; of one outside Yttra the day its letter was received. Today when left out.
   * @example "2023-10-20"
   */
  @WhenGiven()
  @CivilDate()
  declinedOn?: string;
}

/** What was written wrongly when it was declined; what is left out stays. */
export class CorrectDeclineBody extends ReasonBody {
  /** Why it was declined. @example "Förslaget rör inte nämndens verksamhet." */
  @WhenGiven()
  @Text(2000)
  because?: string;

  /** The decision or delegation relied on. @example "TSN 2023-10-18 § 72" */
  @WhenGiven()
  @OneLine(500)
  basis?: string;

  /** The day it declined; of one outside Yttra the day its letter was received. @example "2023-10-19" */
  @WhenGiven()
  @CivilDate()
  declinedOn?: string;
}

/** What the issuer wrote wrongly of one that it asks; what is left out stays. Name, kind and e-mail are those of one outside Yttra. */
export class CorrectConsulteeBody extends ReasonBody {
  /** The right day it was asked. @example "2023-10-09" */
  @WhenGiven()
  @CivilDate()
  sentOn?: string;

  /** @example "Räddningstjänsten Syd" */
  @WhenGiven()
  @OneLine(200)
  name?: string;

  /** Only organisations are named in the public register. @example "organisation" */
  @WhenGiven()
  @IsIn(PARTY_KINDS)
  kind?: PartyKind;

  /**
   * Null where it has none, and is sent letters. Until it has answered, the packet is to be sent anew to this one.
   * @example "registrator@raddningstjanst.example"
   */
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  /** That one of a name that is on the list already is another. @example false */
  @IsOptional()
  @IsBoolean()
  askedAgain?: boolean;
}
