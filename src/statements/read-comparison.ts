import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import type { ReadPaper } from '../http/send-paper.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import type { Language } from '../rules/texts.js';
import { stanceWords } from '../rules/words.js';
import { comparedVersionsPaper } from './compared-versions.paper.js';
import type { ComparedField } from './diff-statements.js';
import type { FoundFact, StatementContent } from './statement.js';
import { foundWords } from './statement-fields.js';
import { StatementsQueries, type ComparedVersions } from './statements.queries.js';

/** Two versions of a statement beside each other, as people read them; for the consultee's own staff. */
@Injectable()
export class ReadComparison {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consultations: ConsultationsQueries,
    private readonly statements: StatementsQueries,
  ) {}

  /** @param against the earlier version; the one before when left out, and 0 is the empty statement. */
  async read(
    caller: Caller,
    id: string,
    number: number,
    {
      against = number - 1,
      language,
    }: { readonly against?: number | undefined; readonly language: Language },
  ): Promise<ComparedVersions> {
    return this.statements.compared(caller, id, { number, against }, (contents) =>
      this.readable(contents, language),
    );
  }

  /** What has changed between two texts, of which one need not be saved. */
  async between(
    earlier: StatementContent,
    newer: StatementContent,
    language: Language,
  ): Promise<ComparedField[]> {
    const [before, after] = await this.readable([earlier, newer], language);
    return this.statements.whole(before!, after!);
  }

  /** In Swedish, as all papers. */
  async paper(caller: Caller, id: string, number: number, against?: number): Promise<ReadPaper> {
    const compared = await this.read(caller, id, number, { against, language: 'sv' });
    const consultation = await this.consultations.one(caller, id);
    const { newer } = compared;
    const [others]: { author: string | null }[] = await this.dataSource.query(
      'SELECT (SELECT name FROM people WHERE username = $1) AS author',
      [newer.author],
    );
    const names = await namesOfBodies(this.dataSource, [consultation.consultee]);
    const paper = comparedVersionsPaper(compared, {
      consultation,
      consultee: names.get(consultation.consultee ?? '') ?? consultation.consultee ?? '',
      author: others!.author ?? newer.author ?? '',
    });
    return { paper, confidential: consultation.confidential || compared.confidential };
  }

  /** Names for the codes of bodies, and words for the stance. */
  private async readable(
    contents: readonly StatementContent[],
    language: Language,
  ): Promise<StatementContent[]> {
    const codes = contents.flatMap(({ recipients, found }) =>
      [...recipients, ...found].map(({ body }) => body),
    );
    const names = await namesOfBodies(this.dataSource, codes);
    return contents.map((content) => ({
      ...content,
      stance: stanceWords[content.stance][language] as StatementContent['stance'],
      found: content.found.map(({ fact, body, ...rest }) => ({
        ...rest,
        fact: foundWords[fact][language] as FoundFact['fact'],
        ...(body !== undefined && { body: names.get(body) ?? body }),
      })),
      recipients: content.recipients.map(({ body, ...recipient }) =>
        body === undefined ? recipient : { name: names.get(body) ?? body },
      ),
    }));
  }
}
