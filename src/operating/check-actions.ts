import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DOES } from '../http/does.js';
import { lifecycles } from '../rules/kinds.js';
import { policy, type Action } from '../rules/policy.js';

interface Route {
  readonly name: string;
  readonly writes: boolean;
  readonly action: Action | undefined;
}

/** Routes that write and are no action, and why. */
const NO_ACTION: Readonly<Record<string, string>> = {
  'POST first-administrator': 'asked by whoever has the code, when nobody has a role yet',
  'POST first-administrator/form': 'the same, from its page',
  'POST inkorg': 'takes the same step of several matters, each held to its own action',
  'POST inkorg/:queue': 'the same of those in a queue',
  'POST handlingar/:id/:step':
    'takes the steps of src/web/document/document-steps.ts, each held to its own action',
  'POST logga-in': 'begins a session of a made-up person, in demo mode only',
  'POST logga-ut': 'ends one’s own session',
  'POST anstand/:id/:step':
    'takes the steps of src/web/reply/extension-steps.ts, each held to its own action',
  'POST publiceringar/:id/:step':
    'takes the steps of src/web/publication/publication-steps.ts, each held to its own action',
  'POST arenden/:id/:step': 'takes the steps of src/web/case/case-steps.ts, each held to its own action',
  'POST remisser/:id/:step':
    'takes the steps of src/web/referral/referral-steps.ts, each held to its own action',
  'POST remisser/:id/sammanstallning':
    'answers a remark as `POST /consultations/{id}/remark-answers` does, from a page',
  'POST remisser/:id/sammanstallning/avsnitt':
    'sums up the replies and puts remarks together as the API does, from a page',
  'POST remisser/:id/utkast/:step': 'edits, attaches and sends as the API does, from the pages of a draft',
  'POST remisser/ny': 'registers a case and creates a referral as the API does, from a page',
  'POST sammantraden/:body/:meeting':
    'orders the agenda, puts up and takes off as the API does, from the page of a meeting',
  'POST sammantraden/:body/:meeting/beslut/:id':
    'takes the steps of src/web/meetings/meeting-steps.ts, each held to its own action',
  'POST sammantraden/:body/:meeting/justera':
    'takes the same step of several matters, each held to its own action',
  'POST forvaltning/:section/:record':
    'takes the steps of src/web/administration, each held to its own action',
  'POST forvaltning/:section/:record/:part': 'the same, one level down',
  'POST forvaltning/:section/:record/:part/:form': 'the same, two levels down',
  'POST forvaltning/sammantradeskalender/:body/las-in':
    'shows what stands in a file, and keeps nothing of it',
  'POST forvaltning/sammantradeskalender/:body/las-in/spara': 'adds meetings as the API does, from a page',
  'POST forvaltning/handlingar/:body/:kind/logotyp':
    'sets the form of a paper as the API does, with the picture as a file',
  'POST forvaltning/handlingar/:body/:kind/word-mall':
    'takes a Word template into use as the API does, from a page',
  'POST mitt/utseende': 'keeps a language and an appearance in the reader’s own browser',
  'POST mitt/logga-ut-overallt': 'ends one’s own sessions',
  'POST mitt/kalender': 'makes a calendar feed as the API does, from a page',
  'POST mitt/kalender/:id': 'revokes a calendar feed as the API does, from a page',
  'POST me/saved-searches': 'keeps what nobody else sees',
  'DELETE me/saved-searches/:id': 'throws away what nobody else sees',
  'POST mitt/sokningar': 'saves a search as `POST /me/saved-searches` does, from a list',
  'POST mitt/sokningar/:id': 'removes one as `DELETE /me/saved-searches/{id}` does, from a page',
  'POST mitt/ersattare/:body': 'arranges a stand-in as the API does, from a page',
  'POST mitt/ersattare/:body/:id': 'ends a stand-in as the API does, from a page',
  'POST svar/:id/:step':
    'takes the steps of src/web/reply/consultation-actions.ts, each held to its own action',
  'POST svar/:id/ratta-bordlaggning/:number':
    'corrects as `POST /consultations/{id}/correct-postponement` does, what an earlier meeting made of it',
  'POST svar/:id/yttrande': 'saves as `PUT /consultations/{id}/statement` does, from its page',
  'POST svar/:id/yttrande/fil':
    'shows what an import would find, as `POST /consultations/{id}/statement/import?dryRun=true` does, and keeps nothing',
  'POST svar/:id/yttrande/las-in':
    'saves and imports as `POST /consultations/{id}/statement/import` does, from its page',
  'POST svar/:id/yttrande/rubriker':
    'sets headings as `PUT /bodies/{code}/report-headings` does, from the page of an import',
  'POST svar/:id/yttrande/jamka':
    'saves as `PUT /consultations/{id}/statement` does, what was chosen of two texts',
  'POST svar/:id/yttrande/arbetskopia':
    'keeps what was typed as `PUT /consultations/{id}/statement/working-copy` does',
  'POST svar/:id/yttrande/arbetskopia/kasta':
    'throws it away as `DELETE /consultations/{id}/statement/working-copy` does',
  'POST tjansteskrivelser/:body':
    'shows what an import of several would find, as `POST /bodies/{code}/statement-imports?dryRun=true` does',
  'POST tjansteskrivelser/:body/rubriker':
    'sets headings as `PUT /bodies/{code}/report-headings` does, from the page of several reports',
  'POST tjansteskrivelser/:body/las-in':
    'imports each that is marked as `POST /consultations/{id}/statement/import` does, held to the same action',
  'POST bodies/:code/statement-imports':
    'imports each file as `POST /consultations/{id}/statement/import` does, held to the same action',
  'PUT consultations/:id/statement/working-copy':
    'keeps what nobody else sees; for those who may do `statement.save`',
  'DELETE consultations/:id/statement/import-warnings':
    'ticks off what changes no version; for those who may do `statement.save`',
  'DELETE consultations/:id/statement/working-copy':
    'throws away what nobody else sees; for those who may do `statement.save`',
  'POST demo/tokens': 'signs a made-up person in, in demo mode only',
};

