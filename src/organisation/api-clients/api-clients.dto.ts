import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
} from 'class-validator';
import { BodyCode, Instant, ListOf, OneLine, WhenGiven } from '../../http/field-rules.js';
import { PageQuery, PageView } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { CLIENT_VERBS, type ClientVerb } from '../../rules/client-scopes.js';
import { because } from '../../http/refusals.js';

/** Which clients. */
export class ApiClientsQuery extends PageQuery {
  /** The body that keeps it. @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** Username of who answers for something it may do, or for a key of it: what to take over when they leave. @example "ks-registrator" */
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9.@_-]{0,99}$/, { context: because.username })
  responsible?: string;
}

/** What a client may do in one body. */
export class ScopeBody {
  /** A body whose administrator the caller is. @example "KS" */
  @BodyCode()
  body!: string;

  /**
   * `read`: sees what the body's readers see. `read-drafts`: also drafts and what has been sent to nobody. An action: may
   * do it as the body's staff may, and sees the records that they act on, but no drafts.
   * @example ["read", "case.register", "document.upload"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsIn(CLIENT_VERBS, { each: true })
  verbs!: ClientVerb[];
}

/** Who answers for a verb: whoever could do the same, and has said that the system may. */
export class AnswerView {
  /** @example "case.register" */
  verb!: ClientVerb;
  /** Username. @example "ks-registrator" */
  username!: string;
}

/** What a client has been let do in one body, and what of it is in force. */
export class ScopeView extends ScopeBody {
  /** What nobody answers for is asked for, and not given. */
  answeredBy!: AnswerView[];
  /** The verbs that work now: those whom somebody answers for who may do the same today. @example ["read", "case.register"] */
  inForce!: ClientVerb[];
  /** Given before anybody had to answer for it: works until then as it is; null otherwise. @example "2027-02-25T07:00:00.000Z" */
  until!: string | null;
}

/** A new client. It gets its keys apart. */
export class RegisterApiClientBody extends WriteBody {
  /** The body whose administrators keep it. @example "KS" */
  @BodyCode()
  body!: string;

  /** @example "Ärendesystemet" */
  @OneLine(200)
  name!: string;

  /**
   * What it may do where; each body once. The caller answers for what they may do there themselves; the rest waits for
   * somebody of that body who takes it over.
   */
  @ListOf(() => ScopeBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique(({ body }: ScopeBody) => body)
  scopes!: ScopeBody[];
}

/** What may be changed of a client. */
export class EditApiClientBody extends WriteBody {
  /** @example "Ärendesystemet" */
  @WhenGiven()
  @OneLine(200)
  name?: string;

  /** All of them: what is not here it may no longer do. */
  @WhenGiven()
  @ListOf(() => ScopeBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique(({ body }: ScopeBody) => body)
  scopes?: ScopeBody[];

  /** `false`: none of its keys works until it is active again. @example true */
  @WhenGiven()
  @IsBoolean()
  active?: boolean;
}

/** A new key for a client. */
export class AddApiKeyBody extends WriteBody {
  /** When it stops working: at most two years ahead, a year unless said. @example "2027-11-01T00:00:00Z" */
  @IsOptional()
  @Instant()
  expiresAt?: string;
}

/** A key without its secret, which nobody can read again. */
export class ApiKeyView {
  /** How the key begins, after `yttra_`. @example "k3f9a0zq" */
  prefix!: string;
  /** `live`, `expired`, `revoked`, or `left` where whoever answered for it keeps the client no more. @example "live" */
  state!: 'live' | 'expired' | 'revoked' | 'left';
  /** Username. @example "admin" */
  createdBy!: string;
  /** Username of who answers for it: it works while they are administrator of the body that keeps the client. @example "admin" */
  responsible!: string;
  /** The levels of assurance of the session in which it was made; what needs one of them can be done with it. @example ["http://id.elegnamnden.se/loa/1.0/loa3"] */
  acr!: string[];
  /** @example "2026-11-01T09:12:00.000Z" */
  createdAt!: string;
  /** @example "2027-11-01T09:12:00.000Z" */
  expiresAt!: string;
  /** To the minute; null if never. @example "2026-11-02T07:30:00.000Z" */
  lastUsedAt!: string | null;
  /** @example "2023-11-29T09:12:00.000Z" */
  revokedAt!: string | null;
}

/** A key that has just been made. */
export class NewApiKeyView extends ApiKeyView {
  /**
   * Sent as `Authorization: Bearer …`. Shown this once: null when the request is repeated under its
   * Idempotency-Key. If it was lost, revoke it and make another.
   * @example "yttra_k3f9a0zq_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXM"
   */
  key!: string | null;
}

/** Another system that calls the API. */
export class ApiClientView {
  /** In the audit trail it is `client:` and this. @example "7d9f1c1e-2f3a-4b5c-8d6e-7f8091a2b3c4" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** @example "Ärendesystemet" */
  name!: string;
  scopes!: ScopeView[];
  /** Whether something it was let do, or a key of it, is without anybody who answers for it. @example false */
  needsTakeOver!: boolean;
  /** @example true */
  active!: boolean;
  /** Oldest first; also those that no longer work. */
  keys!: ApiKeyView[];
  /** Username. @example "admin" */
  createdBy!: string;
  /** @example "2026-11-01T09:12:00.000Z" */
  createdAt!: string;
  /** @example 1 */
  version!: number;
}

/** Clients, newest first. */
export class ApiClientsPage extends PageView {
  items!: ApiClientView[];
}
