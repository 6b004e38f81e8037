import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { RegisterConsultationBody } from '../consultations/consultations.dto.js';
import { RegisterConsultation } from '../consultations/register-consultation.js';
import { WriteBody } from '../http/write.dto.js';
import type { VerbOn } from '../rules/kinds.js';
import { AssignOfficer } from '../statements/assign-officer.js';
import { ReviewStatement } from '../statements/review-statement.js';
import { AssignOfficerBody, ReturnDraftBody } from '../statements/statements.dto.js';

/** A step of a consultation that has a form: below `/svar/{id}`, of the same body as in the API, by the same use case. */
export interface PageAction {
  readonly verb: VerbOn<'consultation'>;
  readonly path: string;
  readonly body: new () => object;
  readonly take: (caller: Caller, id: string, body: object) => Promise<unknown>;
}

const action = <Body extends object>(
  verb: VerbOn<'consultation'>,
  path: string,
  body: new () => Body,
  take: (caller: Caller, id: string, body: Body) => Promise<unknown>,
): PageAction => ({ verb, path, body, take: (caller, id, given) => take(caller, id, given as Body) });

/** Every step that can be taken in a browser. */
@Injectable()
export class ConsultationActions {
  private readonly all: readonly PageAction[];

  constructor(register: RegisterConsultation, assign: AssignOfficer, review: ReviewStatement) {
    this.all = [
      action('register', 'registrera', RegisterConsultationBody, (caller, id, body) =>
        register.register(caller, id, body),
      ),
      action('assign', 'fordela', AssignOfficerBody, (caller, id, body) => assign.assign(caller, id, body)),
      action('submit', 'lamna', WriteBody, (caller, id) => review.submit(caller, id)),
      action('return', 'aterlamna', ReturnDraftBody, (caller, id, { comment }) =>
        review.return(caller, id, comment),
      ),
      action('approve', 'godkann', WriteBody, (caller, id) => review.approve(caller, id)),
    ];
  }

  at(path: string): PageAction | undefined {
    return this.all.find((each) => each.path === path);
  }

  /** Where a step is taken in a browser; none for one that has no form yet. */
  pathOf(verb: string): string | undefined {
    return this.all.find((each) => each.verb === verb)?.path;
  }
}