/** Actions without a route of their own, and where they are asked for. */
const NO_ROUTE: Partial<Readonly<Record<Action, string>>> = {
  'body.arrange': 'fields of PATCH bodies/:code that are the municipality’s',
  'municipality.name-administrator': 'a role of PUT bodies/:code/people/:username',
};

/**
 * Ends the start of a service whose routes and policy disagree: a verb that nobody could ask for, a step that two
 * routes take, or a route that changes something and says not what.
 */
@Injectable()
export class CheckActions implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const wrong = disagreements(this.routes());
    if (wrong.length > 0) throw new Error(`Routes and policy disagree: ${wrong.join('; ')}.`);
  }

  routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, object>;
      const base = Reflect.getMetadata(PATH_METADATA, metatype) as string;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
        if (method === undefined) return [];
        const path = Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string;
        return [
          {
            name: `${RequestMethod[method]} ${[base, path].filter((part) => part !== '/').join('/')}`,
            writes: method !== RequestMethod.GET,
            action: Reflect.getMetadata(DOES, prototype[name]!) as Action | undefined,
          },
        ];
      });
    });
  }
}

/** What is wrong with the routes, one sentence each. */
export function disagreements(routes: readonly Route[]): string[] {
  const mute = routes.filter(({ name, writes, action }) => writes && !action && !NO_ACTION[name]);
  const actions = Object.keys(policy) as Action[];
  return [
    ...mute.map(({ name }) => `${name} says not what it does`),
    ...actions.flatMap((action) => {
      const names = routes.filter((route) => route.action === action).map(({ name }) => name);
      if (names.length === 0) return NO_ROUTE[action] ? [] : [`${action} has no route`];
      return isOfATable(action) && names.length > 1 ? [`${action} is ${names.join(' and ')}`] : [];
    }),
  ];
}

/** A step of a record is one route's; what is only read, or kept without steps, may be several's. */
function isOfATable(action: Action): boolean {
  const [kind, verb] = action.split('.') as [keyof typeof lifecycles, string];
  return Object.hasOwn(lifecycles, kind) && Object.hasOwn(lifecycles[kind], verb);
}
